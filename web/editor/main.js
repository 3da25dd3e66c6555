// The SPARQL workbench. The page works without this file; here it becomes quicker to use.

import { AnswerPanel } from "./answer.js";
import { byId, copy, duration, settled } from "./dom.js";
import { makeEditor } from "./editor.js";
import { makeFilters } from "./filter.js";
import { makePast } from "./past.js";
import { Runner } from "./run.js";
import { updateSamples } from "./samples.js";
import { Vocabulary, declaration } from "./vocabulary.js";

const LONG = 6000;

const shell = byId("workbench");
const form = shell.querySelector("form");
const addresses = { ...shell.dataset };
const status = byId("status");
const timer = byId("timer");
const problem = byId("problem");
const cancelButton = byId("cancel");

const say = (text) => {
  status.textContent = text;
};
const vocabulary = new Vocabulary(addresses);
const panel = new AnswerPanel(addresses, say);
const runner = new Runner(addresses, (elapsed) => {
  timer.textContent = `${elapsed.toFixed(1)} s`;
});
const past = makePast(loadAndRun);
const editor = makeEditor(byId("query"), {
  nonce: addresses.nonce,
  vocabulary,
  run,
  changed: settled(() => updateSamples(editor.text())),
});

async function run() {
  const query = editor.text();
  busy(true);
  say("Running");
  const outcome = await runner.run(query);
  if (outcome.superseded) return;
  busy(false);
  showProblem(null);
  if (outcome.cancelled) {
    say(`Cancelled after ${duration(outcome.seconds)}`);
    return;
  }
  share(query);
  past.add(query);
  if (outcome.problem) {
    panel.clear();
    await showProblem(outcome.problem);
    return;
  }
  panel.draw(outcome.answer, query);
}

function busy(running) {
  form.classList.toggle("running", running);
  if (!running && document.activeElement === cancelButton) byId("run").focus();
  cancelButton.hidden = !running;
  timer.textContent = "";
}

/** Say what went wrong and, where the error has a place, go there. */
async function showProblem(found) {
  editor.unmark();
  problem.hidden = !found;
  byId("problem-place").hidden = true;
  if (!found) return;
  say("");
  byId("problem-title").textContent = found.title;
  byId("problem-detail").textContent = found.detail ?? "";
  if (!found.line) return;
  const actions = await repairs(found);
  editor.mark({ ...found, message: found.detail ?? found.title, actions });
  editor.focus();
}

/** A known prefix that the query uses without declaring it can be declared with one click. */
async function repairs({ token = "" }) {
  await vocabulary.load();
  const prefix = /^([\w-]+):/.exec(token)?.[1];
  const change = prefix && declaration(editor.text(), `${prefix}:`, vocabulary.prefixes);
  return change ? [{ name: `Declare ${prefix}:`, apply: (view) => (view.dispatch({ changes: change }), run()) }] : [];
}

/** The address bar holds the query, to be copied and kept. */
function share(query) {
  const address = `${addresses.sparql}?${new URLSearchParams({ query })}`;
  if (address.length <= 4 * LONG) history.replaceState(null, "", address);
}

function loadAndRun(query) {
  editor.load(query);
  editor.focus();
  shell.scrollIntoView({ block: "start" });
  run();
}

async function copyLink() {
  const link = new URL(`${addresses.sparql}?${new URLSearchParams({ query: editor.text() })}`, location.href).href;
  await copy(link);
  const length = link.length > LONG ? `; it is long (${link.length} characters), and some programs cut such links` : "";
  say(`Link copied${length}`);
}

/** Insert the pattern of a class or a property from the overview. */
async function insert({ term, kind }) {
  await vocabulary.load();
  const local = term.replace(/^.*:/, "").replace(/\W/g, "");
  const name = local.charAt(0).toLowerCase() + local.slice(1);
  const pattern = kind === "class" ? `  ?${name} a ${term} .` : `  ?thing ${term} ?${name} .`;
  editor.insert(pattern, declaration(editor.text(), term, vocabulary.prefixes));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
form.addEventListener("focusin", () => vocabulary.load(), { once: true });
cancelButton.addEventListener("click", () => runner.cancel());
byId("copy-link").addEventListener("click", copyLink);
document.addEventListener("click", (event) => {
  const example = event.target.closest("a[data-query]");
  const term = event.target.closest("button[data-term]");
  const source = event.target.closest("button[data-copies]");
  if (term) insert(term.dataset);
  if (source) copy(byId(source.dataset.copies).querySelector("code:not([hidden])").textContent).then(() => say("Copied"));
  if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  loadAndRun(new URL(example.href).searchParams.get("query"));
});
for (const control of document.querySelectorAll("[data-scripted]")) control.hidden = false;
makeFilters(say);

const first = byId("answer-data");
if (first) panel.draw(JSON.parse(first.textContent), editor.text());
if (problem.dataset.line) {
  const { line, column, token = "" } = problem.dataset;
  editor.mark({ line: Number(line), column: Number(column), token, message: byId("problem-detail").textContent });
}
