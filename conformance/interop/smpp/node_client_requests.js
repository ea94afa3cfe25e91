'use strict';
// What node_client.js sends.

const GSM_DEFAULT = 0;
const UCS2 = 8;
const SOURCE = { source_addr_ton: 1, source_addr_npi: 1, source_addr: '4477000001' };
const DESTINATION = { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: '4477000003' };
const RECEIPT_WANTED = 1;

const PLAIN = 'Plain text with @, £, _ and the extension {€}';
const EMOJI = 'Привет, мир 🚀👍🏽';
const LONG = 'A long message in three parts. '.repeat(12); // 372 septets: 153 + 153 + 66
const PART_SEPTETS = 153;

/** The submit_sm fields of each part of a message; the three kinds take turns. */
function messageParts(number) {
  const common = { ...SOURCE, dest_addr_ton: 1, dest_addr_npi: 1, registered_delivery: RECEIPT_WANTED };
  if (number % 3 === 0) return [{ ...common, data_coding: GSM_DEFAULT, short_message: PLAIN }];
  if (number % 3 === 1) return [{ ...common, data_coding: UCS2, short_message: EMOJI }];

  const total = Math.ceil(LONG.length / PART_SEPTETS);
  return Array.from({ length: total }, (_, index) => ({
    ...common,
    data_coding: GSM_DEFAULT,
    short_message: {
      udh: Buffer.from([5, 0, 3, number & 0xff, total, index + 1]), // 3GPP TS 23.040 §9.2.3.24.1
      message: LONG.slice(index * PART_SEPTETS, (index + 1) * PART_SEPTETS),
    },
  }));
}

/**
 * Every other request, in order. `fields()` is called when its turn comes: it may read `answers`, by name, of the
 * earlier ones.
 */
function otherRequests(deliveredId, answers) {
  const idOf = (name) => answers[name].message_id ?? '';
  const text = { data_coding: GSM_DEFAULT, short_message: 'One more' };
  const area = { format: 0, data: 'everywhere' };

  return [
    { name: 'enquire_link', command: 'enquire_link', fields: () => ({}) },
    { name: 'query_sm', command: 'query_sm', fields: () => ({ message_id: deliveredId, ...SOURCE }) },
    {
      name: 'submit_sm_scheduled', // an hour from now, so that there is something to replace and to cancel
      command: 'submit_sm',
      fields: () => ({ ...SOURCE, ...DESTINATION, ...text, schedule_delivery_time: '000000010000000R' }),
    },
    {
      name: 'replace_sm',
      command: 'replace_sm',
      fields: () => ({ message_id: idOf('submit_sm_scheduled'), ...SOURCE, short_message: 'Other text' }),
    },
    {
      name: 'cancel_sm',
      command: 'cancel_sm',
      fields: () => ({ message_id: idOf('submit_sm_scheduled'), ...SOURCE, ...DESTINATION }),
    },
    {
      name: 'submit_multi',
      command: 'submit_multi',
      fields: () => ({
        ...SOURCE,
        ...text,
        dest_address: ['4477000004', '4477000005'].map((destination_addr) => ({ ...DESTINATION, destination_addr })),
      }),
    },
    {
      name: 'data_sm',
      command: 'data_sm',
      fields: () => ({ ...SOURCE, ...DESTINATION, data_coding: GSM_DEFAULT, message_payload: 'One more' }),
    },
    {
      name: 'broadcast_sm',
      command: 'broadcast_sm',
      fields: () => ({
        ...SOURCE,
        data_coding: GSM_DEFAULT,
        message_payload: 'To everyone',
        broadcast_area_identifier: [area],
        broadcast_content_type: { network: 1, content_type: 0x10 },
        broadcast_rep_num: 1,
        broadcast_frequency_interval: { unit: 9, interval: 5 },
      }),
    },
    {
      name: 'query_broadcast_sm',
      command: 'query_broadcast_sm',
      fields: () => ({ message_id: idOf('broadcast_sm'), ...SOURCE }),
    },
    {
      name: 'cancel_broadcast_sm',
      command: 'cancel_broadcast_sm',
      fields: () => ({ message_id: idOf('broadcast_sm'), ...SOURCE }),
    },
  ];
}

module.exports = { messageParts, otherRequests };
