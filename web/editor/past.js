// The last queries of this browser. They are kept in its own storage and sent nowhere.

import { byId, element } from "./dom.js";

const KEY = "equipoise-queries";
const MOST = 50;

function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function keep(entries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // A browser that keeps nothing has no history.
  }
}

/** Show the history; choosing a query calls *load*. */
export function makePast(load) {
  const section = byId("past");
  const list = byId("past-list");
  const draw = () => {
    const entries = kept();
    section.hidden = entries.length === 0;
    list.replaceChildren(...entries.map((entry) => element("li", {}, button(entry, load), " ", when(entry.at))));
  };
  byId("past-clear").addEventListener("click", () => {
    keep([]);
    draw();
    byId("query").form.querySelector("button").focus();
  });
  draw();
  return {
    add(query) {
      const others = kept().filter((entry) => entry.query !== query);
      keep([{ query, at: Date.now() }, ...others].slice(0, MOST));
      draw();
    },
  };
}

function button({ query }, load) {
  const body = query.replace(/^\s*#.*$|\bPREFIX\s+[\w-]*:\s*<[^>]*>/gim, "").replace(/\s+/g, " ").trim();
  const made = element("button", { type: "button", class: "plain-button" }, body.slice(0, 110) + (body.length > 110 ? "…" : ""));
  made.addEventListener("click", () => load(query));
  return made;
}

const when = (at) =>
  element("time", { class: "quiet", datetime: new Date(at).toISOString() }, new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }));
