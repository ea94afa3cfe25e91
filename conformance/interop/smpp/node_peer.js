#!/usr/bin/env node
'use strict';
// An ESME by npm smpp, driven by JSON lines: see `peer_lines.py`. It reconnects by itself and waits after ESME_RTHROTTLED.

const fs = require('node:fs');
const readline = require('node:readline');

const settings = require('./settings.js');
const smpp = require('./node_smpp.js');
const { Joiner, partsOf, receiptOf } = require('./node_peer_messages.js');

const options = settings.parse({
  deadline: 60, // seconds for everything
  tls_ca: '',
  tls_name: 'localhost',
  tls_cert: '',
  tls_key: '',
  tls_keylog: '',
});

const RECONNECT = 200; // milliseconds
const THROTTLED = 500; // milliseconds
const MESSAGE_TYPE = 0x3c; // of esm_class
const RECEIPT = 0x04;

const queue = []; // { key, fields } that wait for a connection
const unanswered = new Set();
const joiner = new Joiner();
let bound; // the session, if there is one
let resting = 0; // throttled, to be sent again
let inputEnded = false;

function main() {
  setTimeout(() => process.exit(1), options.deadline * 1000);
  const lines = readline.createInterface({ input: process.stdin });
  lines.on('line', (line) => take(JSON.parse(line)));
  lines.on('close', () => {
    inputEnded = true;
    endIfDone();
  });
  connect();
}

function connect() {
  const session = smpp.connect({ host: options.host, port: options.port, ...security() });
  if (options.tls_keylog) session.socket.on('keylog', (line) => fs.appendFileSync(options.tls_keylog, line));
  let reason = 'closed';
  session.on(options.tls_ca ? 'secureConnect' : 'connect', () => bind(session));
  session.on('error', (error) => (reason = error.message || error.code));
  session.on('unbind', (pdu) => session.send(pdu.response(), () => session.close()));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  session.on('deliver_sm', (pdu) => {
    session.send(pdu.response());
    received(pdu);
  });
  session.on('close', () => {
    bound = undefined;
    queue.push(...unanswered);
    unanswered.clear();
    print('lost', { reason });
    setTimeout(connect, RECONNECT);
  });
}

/** What tls.connect wants: whom we trust, by which name, who we are, and where the keys of the session go. */
function security() {
  if (!options.tls_ca) return {};
  const own = options.tls_cert ? { cert: fs.readFileSync(options.tls_cert), key: fs.readFileSync(options.tls_key) } : {};
  return { tls: true, ca: fs.readFileSync(options.tls_ca), servername: options.tls_name, ...own };
}

function bind(session) {
  const { system_id, password } = options;
  session.bind_transceiver({ system_id, password, interface_version: 0x34 }, (pdu) => {
    if (pdu.command_status !== smpp.ESME_ROK) return session.close();
    bound = session;
    print('bound');
    return queue.splice(0).forEach(submit);
  });
}

function take(message) {
  const parts = partsOf(message);
  print('sent', { key: message.key, parts: parts.length });
  parts.forEach((fields) => submit({ key: message.key, fields }));
}

function submit(part) {
  if (!bound) return queue.push(part);
  unanswered.add(part);
  return bound.submit_sm({ ...part.fields }, (pdu) => {
    unanswered.delete(part);
    judge(part, pdu);
    endIfDone();
  });
}

function judge(part, pdu) {
  const { key } = part;
  if (pdu.command_status === smpp.ESME_ROK) return print('accepted', { key, id: pdu.message_id });
  if (pdu.command_status !== smpp.ESME_RTHROTTLED) return print('refused', { key, status: pdu.command_status });
  print('throttled', { key });
  resting += 1;
  return setTimeout(() => {
    resting -= 1;
    submit(part);
  }, THROTTLED);
}

function received(pdu) {
  if ((pdu.esm_class & MESSAGE_TYPE) === RECEIPT) return print('receipt', receiptOf(pdu));
  const whole = joiner.add(pdu);
  return whole && print('delivered', { from: pdu.source_addr, to: pdu.destination_addr, ...whole });
}

function endIfDone() {
  if (!inputEnded || !bound || unanswered.size + resting + queue.length > 0) return;
  bound.unbind(() => {
    print('unbound');
    process.exit(0);
  });
}

function print(event, values = {}) {
  process.stdout.write(`${JSON.stringify({ event, ...values })}\n`);
}

main();
