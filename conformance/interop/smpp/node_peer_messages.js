'use strict';
// What node_peer.js sends and receives: the parts of messages.

const smpp = require('./node_smpp.js');

const GSM = { data_coding: 0, part: 153, unitsOf: (character) => ('^{}\\[~]|€'.includes(character) ? 2 : 1) };
const UCS2 = { data_coding: 8, part: 67, unitsOf: (character) => character.length };
const ADDRESSES = { source_addr_ton: 1, source_addr_npi: 1, dest_addr_ton: 1, dest_addr_npi: 1 };
const RECEIPT_WANTED = 1;

let reference = 0;

/** The submit_sm fields of each part of a message. */
function partsOf({ from, to, text, form }) {
  const coding = smpp.encodings.ASCII.match(text) ? GSM : UCS2;
  const { data_coding } = coding;
  const common = {
    ...ADDRESSES,
    source_addr: from,
    destination_addr: to,
    data_coding,
    registered_delivery: RECEIPT_WANTED,
  };
  if (form === 'payload') return [{ ...common, short_message: '', message_payload: text }];
  if (form === 'short') return [{ ...common, short_message: text }];

  reference = (reference + 1) & 0xff;
  const parts = split(text, coding);
  return parts.map((message, index) => {
    const udh = Buffer.from([5, 0, 3, reference, parts.length, index + 1]); // 3GPP TS 23.040 §9.2.3.24.1
    return { ...common, short_message: { udh, message } };
  });
}

/** Pieces that fit into a part, no character cut in two. */
function split(text, { part, unitsOf }) {
  const pieces = [''];
  let units = 0;
  for (const character of text) {
    if (units + unitsOf(character) > part) {
      pieces.push('');
      units = 0;
    }
    pieces[pieces.length - 1] += character;
    units += unitsOf(character);
  }
  return pieces;
}

/** Puts the parts of a message together. */
class Joiner {
  #parts = new Map();

  /** { text, form } of the whole message, if this was its last part to come. */
  add(pdu) {
    if (pdu.message_payload) return { form: 'payload', text: pdu.message_payload.message };
    const { udh, message } = pdu.short_message;
    if (!udh) return { form: 'short', text: message };
    // What the library calls a header is a list of its elements, each with its own two octets in front.
    const [, , number, total, place] = udh[0];
    const id = `${pdu.source_addr} ${number}`;
    const parts = this.#parts.get(id) ?? new Map();
    this.#parts.set(id, parts.set(place, message));
    if (parts.size < total) return undefined;
    this.#parts.delete(id);
    return { form: 'udh', text: Array.from({ length: total }, (_, index) => parts.get(index + 1)).join('') };
  }
}

/** The id and the final state that the text of a receipt names (SMPP 3.4 Appendix B). */
function receiptOf(pdu) {
  const text = String(pdu.short_message.message);
  const [, id = null, stat = null] = text.match(/^id:(\S+) .*stat:(\S+)/) ?? [];
  return { id, stat };
}

module.exports = { Joiner, partsOf, receiptOf };
