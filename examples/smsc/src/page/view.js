// The tables of the page. A row stays the same element while its subject is there, so that a button that somebody is just
// pressing is not taken away by the next second's figures.

const numbers = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const times = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export const byId = id => document.getElementById(id);
export const number = value => numbers.format(value);

// Text into an element, if it is another than before.
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Shows what the operator's overview says. `actions` has `hold(route, held)` and `replay(tenant)`.
export function showOverview(overview, actions) {
  put(byId("version"), overview.version);
  rows("tenants", overview.tenants, tenant => tenant.system_id, () => tenantRow(actions));
  rows("links", overview.links, link => link.name, linkRow);
  rows("routes", overview.routes, (route, index) => index, () => routeRow(actions));
  const deepest = Math.max(1, ...overview.queues.map(queue => queue.waiting));
  const queues = overview.queues.map(queue => ({ ...queue, deepest }));
  rows("queues", queues, queue => `${queue.kind} ${queue.name}`, queueRow);
  for (const name of ["links", "routes", "queues"]) {
    const empty = overview[name].length === 0;
    byId(`no-${name}`).hidden = !empty;
    byId(name).closest(".scroll").hidden = empty;
  }
}

// Adds messages that a search found.
export function showFound(messages) {
  byId("found").append(...messages.map(message => {
    const row = document.createElement("tr");
    const cells = [
      [message.id], [message.tenant, "extra"], [message.from], [message.to ?? "–"], [message.state],
      [message.attempts ?? "–", "number extra"], [time(message.submitted_at), "extra"], [time(message.ended_at)],
    ];
    for (const [text, kind] of cells) cell(row, kind).textContent = text;
    return row;
  }));
}

function time(text) {
  return text ? times.format(new Date(text)) : "–";
}

// Keeps the rows of a table like a list: `key` tells items apart, `make` gives a row and how to update it.
function rows(table, items, key, make) {
  const body = byId(table);
  const before = body.known ?? new Map();
  body.known = new Map();
  items.forEach((item, index) => {
    const name = key(item, index);
    const kept = before.get(name) ?? make();
    kept.update(item);
    body.known.set(name, kept);
    if (body.rows[index] !== kept.row) body.insertBefore(kept.row, body.rows[index] ?? null);
  });
  while (body.rows.length > items.length) body.lastElementChild.remove();
}

function cell(row, kind) {
  const made = row.insertCell();
  if (kind) made.className = kind;
  return made;
}

function button(place, pressed) {
  const made = document.createElement("button");
  made.type = "button";
  made.addEventListener("click", async () => {
    made.disabled = true;
    await pressed();
    made.disabled = false;
  });
  place.append(made);
  return made;
}

function tenantRow(actions) {
  const row = document.createElement("tr");
  const name = cell(row), binds = cell(row, "number"), dead = cell(row, "number"), act = cell(row, "number");
  let tenant;
  const replay = button(act, () => actions.replay(tenant.name));
  replay.textContent = "Replay";
  const update = next => {
    tenant = next;
    put(name, tenant.name);
    put(binds, `${number(tenant.binds)} of ${number(tenant.max_binds)}`);
    put(dead, number(tenant.dead_letters));
    replay.hidden = tenant.dead_letters === 0;
  };
  return { row, update };
}

function linkRow() {
  const row = document.createElement("tr");
  const name = cell(row), binds = cell(row, "number"), fault = cell(row, "fault");
  const update = link => {
    put(name, link.name);
    put(binds, `${number(link.binds)} of ${number(link.wanted_binds)}`);
    binds.classList.toggle("short", link.binds < link.wanted_binds);
    put(fault, link.last_error ?? "");
  };
  return { row, update };
}

function routeRow(actions) {
  const row = document.createElement("tr");
  const name = cell(row), state = cell(row), waiting = cell(row, "number"), act = cell(row, "number");
  let route;
  const hold = button(act, () => actions.hold(route.name, !route.held));
  const update = next => {
    route = next;
    put(name, route.name || "(no name)");
    put(state, route.held ? "held" : "open");
    state.classList.toggle("held", route.held);
    put(waiting, number(route.waiting));
    put(hold, route.held ? "Resume" : "Hold");
    // What has no name cannot be spoken of.
    hold.hidden = route.name === "";
  };
  return { row, update };
}

function queueRow() {
  const row = document.createElement("tr");
  const name = cell(row), waiting = cell(row, "number"), place = cell(row, "bars");
  const bar = document.createElement("div"), filled = document.createElement("div");
  bar.className = "bar";
  bar.append(filled);
  place.append(bar);
  const update = queue => {
    put(name, callQueue(queue));
    put(waiting, number(queue.waiting));
    filled.style.width = `${100 * queue.waiting / queue.deepest}%`;
  };
  return { row, update };
}

function callQueue({ kind, name }) {
  switch (kind) {
    case "route": return name ? `route ${name}` : "a route without a name";
    case "hook": return `receipts for ${name} by HTTP`;
    case "handset": return "the simulated handset";
    default: return `${kind} ${name}`;
  }
}
