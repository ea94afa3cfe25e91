// The live page: asks once a second how things are, and shows it. Totals come from /metrics, which needs no key; names and
// messages from the operator's part of the API.

import { Chart } from "/chart.js";
import { byId, number, put, showFound, showOverview } from "/view.js";

const PERIOD = 1000;
const RATES = ["accepted", "delivered", "refused"];

// In memory alone: a reload forgets it.
let key = null;
let before = null;
const chart = new Chart(byId("chart"), number);

class Refused extends Error {}

// Asks the operator's part of the API.
async function ask(path, options = {}) {
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const answer = await fetch(path, { ...options, headers });
  const body = await answer.json();
  if (answer.ok) return body;
  if (answer.status === 401) forget("This is not the operator’s key.");
  throw new Refused(body.error.message);
}

async function refresh() {
  try {
    const [metrics, ready] = await Promise.all([fetch("/metrics"), fetch("/readyz")]);
    showTotals(totals(await metrics.text()));
    const text = (await ready.text()).trim();
    showState(text, ready.ok ? "good" : "bad");
    if (key !== null) showOverview(await ask("/v1/operator/overview"), actions);
  } catch (error) {
    if (!(error instanceof Refused)) showState("not reachable", "bad");
  }
}

// Sums of the series in the text format of Prometheus.
function totals(text) {
  const sums = { accepted: 0, delivered: 0, refused: 0, live: 0, waiting: 0, connections: 0, binds: 0 };
  for (const line of text.split("\n")) {
    const [, name, labels, value] = line.match(/^brivas_smsc_(\w+?)(?:_total)?(?:\{(.*)\})? (\S+)$/) ?? [];
    if (name === "ended" && labels.includes('kind="message"') && labels.includes('state="DELIVERED"')) {
      sums.delivered += Number(value);
    } else if (name in sums) {
      sums[name] += Number(value);
    }
  }
  return sums;
}

function showTotals(sums) {
  const now = performance.now();
  if (before !== null) {
    const seconds = (now - before.at) / 1000;
    // A server that was started anew counts from zero.
    const rate = name => Math.max(0, (sums[name] - before.sums[name]) / seconds);
    const rates = Object.fromEntries(RATES.map(name => [name, rate(name)]));
    RATES.forEach(name => put(byId(name), number(rates[name])));
    chart.add(rates);
  }
  before = { at: now, sums };
  ["live", "waiting", "connections", "binds"].forEach(name => put(byId(name), number(sums[name])));
  put(byId("total"), number(sums.accepted));
}

function showState(text, kind) {
  put(byId("state"), text);
  byId("state").className = `pill ${kind}`;
}

// What the buttons of the tables do. A problem is told above them.
const actions = {
  hold: (route, held) => attempt(() => {
    const verb = held ? "hold" : "resume";
    return ask(`/v1/routes/${encodeURIComponent(route)}/${verb}`, { method: "POST" });
  }),
  replay: tenant => attempt(() => {
    const body = JSON.stringify({ all: true, tenant });
    return ask("/v1/operator/dead-letters/replay", { method: "POST", body });
  }),
};

async function attempt(action) {
  put(byId("problem"), "");
  try {
    await action();
    showOverview(await ask("/v1/operator/overview"), actions);
  } catch (error) {
    put(byId("problem"), error.message);
  }
}

byId("key-form").addEventListener("submit", async event => {
  event.preventDefault();
  key = byId("key").value.trim();
  put(byId("key-problem"), "");
  try {
    showOverview(await ask("/v1/operator/overview"), actions);
    byId("locked").hidden = true;
    byId("operator").hidden = false;
  } catch (error) {
    key = null;
    if (byId("key-problem").textContent === "") put(byId("key-problem"), error.message);
  }
  byId("key").value = "";
});

function forget(reason) {
  key = null;
  search = null;
  byId("operator").hidden = true;
  byId("locked").hidden = false;
  ["found", "tenants", "links", "routes", "queues"].forEach(id => {
    byId(id).replaceChildren();
    byId(id).known = undefined;
  });
  byId("found-table").hidden = byId("more").hidden = true;
  put(byId("key-problem"), reason);
}

byId("forget").addEventListener("click", () => forget(""));

// The search: how many messages are shown, and where it goes on.
const MOST = 100;
let search = null;

byId("search-form").addEventListener("submit", event => {
  event.preventDefault();
  byId("found").replaceChildren();
  search = { by: byId("search-by").value, text: byId("search-text").value.trim(), shown: 0, next: null };
  look(search);
});

byId("more").addEventListener("click", () => {
  search.shown = 0;
  look(search);
});

// One request looks at a slice of the messages; so it goes on until there are enough, or no more.
async function look(mine) {
  byId("more").hidden = true;
  try {
    do {
      put(byId("search-state"), "Looking …");
      const query = new URLSearchParams({ [mine.by]: mine.text, limit: MOST - mine.shown });
      if (mine.next !== null) query.set("before", mine.next);
      const { messages, next } = await ask(`/v1/operator/messages?${query}`);
      if (mine !== search) return;
      showFound(messages);
      mine.shown += messages.length;
      mine.next = next;
    } while (mine.next !== null && mine.shown < MOST);
    const count = byId("found").rows.length;
    byId("found-table").hidden = count === 0;
    byId("more").hidden = mine.next === null;
    put(byId("search-state"), count === 0 ? "No such message." : `${number(count)} found.`);
  } catch (error) {
    if (mine === search) put(byId("search-state"), error.message);
  }
}

// The next time is counted from the end of this one: a slow server is not asked faster than it answers.
async function run() {
  await refresh();
  setTimeout(run, PERIOD);
}

run();
