#!/usr/bin/env node
'use strict';
// An ESME by npm smpp: binds as transceiver, submits messages, waits for every response and receipt, then sends one of
// every other request that the library has, and unbinds.
//
// Prints one JSON line with counts and with the command_status of each other request; exits 0 if all went as SMPP 3.4
// says, 1 with a "reason" if not, 2 if not set up. Of the other requests only enquire_link and query_sm, and what
// --require names (comma-separated), must be answered with ESME_ROK; the rest must be answered.

const settings = require('./settings.js');
const smpp = require('./node_smpp.js');
const { messageParts, otherRequests } = require('./node_client_requests.js');

const options = settings.parse({
  messages: 3,
  window: 10,
  deadline: 30, // seconds for everything
  interface_version: 0x34, // 80 is 5.0
  require: '',
});

const MESSAGE_TYPE = 0x3c; // of esm_class
const RECEIPT = 0x04;
const DESTINATION = '4477000002';

const started = Date.now();
const report = { client: 'node-smpp', ok: false, messages: options.messages, received: {}, command_status: {} };
let waitingFor = 'the connection';
let wake = () => {};

async function main() {
  setTimeout(() => end(`waited for ${waitingFor} when the deadline of ${options.deadline} s came`), options.deadline * 1000);
  process.on('uncaughtException', (error) => end(error.message));
  process.on('unhandledRejection', (error) => end(error.message));

  check(options.messages > 0, '--messages must be 1 or more: query_sm asks about the last one');
  const session = await connect();
  const { system_id, password, interface_version } = options;
  const bound = await request(session, 'bind_transceiver', { system_id, password, interface_version });
  mustBeOk(bound);
  report.bound_to = bound.system_id;

  const { sent, receipts } = await submitAll(session);
  await sendOthers(session, [...sent.keys()].at(-1));
  checkReceipts(sent, receipts);
  mustBeOk(await request(session, 'unbind', {}));
  session.close(() => end());
}

function connect() {
  const session = smpp.connect({ host: options.host, port: options.port });
  session.on('error', (error) => end(error.message || error.code));
  session.on('close', () => waitingFor === 'the end' || end(`the connection was closed while waiting for ${waitingFor}`));
  session.on('pdu', (pdu) => (report.received[pdu.command] = (report.received[pdu.command] ?? 0) + 1));
  session.on('enquire_link', (pdu) => session.send(pdu.response()));
  return new Promise((resolve) => session.on('connect', () => resolve(session)));
}

/** Submits the messages; gives the destination of each by its id, and each receipt, when all receipts are there. */
async function submitAll(session) {
  const sent = new Map(); // message_id to destination
  const receipts = []; // { id, stat, source_addr }
  session.on('deliver_sm', (pdu) => {
    session.send(pdu.response());
    receipts.push(readReceipt(pdu));
    wake();
  });

  let unanswered = 0;
  report.submit_sm = 0;
  for (let number = 0; number < options.messages; number += 1) {
    const destination_addr = `${DESTINATION}${String(number).padStart(4, '0')}`;
    for (const part of messageParts(number)) {
      await until(() => unanswered < options.window, 'a submit_sm_resp');
      unanswered += 1;
      report.submit_sm += 1;
      request(session, 'submit_sm', { ...part, destination_addr }).then((response) => {
        mustBeOk(response);
        check(response.message_id, 'submit_sm_resp without a message_id');
        check(!sent.has(response.message_id), `message_id "${response.message_id}" was given twice`);
        sent.set(response.message_id, destination_addr);
        unanswered -= 1;
        wake();
      });
    }
  }
  await until(() => unanswered === 0, 'every submit_sm_resp');
  report.message_ids = sent.size;
  await until(() => receipts.length >= sent.size, 'a receipt for every message');
  return { sent, receipts };
}

function readReceipt(pdu) {
  check((pdu.esm_class & MESSAGE_TYPE) === RECEIPT, `deliver_sm with esm_class ${pdu.esm_class} is no receipt`);
  const text = String(pdu.short_message.message);
  const [, id, stat] = text.match(/^id:(\S+) .*stat:(\S+)/) ?? [];
  check(id, `not the text of a receipt: "${text}"`);
  return { id, stat, source_addr: pdu.source_addr };
}

/** Sends the other requests one after the other; a later one may need the message_id of an earlier answer. */
async function sendOthers(session, deliveredId) {
  const mustSucceed = ['enquire_link', 'query_sm', ...options.require.split(',').filter(Boolean)];
  const answers = {};
  for (const { name, command, fields } of otherRequests(deliveredId, answers)) {
    const response = await request(session, command, fields());
    answers[name] = response;
    report.command_status[name] = { sent: command, answer: response.command, command_status: response.command_status };
    if (mustSucceed.includes(name)) mustBeOk(response);
  }
  const missing = mustSucceed.filter((name) => !(name in answers));
  check(missing.length === 0, `--require names what is never sent: ${missing}`);
  report.query_sm_message_state = answers.query_sm.message_state;
}

function checkReceipts(sent, receipts) {
  report.receipts = receipts.length;
  for (const [id, destination] of sent) {
    const own = receipts.filter((receipt) => receipt.id === id);
    const right = own.length === 1 && own[0].stat === 'DELIVRD' && own[0].source_addr === destination;
    check(right, `receipts of "${id}" to ${destination}: ${JSON.stringify(own)}`);
  }
  const stranger = receipts.find((receipt) => !sent.has(receipt.id));
  check(!stranger, `receipt of "${stranger?.id}", which was never submitted`);
}

function request(session, command, fields) {
  waitingFor = command === 'unbind' ? 'the end' : `the answer to ${command}`;
  return new Promise((resolve) => {
    check(session[command](fields, resolve), `the connection was closed before ${command}`);
  });
}

async function until(condition, what) {
  while (!condition()) {
    waitingFor = what;
    await new Promise((resolve) => (wake = resolve));
  }
}

function mustBeOk(response) {
  const status = response.command_status.toString(16).padStart(8, '0');
  check(response.command_status === smpp.ESME_ROK, `${response.command} with command_status 0x${status}`);
}

function check(condition, reason) {
  if (!condition) throw new Error(reason);
}

function end(reason) {
  report.ok = reason === undefined;
  if (reason !== undefined) report.reason = reason;
  report.seconds = (Date.now() - started) / 1000;
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exit(report.ok ? 0 : 1);
}

main();
