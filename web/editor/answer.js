// The answer: a table that sorts and turns pages, a sentence, or Turtle; with what to take away.

import { asJson, asMarkdown, asTsv, cell, compare, isNumber } from "./cells.js";
import { byId, copy, count, duration, element, plural } from "./dom.js";

const PAGE = 50;
/** Rows that the server sends to a script; the page itself comes with fewer. */
const MOST = 10000;

export class AnswerPanel {
  /** *addresses* gives downloads; *say* speaks to screen readers. */
  constructor(addresses, say) {
    this.section = byId("answer");
    this.body = byId("answer-body");
    this.addresses = addresses;
    this.say = say;
    byId("answer-tools").addEventListener("click", (event) => this.#copy(event.target.dataset.copy));
    byId("answer-raw").addEventListener("toggle", () => this.#raw());
  }

  /** Draw an answer to *query*. */
  draw(answer, query) {
    this.answer = answer;
    this.rows = answer.rows ?? [];
    this.page = 0;
    this.sorted = { column: null, down: false };
    this.section.hidden = false;
    this.body.replaceChildren(...this.#content().filter(Boolean));
    this.#tools(query);
    this.say(this.#summary());
  }

  /** Leave the panel without an answer. */
  clear() {
    this.section.hidden = true;
    this.body.replaceChildren();
  }

  #content() {
    const { form, boolean, text, columns } = this.answer;
    if (form === "ASK") return [element("p", { class: "verdict" }, boolean ? "Yes, the graph holds this." : "No, the graph does not hold this.")];
    if (text !== undefined) return [this.#notes(), scrolling("Answer as Turtle", element("pre", {}, element("code", {}, text || "# no triples")))];
    if (!this.rows.length) return [element("p", { class: "empty" }, "No row in the graph answers this.")];
    this.headings = columns.map((name) => this.#heading(name));
    this.lines = element("tbody");
    this.pager = element("nav", { class: "turn", "aria-label": "Pages of the answer" });
    const table = element(
      "table",
      { class: columns.length < 4 ? "grid few" : "grid" },
      element("caption", { class: "unseen" }, "Answer"),
      element("thead", {}, element("tr", {}, this.headings)),
      this.lines,
    );
    this.#fill();
    return [this.#notes(), scrolling("Rows of the answer", table), this.pager];
  }

  #heading(name) {
    const numeric = this.rows.every((row) => !row[name] || isNumber(row[name]));
    const button = element("button", { type: "button", class: "sort" }, name, element("span", { "aria-hidden": "true" }));
    button.addEventListener("click", () => this.#sort(name));
    return element("th", { scope: "col", class: numeric ? "number" : null }, button);
  }

  /** Sort by a column: up, then down, then as the query ordered it. */
  #sort(name) {
    const { column, down } = this.sorted;
    this.sorted = column !== name ? { column: name, down: false } : down ? { column: null, down: false } : { column, down: true };
    this.rows = [...this.answer.rows];
    if (this.sorted.column) {
      const sign = this.sorted.down ? -1 : 1;
      this.rows.sort((a, b) =>
        a[name] && b[name] ? sign * compare(a[name], b[name], this.answer.terms) : compare(a[name], b[name], this.answer.terms),
      );
    }
    this.page = 0;
    this.#fill();
    const way = this.sorted.column ? `sorted by ${name}, ${this.sorted.down ? "descending" : "ascending"}` : "in the order of the query";
    this.say(`${plural(this.rows.length, "row")}, ${way}`);
  }

  #fill() {
    const { columns, terms } = this.answer;
    columns.forEach((name, place) => {
      const { column, down } = this.sorted;
      const heading = this.headings[place];
      if (column === name) heading.setAttribute("aria-sort", down ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
      heading.querySelector("span").textContent = column === name ? (down ? " ▼" : " ▲") : " ↕";
    });
    const from = this.page * PAGE;
    const lines = this.rows.slice(from, from + PAGE).map((row) => {
      const said = new Set(Object.values(row).filter((term) => term.type === "literal").map((term) => term.value));
      return element("tr", {}, columns.map((name) => cell(row[name], terms, said)));
    });
    this.lines.replaceChildren(...lines);
    this.#turner(from);
  }

  #turner(from) {
    const last = Math.ceil(this.rows.length / PAGE) - 1;
    this.pager.hidden = last < 1;
    const turn = (step, word) => {
      const button = element("button", { type: "button", "aria-disabled": this.page + step < 0 || this.page + step > last ? "true" : null }, word);
      button.addEventListener("click", () => this.#turn(step, last));
      return button;
    };
    const focused = [...this.pager.children].indexOf(document.activeElement);
    const place = `Rows ${count(from + 1)} to ${count(Math.min(from + PAGE, this.rows.length))} of ${count(this.rows.length)}`;
    this.pager.replaceChildren(turn(-1, "Previous"), element("span", {}, place), turn(1, "Next"));
    if (focused >= 0) this.pager.children[focused].focus();
    this.place = place;
  }

  #turn(step, last) {
    const page = Math.min(Math.max(this.page + step, 0), last);
    if (page === this.page) return;
    this.page = page;
    this.#fill();
    this.say(this.place);
  }

  #summary() {
    const { form, boolean, total, elapsed } = this.answer;
    const took = `in ${duration(elapsed)}`;
    if (form === "ASK") return `${boolean ? "Yes" : "No"}, ${took}`;
    if (total === undefined) return `${form === "DESCRIBE" ? "Description" : "Graph"} ${took}`;
    return `${plural(total, "row")} ${took}`;
  }

  /** What is missing from the screen, and why. */
  #notes() {
    const { total, truncated, cut } = this.answer;
    const notes = [];
    if (truncated) notes.push("The answer was cut off at the size limit of this service: rows are missing. Add a LIMIT, or narrow the query.");
    const shown = this.rows.length;
    const more = shown < MOST ? `Run the query to see up to ${count(MOST)}, or download` : "Download";
    if (total > shown) notes.push(`The first ${count(shown)} of ${count(total)} rows are here. ${more} the answer to have all of them.`);
    if (cut) notes.push("Only the beginning is here. Download the answer to have all of it.");
    return notes.length ? element("div", { class: "banner" }, notes.map((note) => element("p", {}, note))) : null;
  }

  #tools(query) {
    const tabular = this.rows.length > 0;
    const graph = this.answer.text !== undefined;
    for (const link of byId("answer-downloads").querySelectorAll("a")) {
      link.closest("li").hidden = graph !== (link.dataset.kind === "graph");
      link.href = `${this.addresses.sparql}?${new URLSearchParams({ query, format: link.dataset.format })}`;
    }
    byId("all-rows").textContent = this.answer.total > 1 ? `All ${plural(this.answer.total, "row")}:` : "Download:";
    byId("answer-tools").hidden = !tabular;
    const raw = byId("answer-raw");
    raw.hidden = !tabular;
    raw.open = false;
  }

  #raw() {
    const raw = byId("answer-raw");
    const text = raw.open ? asJson(this.answer.columns, this.answer.rows) : "";
    raw.querySelector("code").textContent = text;
  }

  async #copy(kind) {
    if (!kind) return;
    const { columns, terms } = this.answer;
    await copy(kind === "tsv" ? asTsv(columns, this.rows) : asMarkdown(columns, this.rows, terms));
    this.say(`Copied ${plural(this.rows.length, "row")} as ${kind === "tsv" ? "TSV" : "Markdown"}`);
  }
}

const scrolling = (label, ...children) =>
  element("div", { class: "scroll", role: "region", "aria-label": label, tabindex: "0" }, children);
