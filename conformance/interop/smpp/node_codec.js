#!/usr/bin/env node
'use strict';
// npm smpp as a codec, one line in, one line out, in order:
//
//   node_codec.js decode   a PDU in hex  ->  {"command":…,"command_status":…,"sequence_number":…,"fields":{…}}
//                                            or {"error":…}
//   node_codec.js encode   {"command":…,"command_status":…,"sequence_number":…,"fields":{…}}  ->  the PDU in hex
//                                            or {"error":…}
//
// Octet strings are written {"hex":…} both ways; a decoded message has its octets in "raw" and what the library makes
// of them beside it; TLVs that the library does not know are "tlv_0x1234". Empty lines are skipped. The deadline for
// all of the input is --deadline seconds (60). Exit code 1 at the deadline, else 0: an error is an answer.

const readline = require('node:readline');
const { parseArgs } = require('node:util');
const smpp = require('./node_smpp.js');

const HEADER = ['command', 'command_id', 'command_length', 'command_status', 'sequence_number'];
const HEADER_OCTETS = 16;
const CONVERT = { decode, encode };

function main() {
  const { values, positionals } = parseArgs({ options: { deadline: { type: 'string' } }, allowPositionals: true });
  const convert = CONVERT[positionals[0]];
  if (!convert || positionals.length !== 1) fail('usage: node_codec.js decode|encode [--deadline SECONDS] <LINES', 2);
  const seconds = Number(values.deadline ?? 60);
  setTimeout(() => fail(`the input had not ended at the deadline of ${seconds} s`, 1), seconds * 1000).unref();

  keepTimesAsText();
  keepOctetsOfMessages();
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    if (line.trim() === '') return;
    process.stdout.write(`${answerTo(line.trim(), convert)}\n`);
  });
}

function answerTo(line, convert) {
  try {
    return convert(line);
  } catch (error) {
    return JSON.stringify({ error: error.message });
  }
}

function decode(line) {
  const octets = fromHex(line);
  const length = octets.length >= 4 ? octets.readUInt32BE(0) : 0;
  if (octets.length < HEADER_OCTETS || length !== octets.length) {
    throw new Error(`command_length says ${length}, there are ${octets.length} octets`);
  }
  const pdu = smpp.PDU.fromBuffer(octets);
  const fields = Object.entries(pdu).filter(([name]) => !HEADER.includes(name));
  const header = Object.fromEntries(HEADER.map((name) => [name, pdu[name]]));
  return JSON.stringify({ ...header, fields: Object.fromEntries(fields.map(([name, value]) => [label(name), plain(value)])) });
}

function encode(line) {
  const { command, fields, ...header } = JSON.parse(line);
  if (!Object.hasOwn(smpp.commands, command)) throw new Error(`no such command: ${command}`);
  const known = { ...smpp.commands[command].params, ...smpp.tlvs, ...header };
  const unknown = Object.keys(fields ?? {}).filter((name) => !Object.hasOwn(known, name));
  if (unknown.length > 0) throw new Error(`${command} has no field ${unknown.join(', ')}`);
  return new smpp.PDU(command, { ...header, ...octetsOf(fields ?? {}) }).toBuffer().toString('hex');
}

function fromHex(text) {
  const octets = Buffer.from(text, 'hex');
  if (octets.length * 2 !== text.length) throw new Error('not an even number of hex digits');
  return octets;
}

/** The library names a TLV that it does not know by its tag as a decimal number. */
function label(name) {
  return /^\d+$/.test(name) ? `tlv_0x${Number(name).toString(16).padStart(4, '0')}` : name;
}

/** Buffers become {"hex":…}, at any depth. */
function plain(value) {
  if (Buffer.isBuffer(value)) return { hex: value.toString('hex') };
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

/** {"hex":…} becomes a buffer, at any depth. */
function octetsOf(value) {
  if (Array.isArray(value)) return value.map(octetsOf);
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.hex === 'string' && Object.keys(value).length === 1) return fromHex(value.hex);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, octetsOf(inner)]));
}

/** The library turns times into dates, relative ones from now on: the same PDU would not decode to the same line. */
function keepTimesAsText() {
  smpp.filters.time.decode = (value) => value;
}

function keepOctetsOfMessages() {
  const decodeMessage = smpp.filters.message.decode;
  smpp.filters.message.decode = function (value, ...rest) {
    const message = decodeMessage.call(this, value, ...rest);
    return Buffer.isBuffer(value) && message !== value ? { raw: Buffer.from(value), ...message } : message;
  };
}

function fail(reason, code) {
  console.error(reason);
  process.exit(code);
}

main();
