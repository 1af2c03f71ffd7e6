'use strict';

// What a client and a call can be told, checked and made ready for the native part.

const { invalid } = require('./errors.js');

function milliseconds(name, value, refuse) {
  if (value === Infinity) return 0;
  if (typeof value !== 'number' || !(value >= 0)) throw refuse(name, `expected milliseconds (0: no limit), got ${show(value)}`);
  return Math.min(Math.ceil(value), Number.MAX_SAFE_INTEGER);
}

function count(name, value, refuse) {
  if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) {
    throw refuse(name, `expected a whole number, got ${show(value)}`);
  }
  return value;
}

/** A page number or size as text: the core says what is wrong with it. */
function text(name, value, refuse) {
  if (!['number', 'bigint', 'string'].includes(typeof value)) throw refuse(name, `expected a whole number, got ${show(value)}`);
  return String(value);
}

/** Names and values, each value a text or several. */
function pairs(name, value, refuse) {
  if (typeof value !== 'object' || value === null) throw refuse(name, `expected an object of texts, got ${show(value)}`);
  const entries = typeof value.entries === 'function' ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, given]) =>
    (Array.isArray(given) ? given : [given]).filter((one) => one != null).map((one) => {
      if (!['string', 'number', 'bigint', 'boolean'].includes(typeof one)) {
        throw refuse(name, `expected a text for ${key}, got ${show(one)}`);
      }
      return [key, String(one)];
    }),
  );
}

function string(name, value, refuse) {
  if (typeof value !== 'string') throw refuse(name, `expected a text, got ${show(value)}`);
  return value;
}

function certificates(name, value, refuse) {
  return (Array.isArray(value) ? value : [value]).map((one) =>
    one instanceof Uint8Array ? Buffer.from(one).toString('latin1') : string(name, one, refuse),
  );
}

function func(name, value, refuse) {
  if (typeof value !== 'function') throw refuse(name, `expected a function, got ${show(value)}`);
  return value;
}

/** Never the value itself: it may be a secret. */
function show(value) {
  return typeof value === 'number' ? String(value) : value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}

const BOTH = {
  timeout: milliseconds,
  readTimeout: milliseconds,
  maxRetries: count,
  concurrency: count,
  extraHeaders: pairs,
  extraQuery: pairs,
};
const OF_CALL = { ...BOTH };
const OF_LIST = { ...BOTH, page: text, pageSize: text };
const OF_CLIENT = {
  ...BOTH,
  apiKey: string,
  tokenProvider: func,
  environment: string,
  baseUrl: string,
  connectTimeout: milliseconds,
  proxy: string,
  caCertificates: certificates,
  userAgentSuffix: string,
  logger: func,
};

function ofClient(given, refuse) {
  const told = {};
  for (const [name, value] of Object.entries(given)) {
    if (value == null) continue;
    const check = Object.hasOwn(OF_CLIENT, name) ? OF_CLIENT[name] : undefined;
    if (check === undefined) throw refuse(name, `expected one of ${Object.keys(OF_CLIENT).join(', ')}`);
    told[name] = check(name, value, refuse);
  }
  return told;
}

/** Takes options and arguments, which callers give in one object, apart. */
function ofCall(given, isList) {
  const told = {};
  const args = {};
  let signal;
  let any = false;
  if (given != null && typeof given !== 'object') throw invalid('options', `expected an object, got ${show(given)}`);
  const checks = isList ? OF_LIST : OF_CALL;
  for (const name of Object.keys(given ?? {})) {
    const value = given[name];
    if (value == null) continue;
    if (name === 'signal') {
      signal = value;
      if (typeof signal.aborted !== 'boolean' || typeof signal.addEventListener !== 'function') {
        throw invalid('signal', 'expected an AbortSignal');
      }
    } else if (Object.hasOwn(checks, name)) {
      told[name] = checks[name](name, value, invalid);
      any = true;
    } else {
      args[name] = value;
    }
  }
  return { args, signal, told: any ? told : undefined };
}

module.exports = { ofCall, ofClient };
