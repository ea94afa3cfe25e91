#!/usr/bin/env node
'use strict';
// A message centre by npm smpp for the conformance suite: the states of the standard, checks of values, messages that can
// be asked about, receipts. What the library reads is taken as it reads it; times come as dates, and are not checked.
//
// Prints JSON lines: {"event":"listening","port":…} first, then what the library threw. Ends with 0 on SIGTERM or SIGINT,
// with 1 at the --deadline.

const settings = require('./settings.js');
const smpp = require('./node_smpp.js');
const { SMPP_MESSAGE_STATE, Messages } = require('./node_server_messages.js');

const options = settings.parse({ deadline: 600 /* seconds */, receipt_delay: 20 /* milliseconds */ });
const SILENCE = 1000; // milliseconds
const RECEIPT_BITS = 0x03;
const RECEIPT_ON_SUCCESS = [1, 3];
const NPIS = [0, 1, 3, 4, 6, 8, 9, 10, 14, 18];
const MESSAGE_TYPES = [0x00, 0x08, 0x10, 0x18];
const WITHOUT_RESPONSE = ['outbind', 'alert_notification'];

const messages = new Messages();
const receivers = new Set();
const waiting = []; // receipts for which there is no receiver

function main() {
  const server = smpp.createServer(serve);
  server.listen(options.port, options.host, () => print({ event: 'listening', port: server.address().port }));
  setTimeout(() => process.exit(1), options.deadline * 1000);
  process.on('uncaughtException', (error) => print({ event: 'uncaught', reason: error.stack }));
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
}

function serve(session) {
  // After a command_length of 0 the library neither reads on nor notices the end: such a session must not get receipts.
  session.socket.setTimeout(SILENCE, () => session.destroy());
  session.on('pdu', (pdu) => answer(session, pdu));
  session.on('close', () => receivers.delete(session));
  session.on('error', (error) => {
    print({ event: 'session_error', reason: error.message });
    receivers.delete(session);
    session.send(new smpp.PDU('generic_nack', { command_status: smpp.ESME_RINVCMDLEN }));
    session.close();
  });
}

function answer(session, pdu) {
  if (pdu.isResponse() || WITHOUT_RESPONSE.includes(pdu.command)) return;
  const refuse = (command_status) => session.send(pdu.response({ command_status }));
  if (pdu.command === 'unknown') return session.send(pdu.response());
  if (pdu.command === 'enquire_link') return session.send(pdu.response());
  if (pdu.command.startsWith('bind_')) return session.bound ? refuse(smpp.ESME_RALYBND) : bind(session, pdu);
  if (!session.bound) return refuse(smpp.ESME_RINVBNDSTS);
  if (pdu.command === 'unbind') return unbind(session, pdu);
  const handle = session.bound === 'bind_receiver' ? undefined : HANDLERS[pdu.command];
  return handle ? handle(session, pdu, refuse) : refuse(smpp.ESME_RINVBNDSTS);
}

function bind(session, pdu) {
  const { system_id, password } = pdu;
  if (system_id !== options.system_id || password !== options.password) {
    return session.send(pdu.response({ command_status: smpp.ESME_RBINDFAIL }));
  }
  session.bound = pdu.command;
  session.is_5_0 = pdu.interface_version >= 0x50;
  session.has_tlvs = pdu.interface_version >= 0x34;
  const tlvs = session.has_tlvs ? { sc_interface_version: 0x50 } : {};
  session.send(pdu.response({ system_id: 'node-smpp', ...tlvs }));
  if (pdu.command === 'bind_transmitter') return undefined;
  receivers.add(session);
  return waiting.splice(0).forEach((receipt) => deliver(session, receipt));
}

function unbind(session, pdu) {
  session.bound = undefined;
  receivers.delete(session);
  session.send(pdu.response());
}

const HANDLERS = {
  submit_sm: submit,
  data_sm: submit,

  submit_multi(session, pdu, refuse) {
    if (pdu.dest_address.length === 0) return refuse(smpp.ESME_RINVNUMDESTS);
    const fault = faultOf(session, pdu);
    if (fault) return refuse(fault);
    const ids = pdu.dest_address.map((to) => messages.add(pdu, to.destination_addr ?? to.dl_name));
    session.send(pdu.response({ message_id: ids[0] }));
    return ids.forEach((id) => scheduleReceipt(id, ids[0]));
  },

  query_sm(session, pdu, refuse) {
    const message = messages.find(pdu.message_id, pdu.source_addr);
    if (!message) return refuse(smpp.ESME_RQUERYFAIL);
    const final_date = message.done ?? '';
    return session.send(pdu.response({ message_id: pdu.message_id, message_state: message.state, final_date }));
  },

  cancel_sm(session, pdu, refuse) {
    const done = messages.cancel(pdu.message_id, pdu.source_addr);
    if (done) messages.get(pdu.message_id).done = new Date();
    return done ? session.send(pdu.response()) : refuse(smpp.ESME_RCANCELFAIL);
  },

  replace_sm(session, pdu, refuse) {
    const done = messages.replace(pdu.message_id, pdu.source_addr, pdu.short_message);
    return done ? session.send(pdu.response()) : refuse(smpp.ESME_RREPLACEFAIL);
  },
};

function submit(session, pdu, refuse) {
  const fault = faultOf(session, pdu) ?? (pdu.destination_addr ? undefined : smpp.ESME_RINVDSTADR);
  if (fault) return refuse(fault);
  const id = messages.add(pdu, pdu.destination_addr);
  session.send(pdu.response({ message_id: id }));
  return scheduleReceipt(id);
}

/** The status that refuses a value which the library hands over as it came; undefined if all are good. */
function faultOf(session, pdu) {
  const receipt = pdu.registered_delivery;
  const faults = [
    [pdu.priority_flag > 3, smpp.ESME_RINVPRTFLG],
    [pdu.replace_if_present_flag > 1, smpp.ESME_RINVREPFLAG],
    [pdu.sm_default_msg_id > 0, smpp.ESME_RINVDFTMSGID],
    [!MESSAGE_TYPES.includes(pdu.esm_class & 0x3c), smpp.ESME_RINVESMCLASS],
    [(pdu.esm_class & 3) === 2 && pdu.command !== 'data_sm' && !session.is_5_0, smpp.ESME_RINVESMCLASS],
    [receipt & 0xe0 || ((receipt & 3) === 3 && !session.is_5_0), smpp.ESME_RINVREGDLVFLG],
    [pdu.source_addr_ton > 6, smpp.ESME_RINVSRCTON],
    [!NPIS.includes(pdu.source_addr_npi), smpp.ESME_RINVSRCNPI],
    [pdu.dest_addr_ton > 6, smpp.ESME_RINVDSTTON],
    ['dest_addr_npi' in pdu && !NPIS.includes(pdu.dest_addr_npi), smpp.ESME_RINVDSTNPI],
    [pdu.short_message?.message?.length > 0 && pdu.message_payload, smpp.ESME_RINVMSGLEN],
  ];
  return faults.find(([bad]) => bad)?.[1];
}

/** Delivers the message after the delay; its receipt names the id that the ESME was told. */
function scheduleReceipt(id, told = id) {
  const message = messages.get(id);
  if (message.scheduled) return;
  setTimeout(() => {
    if (message.state !== SMPP_MESSAGE_STATE.ENROUTE) return;
    message.state = SMPP_MESSAGE_STATE.DELIVERED;
    message.done = new Date();
    if (!RECEIPT_ON_SUCCESS.includes(message.registered_delivery & RECEIPT_BITS)) return;
    const receipt = messages.receipt(id);
    receipt.short_message = receipt.short_message.replace(`id:${id}`, `id:${told}`);
    receipt.receipted_message_id = told;
    const receiver = [...receivers].findLast((session) => session.socket.writable);
    if (receiver) deliver(receiver, receipt);
    else waiting.push(receipt);
  }, options.receipt_delay);
}

function deliver(session, receipt) {
  const { receipted_message_id, message_state, ...text } = receipt;
  session.deliver_sm(session.has_tlvs ? receipt : text);
}

function print(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

main();
