'use strict';
// What node_server.js does wrong on request, so that a client can show what it makes of it.

class Faults {
  #throttleFor;
  #throttledUntil;
  #dropAfter;
  #dropped = new Set();

  /** ESME_RTHROTTLED for so many ms from the first submission on; the connection dropped once after so many accepted. */
  constructor({ throttle, drop_after }) {
    this.#throttleFor = throttle;
    this.#dropAfter = drop_after;
  }

  /** Whether a submission that comes now is to be refused with ESME_RTHROTTLED. */
  throttles() {
    this.#throttledUntil ??= Date.now() + this.#throttleFor;
    return Date.now() < this.#throttledUntil;
  }

  /** Whether the connection is to be dropped once this accepted submission is answered. */
  dropsNow(session) {
    if (this.#dropAfter === 0) return false;
    this.#dropAfter -= 1;
    if (this.#dropAfter > 0) return false;
    this.#dropped.add(session);
    return true;
  }

  /** Whether nothing of this session counts any more. */
  isDropped(session) {
    return this.#dropped.has(session);
  }
}

module.exports = { Faults };
