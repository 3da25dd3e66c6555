// What the graph is written in: prefixes, classes, properties, closed lists, and records by label.

/** The terms of the graph, fetched once, when they are first needed. */
export class Vocabulary {
  #terms;
  #searches = new Map();

  constructor(addresses) {
    this.addresses = addresses;
    this.prefixes = {};
  }

  /** Fetch the terms; null where that fails, and the next call tries again. */
  load() {
    this.#terms ??= this.#fetch(this.addresses.terms).then((answer) => {
      if (answer) this.prefixes = answer.prefixes;
      else this.#terms = undefined;
      return answer;
    });
    return this.#terms;
  }

  /** Find records by what their labels say. */
  async search(text) {
    if (!this.#searches.has(text)) {
      const answer = await this.#fetch(`${this.addresses.records}?${new URLSearchParams({ q: text })}`);
      if (!answer) return [];
      this.#searches.set(text, answer.records);
    }
    return this.#searches.get(text);
  }

  async #fetch(address) {
    try {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }
}

/** The change that declares the prefix of *name*, or null if the query does so or it is unknown. */
export function declaration(query, name, prefixes) {
  const [prefix] = name.split(":");
  const namespace = prefixes[prefix];
  if (!namespace || new RegExp(`^\\s*PREFIX\\s+${prefix}:`, "im").test(query)) return null;
  return { from: 0, insert: `PREFIX ${prefix}: <${namespace}>\n` };
}
