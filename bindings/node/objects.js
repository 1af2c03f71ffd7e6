'use strict';

// What all objects of the API have in common.

const { EMPTY, wholeNumber } = require('./columns.js');
const { MAX_DEPTH, TOO_DEEP, freeze, inspect, isTooDeep, raw } = require('./json.js');

/** Adds `toJSON`, `from` and custom printing to a generated class. */
function resource(Class, fields, revivals) {
  const hidden = (object, name, value) => Object.defineProperty(object, name, { value, configurable: true, writable: true });
  hidden(Class, 'width', fields.length);
  hidden(Class, 'from', (value) => from(Class, fields, revivals, value));
  hidden(Class.prototype, 'toJSON', toJSON);
  hidden(Class.prototype, inspect, show);
}

function toJSON() {
  const plain = {};
  for (const [name, value] of Object.entries(this)) {
    if (name === 'extra' && Object.keys(value).length === 0) continue;
    plain[name] = typeof value === 'bigint' ? raw(String(value)) : value;
  }
  return plain;
}

/** Only prints fields that are present. */
function show(_depth, options, print) {
  const present = Object.entries(this).filter(([name, value]) => value !== null && !(name === 'extra' && value === EMPTY));
  return `${this.constructor.name} ${print(Object.fromEntries(present), options)}`;
}

/** The names of the nested fields that are being converted. */
const path = [];

function from(Class, fields, revivals, value) {
  const refuse = (name, message) => new TypeError(`${Class.name}.from: ${name}: ${message}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${Class.name}.from: expected an object, got ${value === null ? 'null' : typeof value}`);
  }
  if (path.length >= MAX_DEPTH) throw refuse(path[0], TOO_DEEP);
  const columns = fields.map((name) => {
    const input = Object.hasOwn(value, name) ? value[name] : null;
    path.push(name);
    try {
      const revived = input == null ? null : (revivals[name] ?? identity)(input);
      if (revived === undefined) throw refuse(name, 'invalid value');
      return [revived];
    } finally {
      path.pop();
    }
  });
  const extra = Object.hasOwn(value, 'extra') && typeof value.extra === 'object' ? value.extra : null;
  if (isTooDeep(extra)) throw refuse('extra', TOO_DEEP);
  columns.push([extra !== null && Object.keys(extra).length > 0 ? freeze(structuredClone(extra)) : EMPTY]);
  return new Class(columns, 0);
}

const identity = (value) => value;

/** Converts JSON values to the types of fields; undefined if the value is invalid. */
const revive = {
  time(value) {
    const time = value instanceof Date ? new Date(value) : typeof value === 'string' ? new Date(value) : undefined;
    if (time === undefined || Number.isNaN(time.getTime())) return undefined;
    // A time that is more precise than a `Date` stays a string.
    return typeof value === 'string' && /\.\d{3}\d*[1-9]/.test(value) ? value : time;
  },
  dateOrTime(value) {
    return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : revive.time(value);
  },
  integer(value) {
    if (typeof value === 'string') return /^-?\d+$/.test(value) ? wholeNumber(value) : undefined;
    return typeof value === 'bigint' || Number.isSafeInteger(value) ? value : undefined;
  },
  object: (Class) => (value) => (value instanceof Class() ? value : Class().from(value)),
  array: (item) => (value) => (Array.isArray(value) ? value.map(item) : undefined),
  map: (item) => (value) => Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, item(inner)])),
};

module.exports = { resource, revive };
