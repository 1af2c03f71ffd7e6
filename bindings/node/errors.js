'use strict';

const { parse } = require('./json.js');

/** Error classes by name. */
const kinds = new Map();

/** Exceptions of token providers, by token request, until the error that they cause is created. */
const tokenErrors = new Map();
const MAX_TOKEN_ERRORS = 1000;

class PlockError extends Error {
  constructor(message, properties = {}) {
    const { cause, ...others } = properties;
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, others);
  }

  /** Registers the error classes with their name and code. */
  static named(classes) {
    for (const [name, [kind, code]] of Object.entries(classes)) {
      kinds.set(name, kind);
      define(kind, name, code);
    }
  }
}

function define(kind, name, code) {
  // Not enumerable, so that they are not printed with the other properties.
  for (const [key, value] of [['name', name], ['code', code]]) {
    Object.defineProperty(kind.prototype, key, { value, configurable: true, writable: true });
  }
}
define(PlockError, 'PlockError', 'PLOCK');

class OutboxError extends PlockError {}
class KeyConflictError extends OutboxError {}
PlockError.named({
  OutboxError: [OutboxError, 'PLOCK_OUTBOX'],
  KeyConflictError: [KeyConflictError, 'PLOCK_KEY_CONFLICT'],
});

function make(kind, message, properties) {
  const Kind = kinds.get(kind) ?? PlockError;
  return new Kind(message, properties);
}

/** An invalid argument. Nothing was sent. */
function invalid(field, expected, cause) {
  return atCaller(() => make('InvalidRequestError', `${field}: ${expected}`, { field, attempts: 0, retrySafe: true, cause }));
}

function partialFailure(message, properties) {
  return atCaller(() => make('PartialFailureError', message, properties));
}

function configuration(message) {
  return atCaller(() => make('ConfigurationError', message, { attempts: 0, retrySafe: false }));
}

function storeTokenError(request, error) {
  // Those of cancelled calls are never removed otherwise.
  if (tokenErrors.size >= MAX_TOKEN_ERRORS) tokenErrors.delete(tokenErrors.keys().next().value);
  tokenErrors.set(request, error);
}

function causeOf(causes, request) {
  if (request != null && tokenErrors.has(request)) {
    const error = tokenErrors.get(request);
    tokenErrors.delete(request);
    return error;
  }
  const error = ({ message, code }, cause) => Object.assign(new Error(message, cause && { cause }), code && { code });
  return causes?.reduceRight((cause, properties) => withoutFrames(error(properties, cause)), undefined);
}

/** A cause has no stack of its own. */
function withoutFrames(error) {
  error.stack = `${error.name}: ${error.message}`;
  return error;
}

/** A frame of this package, unless a bundler put it into a file of the user's. */
const OWN_FRAME = /[\\/]bindings[\\/]node[\\/][a-z]+\.m?js:\d+:\d+\)?$/;
/** Maximum number of frames of this package in a stack. */
const OWN_FRAMES = 10;

/** Creates an error with `create`. Its stack starts at the caller of this package. */
function atCaller(create) {
  const limit = Error.stackTraceLimit;
  const limited = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit')?.writable && typeof limit === 'number';
  if (limited) Error.stackTraceLimit = limit + OWN_FRAMES;
  try {
    const error = create();
    const frames = typeof error.stack === 'string' ? error.stack.split('\n') : [];
    const own = frames.map((line) => OWN_FRAME.test(line));
    const [first, last] = [own.indexOf(true), own.lastIndexOf(true)];
    const others = frames.filter((line, at) => !own[at] && !(at > first && at < last && line.endsWith('(<anonymous>)')));
    if (first >= 0) error.stack = (limited ? others.slice(0, first + limit) : others).join('\n');
    return error;
  } finally {
    if (limited) Error.stackTraceLimit = limit;
  }
}

/** Converts an error of the native part from JSON. */
function fromNative(json) {
  const { kind, message, causes, tokenRequest, headers, errors, outbox, ...properties } = JSON.parse(json);
  if (outbox !== undefined) properties.kind = outbox;
  for (const name of Object.keys(properties)) {
    if (properties[name] === null) delete properties[name];
  }
  const cause = causeOf(causes, tokenRequest);
  if (cause !== undefined) properties.cause = cause;
  if (headers?.length > 0) {
    properties.headers = {};
    for (const [name, value] of headers) {
      const before = Object.hasOwn(properties.headers, name) ? `${properties.headers[name]}, ` : '';
      Object.defineProperty(properties.headers, name, {
        value: before + value,
        // A secret, which must not be printed or logged with the error.
        enumerable: name !== 'set-cookie',
        configurable: true,
        writable: true,
      });
    }
  }
  if (errors?.length > 0) {
    properties.errors = errors.map(({ raw, ...error }) => ({ ...error, raw: parse(raw) }));
  }
  const { method, path, attempts } = properties;
  const call = path && `(${method} ${path}, ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'})`;
  return make(kind, call ? `${message} ${call}` : message, properties);
}

/** Converts an exception of the native part, whose message is JSON. */
function convertError(error) {
  const isNative = typeof error?.message === 'string' && error.message.startsWith('{"kind":');
  return isNative ? atCaller(() => fromNative(error.message)) : error;
}

module.exports = { KeyConflictError, OutboxError, PlockError, atCaller, configuration, fromNative, invalid, partialFailure, storeTokenError, convertError };
