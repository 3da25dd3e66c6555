// The code samples of the page, kept in step with the query in the editor.

const GRAPH = /^\s*(CONSTRUCT|DESCRIBE)\b/im;

/** A string literal of a programming language: as it stands between *open* and *close*, or escaped. */
export function literal(query, open, close) {
  const marked = `${open}\n${query}\n${close}`;
  if (open.startsWith("<<")) return marked;
  return query.includes(close) || query.includes("${") ? JSON.stringify(query) : marked;
}

/** Write *query* into every sample, and show those that fit its form. */
export function updateSamples(query) {
  for (const place of document.querySelectorAll("[data-open]")) {
    place.textContent = literal(query.trim(), place.dataset.open, place.dataset.close);
  }
  const form = GRAPH.test(query) ? "graph" : "table";
  for (const sample of document.querySelectorAll("[data-form]")) sample.hidden = sample.dataset.form !== form;
}
