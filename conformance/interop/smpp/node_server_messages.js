'use strict';
// The messages that node_server.js took, and the receipts it makes of them.

const SMPP_MESSAGE_STATE = { ENROUTE: 1, DELIVERED: 2, DELETED: 4 }; // SMPP 3.4 §5.2.28
const RECEIPT_ESM_CLASS = 0x04;

class Messages {
  #byId = new Map();
  #radix;
  #first;

  /** `ids`: how responses have them: name, hex (then receipts have decimal numbers) or decimal (then hex). */
  constructor(ids = 'name', first = 1) {
    this.#first = first;
    this.#radix = { name: undefined, hex: { told: 16, receipt: 10 }, decimal: { told: 10, receipt: 16 } }[ids];
  }

  /** Keeps what a submission says, for one destination, and gives its new id. */
  add(pdu, destination) {
    const place = this.#byId.size;
    const id = this.#radix ? written(this.#first + place, this.#radix.told) : `node-${place + 1}`;
    this.#byId.set(id, {
      state: SMPP_MESSAGE_STATE.ENROUTE,
      source: address(pdu, 'source'),
      destination: { ton: pdu.dest_addr_ton ?? 0, npi: pdu.dest_addr_npi ?? 0, addr: destination },
      registered_delivery: pdu.registered_delivery ?? 0,
      scheduled: Boolean(pdu.schedule_delivery_time),
      text: pdu.short_message ?? pdu.message_payload,
      submitted: new Date(),
    });
    return id;
  }

  get(id) {
    return this.#byId.get(id);
  }

  /** The message of this id, if it came from this source address, as query_sm and the like demand. */
  find(id, source_addr) {
    const message = this.#byId.get(id);
    return message?.source.addr === source_addr ? message : undefined;
  }

  cancel(id, source_addr) {
    const message = this.#waiting(id, source_addr);
    if (message) message.state = SMPP_MESSAGE_STATE.DELETED;
    return Boolean(message);
  }

  replace(id, source_addr, text) {
    const message = this.#waiting(id, source_addr);
    if (message) message.text = text;
    return Boolean(message);
  }

  /** The fields of the deliver_sm that says that the message was delivered (SMPP 3.4 Appendix B). */
  receipt(id) {
    const { source, destination, submitted, text } = this.#byId.get(id);
    const start = String(text?.message ?? '').slice(0, 20);
    const named = this.#radix ? written(parseInt(id, this.#radix.told), this.#radix.receipt).padStart(10, '0') : id;
    return {
      source_addr_ton: destination.ton,
      source_addr_npi: destination.npi,
      source_addr: destination.addr,
      dest_addr_ton: source.ton,
      dest_addr_npi: source.npi,
      destination_addr: source.addr,
      esm_class: RECEIPT_ESM_CLASS,
      data_coding: 0,
      short_message:
        `id:${named} sub:001 dlvrd:001 submit date:${minutes(submitted)} done date:${minutes(new Date())} ` +
        `stat:DELIVRD err:000 text:${start}`,
      receipted_message_id: named,
      message_state: SMPP_MESSAGE_STATE.DELIVERED,
    };
  }

  #waiting(id, source_addr) {
    const message = this.find(id, source_addr);
    return message?.state === SMPP_MESSAGE_STATE.ENROUTE ? message : undefined;
  }
}

function written(number, radix) {
  return number.toString(radix).toUpperCase();
}

function address(pdu, which) {
  return { ton: pdu[`${which}_addr_ton`], npi: pdu[`${which}_addr_npi`], addr: pdu[`${which}_addr`] };
}

/** YYMMDDhhmm in UTC. */
function minutes(date) {
  return date.toISOString().replace(/[-T:]/g, '').slice(2, 12);
}

module.exports = { SMPP_MESSAGE_STATE, Messages };
