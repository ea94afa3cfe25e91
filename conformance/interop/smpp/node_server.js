#!/usr/bin/env node
'use strict';
// A message centre by npm smpp for ESMEs under test: any bind, submit_sm and the like, receipts, enquire_link.
//
// Prints JSON lines: {"event":"listening","port":…} first, then each PDU that came, and what became of each session.
// Ends with 0 on SIGTERM or SIGINT, and with --once after the last session; with 1 at the --deadline or on a fault.

const settings = require('./settings.js');
const smpp = require('./node_smpp.js');
const { SMPP_MESSAGE_STATE, Messages } = require('./node_server_messages.js');

const options = settings.parse({
  deadline: 60, // seconds for everything
  receipt_delay: 20, // milliseconds from submit_sm_resp to the receipt
  enquire_link_period: 500, // milliseconds; 0 for none
  any_password: false,
  once: false,
});

// The low bits of registered_delivery that ask for a receipt of success (SMPP 3.4 §5.2.17; 3 since 5.0).
const RECEIPT_BITS = 0x03;
const RECEIPT_ON_SUCCESS = [1, 3];
const messages = new Messages();
const bound = new Map(); // session to { command, system_id }

function main() {
  const server = smpp.createServer(serve);
  server.on('error', (error) => end(1, { event: 'error', reason: error.message }));
  server.listen(options.port, options.host, () => print({ event: 'listening', port: server.address().port }));

  const deadline = () => end(1, { event: 'deadline', seconds: options.deadline });
  setTimeout(deadline, options.deadline * 1000);
  process.on('uncaughtException', (error) => end(1, { event: 'error', reason: error.stack }));
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => end(0, { event: 'stopped', signal }));
}

function serve(session) {
  print({ event: 'connected' });
  const period = options.enquire_link_period;
  const enquiring = period > 0 && setInterval(() => bound.has(session) && enquireLink(session), period);

  session.on('pdu', (pdu) => {
    print({ event: 'pdu', ...summary(pdu) });
    if (!pdu.isResponse()) answer(session, pdu);
  });
  session.on('error', (error) => {
    print({ event: 'session_error', reason: error.message });
    session.destroy();
  });
  session.on('close', () => {
    clearInterval(enquiring);
    bound.delete(session);
    if (options.once) end(0, { event: 'closed' });
    print({ event: 'closed' });
  });
}

function enquireLink(session) {
  session.enquire_link({}, (response) => print({ event: 'link_alive', command_status: response.command_status }));
}

/** Answers a request; `HANDLERS` says how, by command. */
function answer(session, pdu) {
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
    bound.delete(session);
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
  bound.set(session, { command: pdu.command, system_id });
  return session.send(pdu.response({ system_id: 'node-smpp', sc_interface_version: pdu.interface_version }));
}

function submit(session, pdu) {
  if (bound.get(session).command === 'bind_receiver') {
    return session.send(pdu.response({ command_status: smpp.ESME_RINVBNDSTS }));
  }
  const id = messages.add(pdu, pdu.destination_addr);
  session.send(pdu.response({ message_id: id }));
  return scheduleReceipt(bound.get(session).system_id, id);
}

/** Delivers the message after the delay, unless it waits for a later time, and sends the receipt if one is wanted. */
function scheduleReceipt(system_id, id) {
  const message = messages.get(id);
  if (message.scheduled) return;
  setTimeout(() => {
    if (message.state !== SMPP_MESSAGE_STATE.ENROUTE) return;
    message.state = SMPP_MESSAGE_STATE.DELIVERED;
    if (!RECEIPT_ON_SUCCESS.includes(message.registered_delivery & RECEIPT_BITS)) return;
    const session = receiverOf(system_id);
    if (!session) return print({ event: 'receipt_lost', message_id: id });
    session.deliver_sm(messages.receipt(id), (response) =>
      print({ event: 'receipt_answered', message_id: id, command_status: response.command_status }),
    );
  }, options.receipt_delay);
}

function receiverOf(system_id) {
  for (const [session, bind] of bound) {
    if (bind.system_id === system_id && bind.command !== 'bind_transmitter') return session;
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
