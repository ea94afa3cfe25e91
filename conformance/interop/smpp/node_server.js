#!/usr/bin/env node
'use strict';
// A message centre by npm smpp for ESMEs under test: any bind, submit_sm and the like, receipts, enquire_link; with options
// also what goes wrong with a centre.
//
// Prints JSON lines: {"event":"listening","port":…} first, then each PDU that came, and what became of each session and
// message: "bound", "submitted", "throttled", "dropped", "receipt_answered", "incoming_answered". A line on standard input
// such as {"from":"49…","to":"44…","text":"…"} is a message that goes to a bound receiver by deliver_sm.
// Ends with 0 on SIGTERM or SIGINT, and with --once after the last session; with 1 at the --deadline or on a fault.

const fs = require('node:fs');
const readline = require('node:readline');

const settings = require('./settings.js');
const smpp = require('./node_smpp.js');
const { Faults } = require('./node_server_faults.js');
const { SMPP_MESSAGE_STATE, Messages } = require('./node_server_messages.js');

const options = settings.parse({
  deadline: 60, // seconds for everything
  receipt_delay: 20, // milliseconds from submit_sm_resp to the receipt
  receipt_first: false, // the receipt goes out before the response
  first_id: 0xabc1, // the first number; its hexadecimal form has letters
  ids: 'name', // or hex: so in responses, decimal in receipts; or decimal: the other way round
  binds: 100, // at once
  throttle: 0, // milliseconds of ESME_RTHROTTLED from the first submission on
  drop_after: 0, // accepted submissions after which the connection is dropped, once; 0 for never
  enquire_link_period: 500, // milliseconds; 0 for none
  any_password: false,
  once: false,
  tls_cert: '',
  tls_key: '',
  tls_client_ca: '', // who must vouch for a client
  tls_keylog: '',
});

// The low bits of registered_delivery that ask for a receipt of success (SMPP 3.4 §5.2.17; 3 since 5.0).
const RECEIPT_BITS = 0x03;
const RECEIPT_ON_SUCCESS = [1, 3];
const UCS2 = 8;
const WITHOUT_RESPONSE = ['outbind', 'alert_notification'];
const messages = new Messages(options.ids, options.first_id);
const faults = new Faults(options);
const bound = new Map(); // session to { command, system_id, unanswered }, deliver_sm that it has not answered yet
const waiting = []; // { system_id, fields, told } of deliver_sm for which there is no receiver

function main() {
  const server = smpp.createServer(security(), serve);
  if (options.tls_keylog) server.on('keylog', (line) => fs.appendFileSync(options.tls_keylog, line));
  server.on('error', (error) => end(1, { event: 'error', reason: error.message }));
  server.listen(options.port, options.host, () => print({ event: 'listening', port: server.address().port }));

  const deadline = () => end(1, { event: 'deadline', seconds: options.deadline });
  setTimeout(deadline, options.deadline * 1000);
  process.on('uncaughtException', (error) => end(1, { event: 'error', reason: error.stack }));
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => end(0, { event: 'stopped', signal }));
  readline.createInterface({ input: process.stdin }).on('line', (line) => incoming(JSON.parse(line)));
}

/** What tls.createServer wants. */
function security() {
  if (!options.tls_cert) return {};
  const own = { cert: fs.readFileSync(options.tls_cert), key: fs.readFileSync(options.tls_key) };
  const clients = options.tls_client_ca
    ? { ca: fs.readFileSync(options.tls_client_ca), requestCert: true, rejectUnauthorized: true }
    : {};
  return { ...own, ...clients };
}

function serve(session) {
  print({ event: 'connected' });
  const period = options.enquire_link_period;
  const enquiring = period > 0 && setInterval(() => bound.has(session) && enquireLink(session), period);

  session.on('pdu', (pdu) => {
    if (faults.isDropped(session)) return;
    print({ event: 'pdu', ...summary(pdu) });
    if (!pdu.isResponse()) answer(session, pdu);
  });
  session.on('error', (error) => {
    print({ event: 'session_error', reason: error.message });
    session.destroy();
  });
  session.on('close', () => {
    clearInterval(enquiring);
    forget(session);
    if (options.once) end(0, { event: 'closed' });
    print({ event: 'closed' });
  });
}

/** What it has not answered waits for the next receiver. */
function forget(session) {
  waiting.push(...(bound.get(session)?.unanswered ?? []));
  bound.delete(session);
}

function enquireLink(session) {
  session.enquire_link({}, (response) => print({ event: 'link_alive', command_status: response.command_status }));
}

/** Answers a request; `HANDLERS` says how, by command. */
function answer(session, pdu) {
  if (WITHOUT_RESPONSE.includes(pdu.command)) return undefined;
  const isBind = pdu.command.startsWith('bind_');
  const handle = HANDLERS[pdu.command];
  if (!handle) return session.send(pdu.response({ command_status: smpp.ESME_RINVCMDID }));
  if (isBind === bound.has(session) && pdu.command !== 'enquire_link') {
    return session.send(pdu.response({ command_status: isBind ? smpp.ESME_RALYBND : smpp.ESME_RINVBNDSTS }));
  }
  return handle(session, pdu);
}

const HANDLERS = {
  bind_transmitter: bind,
  bind_receiver: bind,
  bind_transceiver: bind,

  unbind(session, pdu) {
    forget(session);
    session.send(pdu.response(), () => session.close());
  },

  enquire_link: (session, pdu) => session.send(pdu.response()),

  submit_sm: submit,
  data_sm: submit,

  submit_multi(session, pdu) {
    const ids = pdu.dest_address.map((to) => messages.add(pdu, to.destination_addr ?? to.dl_name));
    session.send(pdu.response({ message_id: ids[0] ?? '' }));
    ids.forEach((id) => scheduleReceipt(bound.get(session).system_id, id));
  },

  query_sm(session, pdu) {
    const message = messages.find(pdu.message_id, pdu.source_addr);
    if (!message) return session.send(pdu.response({ command_status: smpp.ESME_RQUERYFAIL }));
    return session.send(pdu.response({ message_id: pdu.message_id, message_state: message.state }));
  },

  cancel_sm(session, pdu) {
    const done = messages.cancel(pdu.message_id, pdu.source_addr);
    session.send(pdu.response({ command_status: done ? smpp.ESME_ROK : smpp.ESME_RCANCELFAIL }));
  },

  replace_sm(session, pdu) {
    const done = messages.replace(pdu.message_id, pdu.source_addr, pdu.short_message);
    session.send(pdu.response({ command_status: done ? smpp.ESME_ROK : smpp.ESME_RREPLACEFAIL }));
  },

  broadcast_sm: (session, pdu) => session.send(pdu.response({ message_id: messages.add(pdu, '') })),

  query_broadcast_sm(session, pdu) {
    const message = messages.find(pdu.message_id, pdu.source_addr);
    if (!message) return session.send(pdu.response({ command_status: smpp.ESME_RBCASTQUERYFAIL }));
    return session.send(pdu.response({ message_id: pdu.message_id, message_state: message.state }));
  },

  cancel_broadcast_sm(session, pdu) {
    const done = messages.cancel(pdu.message_id, pdu.source_addr);
    session.send(pdu.response({ command_status: done ? smpp.ESME_ROK : smpp.ESME_RBCASTCANCELFAIL }));
  },
};

function bind(session, pdu) {
  const { system_id, password } = pdu;
  const known = system_id === options.system_id && password === options.password;
  if (!known && !options.any_password) {
    const wrong = system_id === options.system_id ? smpp.ESME_RINVPASWD : smpp.ESME_RINVSYSID;
    return session.send(pdu.response({ command_status: wrong }));
  }
  if (bound.size >= options.binds) return session.send(pdu.response({ command_status: smpp.ESME_RBINDFAIL }));
  bound.set(session, { command: pdu.command, system_id, unanswered: new Set() });
  print({ event: 'bound', command: pdu.command, system_id });
  session.send(pdu.response({ system_id: 'node-smpp', sc_interface_version: pdu.interface_version }));
  if (pdu.command === 'bind_transmitter') return undefined;
  const due = waiting.filter((item) => item.system_id === system_id);
  return due.forEach((item) => deliver(waiting.splice(waiting.indexOf(item), 1)[0]));
}

function submit(session, pdu) {
  if (bound.get(session).command === 'bind_receiver') {
    return session.send(pdu.response({ command_status: smpp.ESME_RINVBNDSTS }));
  }
  const to = pdu.destination_addr;
  if (faults.throttles()) {
    print({ event: 'throttled', to });
    return session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
  }
  const { system_id } = bound.get(session);
  const id = messages.add(pdu, to);
  const isLast = faults.dropsNow(session);
  print({ event: 'submitted', to, id, ...contents(pdu) });
  if (options.receipt_first) sendReceipt(system_id, id);
  session.send(pdu.response({ message_id: id }), () => isLast && drop(session));
  return options.receipt_first || scheduleReceipt(system_id, id);
}

/** The text, how it came, and which part of a message it is. */
function contents({ short_message, message_payload }) {
  if (message_payload) return { form: 'payload', place: 1, text: message_payload.message };
  const [header] = short_message.udh ?? [];
  // The library's header is a list of elements, each with its own two octets in front.
  return { form: header ? 'udh' : 'short', place: header ? header[4] : 1, text: short_message.message };
}

/** Half of the connection: were all of it closed with octets unread, a reset could overtake the last response. */
function drop(session) {
  print({ event: 'dropped' });
  session.close();
}

/** Delivers the message after the delay, unless it waits for a later time. */
function scheduleReceipt(system_id, id) {
  if (!messages.get(id).scheduled) setTimeout(() => sendReceipt(system_id, id), options.receipt_delay);
}

/** Sends the receipt, if one is wanted. */
function sendReceipt(system_id, id) {
  const message = messages.get(id);
  if (message.state !== SMPP_MESSAGE_STATE.ENROUTE) return;
  message.state = SMPP_MESSAGE_STATE.DELIVERED;
  if (!RECEIPT_ON_SUCCESS.includes(message.registered_delivery & RECEIPT_BITS)) return;
  deliver({ system_id, fields: messages.receipt(id), told: { event: 'receipt_answered', message_id: id } });
}

function incoming({ from, to, text }) {
  const type = { source_addr_ton: 1, source_addr_npi: 1, dest_addr_ton: 1, dest_addr_npi: 1 };
  const fields = { ...type, source_addr: from, destination_addr: to, data_coding: UCS2, short_message: text };
  deliver({ system_id: options.system_id, fields, told: { event: 'incoming_answered', to } });
}

/** Sends a deliver_sm to a receiver, or keeps it until there is one; what is not answered is sent again. */
function deliver(item) {
  const session = receiverOf(item.system_id);
  if (!session) return waiting.push(item);
  const { unanswered } = bound.get(session);
  unanswered.add(item);
  return session.deliver_sm({ ...item.fields }, (response) => {
    unanswered.delete(item);
    print({ ...item.told, command_status: response.command_status });
  });
}

function receiverOf(system_id) {
  for (const [session, bind] of bound) {
    const receives = bind.command !== 'bind_transmitter' && !faults.isDropped(session);
    if (receives && bind.system_id === system_id) return session;
  }
  return undefined;
}

function summary(pdu) {
  const { command_length, command_id, ...rest } = pdu;
  const buffers = (_, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString('hex') : value);
  return JSON.parse(JSON.stringify(rest, buffers));
}

function end(code, line) {
  print(line);
  process.exit(code);
}

function print(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main();
