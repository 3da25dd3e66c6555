// Completion from the graph's own terms: by name or by label, with the definition beside the list.

import { pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";

import { element, count } from "./dom.js";
import { declaration } from "./vocabulary.js";

const SILENT = new Set(["Comment", "String", "IriRef", "Iri"]);
const KEYWORDS = (
  "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS BIND VALUES GRAPH CONSTRUCT DESCRIBE ASK PREFIX " +
  "GROUP ORDER BY HAVING LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT EXISTS NOT " +
  "CONTAINS STRSTARTS STRENDS REGEX LCASE UCASE STR LANG DATATYPE BOUND COALESCE IF YEAR ROUND"
).split(" ");

/** Return the completion sources: variables, terms and keywords, and records by label. */
export function complete(vocabulary) {
  return [variables, (context) => terms(context, vocabulary), (context) => records(context, vocabulary)];
}

function variables(context) {
  const word = context.matchBefore(/[?$]\w*/);
  if (!word || silent(context)) return null;
  const text = context.state.doc.toString();
  const names = new Set();
  for (const match of text.matchAll(/[?$](\w+)/g)) {
    if (match.index !== word.from) names.add(match[1]);
  }
  const options = [...names].sort().map((name) => ({ label: word.text[0] + name, type: "variable" }));
  return options.length ? { from: word.from, options, validFor: /^[?$]\w*$/ } : null;
}

async function terms(context, vocabulary) {
  const word = wordBefore(context);
  if (!word) return null;
  const known = await vocabulary.load();
  if (!known) return null;
  const wanted = word.text.toLowerCase();
  const afterType = /(\ba|rdf:type)\s+$/.test(context.state.sliceDoc(Math.max(0, word.from - 20), word.from));
  const found = known.terms
    .map((term) => ({ term, rank: rank(term, wanted) - (afterType && term.kind === "class" ? 3 : 0) }))
    .filter(({ term, rank: place }) => place < 9 && !(afterType && term.kind === "property"))
    .sort((a, b) => a.rank - b.rank || b.term.uses - a.term.uses || a.term.name.localeCompare(b.term.name))
    .slice(0, 40)
    .map(({ term }) => option(term, vocabulary));
  const keywords = KEYWORDS.filter((keyword) => wanted.length > 1 && keyword.toLowerCase().startsWith(wanted));
  const options = [...keywords.map((label) => ({ label, type: "keyword" })), ...found];
  return options.length ? { from: word.from, options, filter: false } : null;
}

async function records(context, vocabulary) {
  const word = wordBefore(context);
  if (!word || word.text.replace(/^.*:/, "").length < 3) return null;
  await new Promise((resolve) => setTimeout(resolve, 150));
  if (context.aborted) return null;
  const found = await vocabulary.search(word.text);
  if (context.aborted || !found.length) return null;
  return { from: word.from, options: found.map((record) => option(record, vocabulary)), filter: false };
}

/** The name or word before the cursor; none in comments, strings, IRIs and variables. */
function wordBefore(context) {
  const word = context.matchBefore(/[A-Za-z][\w-]*:?[\w-]*/);
  if (!word || (!context.explicit && word.text.length < 2) || silent(context)) return null;
  const before = context.state.sliceDoc(Math.max(0, word.from - 1), word.from);
  return /[?$@\w]/.test(before) ? null : word;
}

const silent = (context) => SILENT.has(syntaxTree(context.state).resolveInner(context.pos, -1).name);

/** How well a term fits what was typed; 9 is not at all. */
function rank(term, wanted) {
  const name = term.name.toLowerCase();
  const local = name.slice(name.indexOf(":") + 1);
  const label = term.label.toLowerCase();
  if (name === wanted || local === wanted) return 0;
  if (name.startsWith(wanted) || local.startsWith(wanted)) return 1;
  if (label.startsWith(wanted)) return 2;
  if (wanted.includes(":")) {
    const [prefix, rest] = wanted.split(":");
    if (!name.startsWith(`${prefix}:`)) return 9;
    return rest.length > 1 && (local.includes(rest) || label.includes(rest)) ? 4 : 9;
  }
  if (wanted.length < 3) return 9;
  if (label.split(/[\s-]/).some((part) => part.startsWith(wanted))) return 3;
  return local.includes(wanted) ? 4 : 9;
}

function option(term, vocabulary) {
  return {
    label: term.name,
    detail: term.label,
    type: term.kind,
    info: () => about(term),
    apply(view, completion, from, to) {
      const changes = [{ from, to, insert: term.name }];
      const prefix = declaration(view.state.doc.toString(), term.name, vocabulary.prefixes);
      if (prefix) changes.unshift(prefix);
      const set = view.state.changes(changes);
      view.dispatch({
        changes: set,
        selection: { anchor: set.mapPos(to, 1) },
        annotations: pickedCompletion.of(completion),
        userEvent: "input.complete",
      });
    },
  };
}

function about(term) {
  const uses = term.uses === undefined ? "" : `, used ${count(term.uses)} ${term.uses === 1 ? "time" : "times"}`;
  return element(
    "div",
    {},
    term.definition ? element("p", {}, term.definition) : null,
    element("p", {}, `${term.list ? `one of “${term.list}”` : term.kind}${uses}`),
  );
}
