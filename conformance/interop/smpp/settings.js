'use strict';
// Command line of the node scripts: --host --port --system-id --password, or a TOML file with these keys.

const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');

const CONNECTION = ['host', 'port', 'system_id', 'password'];

/**
 * Reads the command line; what it leaves out comes from --config (`demo.toml` beside this file if not given).
 * `extraOptions` gives each further option's default; the type of the default is the type of the option.
 */
function parse(extraOptions) {
  const names = ['config', ...CONNECTION, ...Object.keys(extraOptions)];
  const options = Object.fromEntries(
    names.map((name) => [dashed(name), { type: extraOptions[name] === false ? 'boolean' : 'string' }]),
  );
  const given = parseArgs({ options }).values;

  const config = readToml(given.config ?? path.join(__dirname, 'demo.toml'));
  const settings = { ...extraOptions };
  for (const name of CONNECTION) settings[name] = config[name];
  for (const name of names) if (dashed(name) in given) settings[name] = given[dashed(name)];
  for (const name of names) {
    if (name === 'port' || typeof extraOptions[name] === 'number') settings[name] = number(name, settings[name]);
  }
  return settings;
}

function dashed(name) {
  return name.replaceAll('_', '-');
}

function number(name, text) {
  const value = Number(text);
  if (text === '' || !Number.isInteger(value)) throw new Error(`--${dashed(name)} wants a number, not "${text}"`);
  return value;
}

/** The top-level `key = "text"` and `key = number` lines: all that these scripts need of TOML. */
function readToml(file) {
  const values = {};
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('[')) break;
    const [, key, text, digits] = line.match(/^\s*([a-z_]+)\s*=\s*(?:"([^"\\]*)"|(\d+))\s*(?:#.*)?$/) ?? [];
    if (key) values[key] = text ?? Number(digits);
  }
  return values;
}

module.exports = { parse };
