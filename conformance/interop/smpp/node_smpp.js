'use strict';
// The npm package smpp, from where `setup` put it.

const path = require('node:path');
const { createRequire } = require('node:module');

const interop = process.env.BRIVAS_INTEROP_DIR ?? path.resolve(__dirname, '../../../target/interop');

function load() {
  try {
    return createRequire(path.join(interop, 'node', 'package.json'))('smpp');
  } catch (error) {
    console.error(`npm smpp is not under ${interop}: run conformance/interop/setup (${error.code ?? error.message})`);
    process.exit(2);
  }
}

module.exports = load();
