// Terms of an answer: how a cell shows them, sorts them, and hands them on as text.

import { element } from "./dom.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(["integer", "decimal", "double", "float"].map((name) => XSD + name));
/** Literals that SPARQL writes without a datatype. */
const PLAIN = new Set([...NUMERIC, `${XSD}boolean`, `${XSD}string`, undefined]);

export const isNumber = (term) => term?.type === "literal" && NUMERIC.has(term.datatype);

/** A decimal without trailing zeros, with a true minus sign. */
const number = (text) => (/^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text).replace(/^-/, "−");

/** What a person reads of a term. */
export function shown(term, terms) {
  if (!term) return "";
  if (term.type === "uri") return terms[term.value]?.name ?? term.value;
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "literal") return isNumber(term) ? number(term.value) : term.value;
  return JSON.stringify(term.value);
}

/** A table cell; the label of a thing is left out where the row holds it in another cell. */
export function cell(term, terms, said) {
  const holder = element("div", {}, ...content(term, terms, said));
  return element("td", { class: isNumber(term) ? "number" : null, lang: term?.["xml:lang"] }, holder);
}

function content(term, terms, said) {
  const text = shown(term, terms);
  if (term?.type === "uri") {
    const { href, label, outward } = terms[term.value] ?? {};
    const link = href ? element("a", outward ? { href, rel: "external" } : { href }, text) : text;
    return label && !said.has(label) ? [link, element("span", { class: "label" }, label)] : [link];
  }
  const kind = term?.["xml:lang"] ?? (PLAIN.has(term?.datatype) ? null : (terms[term.datatype]?.name ?? term.datatype));
  return kind ? [text, " ", element("span", { class: "literal" }, kind)] : [text];
}

/** Order two terms: numbers by size, all else as people sort it, what is missing last. */
export function compare(left, right, terms) {
  if (!left || !right) return left ? -1 : right ? 1 : 0;
  if (isNumber(left) && isNumber(right)) return Number(left.value) - Number(right.value);
  return collator.compare(shown(left, terms), shown(right, terms));
}

const collator = new Intl.Collator("en", { numeric: true });
const flat = (text) => text.replace(/[\t\r\n]+/g, " ");
const bare = (term) => (term ? (term.type === "bnode" ? `_:${term.value}` : String(term.value)) : "");

/** The rows as tab-separated values: what spreadsheets paste. */
export function asTsv(columns, rows) {
  return [columns, ...rows.map((row) => columns.map((name) => flat(bare(row[name]))))]
    .map((line) => `${line.join("\t")}\n`)
    .join("");
}

/** The rows as a Markdown table, with links under the labels of things. */
export function asMarkdown(columns, rows, terms) {
  const escape = (text) => flat(text).replace(/[\\|[\]<>*_`]/g, "\\$&");
  const linked = (term) =>
    term?.type === "uri"
      ? `[${escape(terms[term.value]?.label ?? shown(term, terms))}](<${term.value}>)`
      : escape(shown(term, terms));
  const rule = columns.map((name) => (rows.some((row) => isNumber(row[name])) ? "---:" : "---"));
  const lines = [columns.map(escape), rule, ...rows.map((row) => columns.map((name) => linked(row[name])))];
  return lines.map((line) => `| ${line.join(" | ")} |\n`).join("");
}

/** The rows as SPARQL 1.1 Query Results JSON, to read. */
export const asJson = (columns, rows) => JSON.stringify({ head: { vars: columns }, results: { bindings: rows } }, null, 2);
