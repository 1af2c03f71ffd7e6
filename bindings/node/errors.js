'use strict';

const { parse } = require('./json.js');

/** By the name that the native part tells. */
const kinds = new Map();

/** What a token provider threw, until the error that it causes is made. */
const thrownBy = new Map();
const MOST_THROWN = 1000;

class PlockError extends Error {
  constructor(message, facts = {}) {
    const { cause, ...others } = facts;
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, others);
  }

  /** Gives each class the name and the code that it is known by. */
  static named(classes) {
    for (const [name, [kind, code]] of Object.entries(classes)) {
      kinds.set(name, kind);
      define(kind, name, code);
    }
  }
}

function define(kind, name, code) {
  // Not enumerable, as of any error: they are not shown among the facts.
  for (const [key, value] of [['name', name], ['code', code]]) {
    Object.defineProperty(kind.prototype, key, { value, configurable: true, writable: true });
  }
}
define(PlockError, 'PlockError', 'PLOCK');

function make(kind, message, facts) {
  const Kind = kinds.get(kind) ?? PlockError;
  return new Kind(message, facts);
}

/** An argument, refused before anything was sent. */
function invalid(field, expected, cause) {
  return make('InvalidRequestError', `${field}: ${expected}`, { field, attempts: 0, retrySafe: true, cause });
}

function partialFailure(message, facts) {
  return make('PartialFailureError', message, facts);
}

function configuration(message) {
  return make('ConfigurationError', message, { attempts: 0, retrySafe: false });
}

function remember(request, error) {
  // Of a call that was given up, nobody asks.
  if (thrownBy.size >= MOST_THROWN) thrownBy.delete(thrownBy.keys().next().value);
  thrownBy.set(request, error);
}

function causeOf(causes, request) {
  if (request != null && thrownBy.has(request)) {
    const error = thrownBy.get(request);
    thrownBy.delete(request);
    return error;
  }
  return causes?.reduceRight((cause, message) => new Error(message, cause && { cause }), undefined);
}

/** An error of the native part, told as JSON, as one of ours. */
function fromNative(json) {
  const { kind, message, causes, thrown, headers, errors, ...facts } = JSON.parse(json);
  for (const name of Object.keys(facts)) {
    if (facts[name] === null) delete facts[name];
  }
  const cause = causeOf(causes, thrown);
  if (cause !== undefined) facts.cause = cause;
  if (headers?.length > 0) {
    facts.headers = {};
    for (const [name, value] of headers) {
      const before = Object.hasOwn(facts.headers, name) ? `${facts.headers[name]}, ` : '';
      Object.defineProperty(facts.headers, name, {
        value: before + value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  if (errors?.length > 0) {
    facts.errors = errors.map(({ raw, ...error }) => ({ ...error, raw: parse(raw) }));
  }
  const { method, path, attempts } = facts;
  const call = path && `(${method} ${path}, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'})`;
  return make(kind, call ? `${message} ${call}` : message, facts);
}

/** What the native part throws at once is told in the message. */
function rethrown(error) {
  return typeof error?.message === 'string' && error.message.startsWith('{"kind":') ? fromNative(error.message) : error;
}

module.exports = { PlockError, configuration, fromNative, invalid, partialFailure, remember, rethrown };
