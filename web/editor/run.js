// Running a query: one at a time, with a timer, and a way to stop it on the server as well.

/** A name for a query that only this page knows; crypto.randomUUID needs HTTPS. */
const ticket = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

export class Runner {
  #running = null;

  /** *tick* is told the seconds a query has been running, ten times a second. */
  constructor(addresses, tick) {
    this.addresses = addresses;
    this.tick = tick;
    addEventListener("pagehide", () => this.cancel());
  }

  get busy() {
    return this.#running !== null;
  }

  /** Run a query: `{answer}`, `{problem}`, or `{cancelled, seconds}`. A query still running is cancelled. */
  async run(query) {
    this.cancel();
    const mine = { id: ticket(), abort: new AbortController(), started: performance.now() };
    this.#running = mine;
    const elapsed = () => (performance.now() - mine.started) / 1000;
    const timer = setInterval(() => this.tick(elapsed()), 100);
    try {
      const response = await fetch(this.addresses.view, {
        method: "POST",
        headers: { Accept: "application/json", "X-Query-Id": mine.id },
        body: new URLSearchParams({ query }),
        signal: mine.abort.signal,
      });
      const body = await response.json();
      return response.ok ? { answer: body } : { problem: body };
    } catch (error) {
      if (mine.abort.signal.aborted) return { cancelled: true, superseded: this.#running !== null, seconds: elapsed() };
      return { problem: unreachable(error) };
    } finally {
      clearInterval(timer);
      if (this.#running === mine) this.#running = null;
    }
  }

  /** Stop the running query: here, and in the process on the server that works on it. */
  cancel() {
    const running = this.#running;
    if (!running) return;
    this.#running = null;
    running.abort.abort();
    fetch(`${this.addresses.sparql}/${running.id}`, { method: "DELETE", keepalive: true }).catch(() => {});
  }
}

const unreachable = (error) => ({
  title: "The server gave no answer that can be read.",
  detail: `${error.message}. Check the connection, then run the query again.`,
});
