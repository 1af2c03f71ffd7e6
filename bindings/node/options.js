'use strict';

// Validates the options of clients and calls, and converts them for the native part.

const { invalid } = require('./errors.js');

function milliseconds(name, value, refuse) {
  if (value === Infinity) return 0;
  if (typeof value !== 'number' || !(value >= 0)) throw refuse(name, `expected milliseconds (0: no limit), got ${describe(value)}`);
  return Math.min(Math.ceil(value), Number.MAX_SAFE_INTEGER);
}

function count(name, value, refuse) {
  if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) {
    throw refuse(name, `expected a whole number, got ${describe(value)}`);
  }
  return value;
}

/** A page number or size as text; the core validates it. */
function text(name, value, refuse) {
  if (!['number', 'bigint', 'string'].includes(typeof value)) throw refuse(name, `expected a whole number, got ${describe(value)}`);
  return String(value);
}

/** Name and value pairs; a name may have several values. */
function pairs(name, value, refuse) {
  if (typeof value !== 'object' || value === null) throw refuse(name, `expected an object of strings, got ${describe(value)}`);
  const entries = typeof value.entries === 'function' ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, input]) =>
    (Array.isArray(input) ? input : [input]).filter((item) => item != null).map((item) => {
      if (!['string', 'number', 'bigint', 'boolean'].includes(typeof item)) {
        throw refuse(name, `expected a string for ${key}, got ${describe(item)}`);
      }
      return [key, String(item)];
    }),
  );
}

function string(name, value, refuse) {
  if (typeof value !== 'string') throw refuse(name, `expected a string, got ${describe(value)}`);
  return value;
}

function pem(name, value, refuse) {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : string(name, value, refuse);
}

function pems(name, value, refuse) {
  return (Array.isArray(value) ? value : [value]).map((item) => pem(name, item, refuse));
}

function boolean(name, value, refuse) {
  if (typeof value !== 'boolean') throw refuse(name, `expected true or false, got ${describe(value)}`);
  return value;
}

function func(name, value, refuse) {
  if (typeof value !== 'function') throw refuse(name, `expected a function, got ${describe(value)}`);
  return value;
}

/** Never the value of a string, which may be a secret. */
function describe(value) {
  return typeof value === 'number' ? String(value) : value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}

const CALL_OPTIONS = {
  timeout: milliseconds,
  readTimeout: milliseconds,
  maxRetries: count,
  concurrency: count,
  extraHeaders: pairs,
  extraQuery: pairs,
};
const LIST_OPTIONS = { ...CALL_OPTIONS, page: text, pageSize: text, consistent: boolean };
const CLIENT_OPTIONS = {
  ...CALL_OPTIONS,
  apiKey: string,
  tokenProvider: func,
  environment: string,
  baseUrl: string,
  connectTimeout: milliseconds,
  maxOutage: milliseconds,
  retryBudget: count,
  maxInFlight: count,
  maxResponseSize: count,
  proxy: string,
  caCertificates: pems,
  clientCertificate: pem,
  userAgentSuffix: string,
  logger: func,
};

const TABLE_OPTIONS = {
  columns: (name, value, refuse) => (Array.isArray(value) ? value.map((item) => string(name, item, refuse)) : string(name, value, refuse)),
  decimals: (name, value, refuse) => (typeof value === 'number' ? count(name, value, refuse) : string(name, value, refuse)),
  names: string,
};

function checked(checks, input, refuse) {
  const settings = {};
  for (const [name, value] of Object.entries(input)) {
    if (value == null) continue;
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) throw refuse(name, `expected one of ${Object.keys(checks).join(', ')}`);
    settings[name] = check(name, value, refuse);
  }
  return settings;
}

function clientOptions(input, refuse) {
  return checked(CLIENT_OPTIONS, input, refuse);
}

/** Options of an Arrow table, as JSON. The native part checks the values. */
function tableOptions(input) {
  if (input != null && typeof input !== 'object') throw invalid('options', `expected an object, got ${describe(input)}`);
  return JSON.stringify(checked(TABLE_OPTIONS, input ?? {}, invalid));
}

/** Separates options from arguments, which callers pass in one object. */
function callOptions(input, isList) {
  const settings = {};
  const args = {};
  let signal;
  let any = false;
  if (input != null && typeof input !== 'object') throw invalid('options', `expected an object, got ${describe(input)}`);
  const checks = isList ? LIST_OPTIONS : CALL_OPTIONS;
  for (const name of Object.keys(input ?? {})) {
    const value = input[name];
    if (value == null) continue;
    if (name === 'signal') {
      signal = value;
      if (typeof signal.aborted !== 'boolean' || typeof signal.addEventListener !== 'function') {
        throw invalid('signal', 'expected an AbortSignal');
      }
    } else if (Object.hasOwn(checks, name)) {
      settings[name] = checks[name](name, value, invalid);
      any = true;
    } else {
      args[name] = value;
    }
  }
  return { args, signal, settings: any ? settings : undefined };
}

module.exports = { boolean, callOptions, clientOptions, count, describe, string, tableOptions };
