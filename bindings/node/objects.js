'use strict';

// What all objects of the API have in common.

const { EMPTY, wholeNumber } = require('./columns.js');
const { JsonNumber, MAX_DEPTH, TOO_DEEP, canonical, inspect, isTooDeep, restore } = require('./json.js');

/** Adds `toJSON`, `from` and custom printing to a generated class. `revivals` has a function for each field, in their order. */
function resource(Class, revivals) {
  const hidden = (object, name, value) => Object.defineProperty(object, name, { value, configurable: true, writable: true });
  hidden(Class, 'width', Object.keys(revivals).length);
  hidden(Class, 'from', (value) => from(Class, revivals, value));
  hidden(Class.prototype, 'toJSON', toJSON);
  hidden(Class.prototype, inspect, show);
}

function toJSON() {
  const plain = {};
  for (const [name, value] of Object.entries(this)) {
    if (name === 'extra' && Object.keys(value).length === 0) continue;
    plain[name] = typeof value === 'bigint' ? String(value) : value;
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

function from(Class, revivals, value) {
  const refuse = (name, message) => new TypeError(`${Class.name}.from: ${name}: ${message}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${Class.name}.from: expected an object, got ${value === null ? 'null' : typeof value}`);
  }
  if (path.length >= MAX_DEPTH) throw refuse(path[0], TOO_DEEP);
  const unknown = Object.keys(value).find((name) => name !== 'extra' && !Object.hasOwn(revivals, name));
  if (unknown !== undefined) throw refuse(unknown, 'unknown field; members that the API document does not list are in extra');
  const columns = Object.entries(revivals).map(([name, revival]) => {
    const input = Object.hasOwn(value, name) ? value[name] : null;
    path.push(name);
    try {
      const revived = input == null ? null : revival(input);
      if (revived === undefined) throw refuse(name, `invalid value ${describe(input)}`);
      return [revived];
    } finally {
      path.pop();
    }
  });
  const extra = Object.hasOwn(value, 'extra') && typeof value.extra === 'object' ? value.extra : null;
  if (isTooDeep(extra)) throw refuse('extra', TOO_DEEP);
  const restored = extra !== null && Object.keys(extra).length > 0 ? restore(extra) : EMPTY;
  if (restored === undefined) throw refuse('extra', 'expected JSON values');
  columns.push([restored]);
  return new Class(columns, 0);
}

function describe(value) {
  const type = Array.isArray(value) ? 'array' : typeof value;
  return type === 'string' ? JSON.stringify(value.slice(0, 60)) : type === 'object' || type === 'array' ? `(${type})` : String(value);
}

/** Converts JSON values to the types of fields; undefined if the value is invalid. */
const revive = {
  text: (value) => (typeof value === 'string' ? value : undefined),
  boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  id(value) {
    const text = typeof value === 'number' && !Number.isSafeInteger(value) ? undefined : value;
    return ['string', 'number', 'bigint'].includes(typeof text) ? String(text) : undefined;
  },
  /** Never a float. */
  decimal(value) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) return undefined;
    const digits = typeof value.toFixed === 'function' && typeof value !== 'number' ? value.toFixed() : String(value);
    return canonical(digits) !== null && canonical(digits) === canonical(String(value)) ? digits : undefined;
  },
  date: (value) => (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined),
  time(value) {
    // Without an offset it would be a time of this machine's zone.
    if (typeof value === 'string' && /T[\d:.]+$/i.test(value)) return undefined;
    const time = value instanceof Date ? new Date(value) : typeof value === 'string' ? new Date(value) : undefined;
    if (time === undefined || Number.isNaN(time.getTime())) return undefined;
    // A time that is more precise than a `Date` stays a string.
    return typeof value === 'string' && /\.\d{3}\d*[1-9]/.test(value) ? value : time;
  },
  dateOrTime: (value) => revive.date(value) ?? revive.time(value),
  integer(value) {
    if (value instanceof JsonNumber) return revive.integer(value.text);
    if (typeof value === 'string') return /^-?\d+$/.test(value) ? wholeNumber(value) : undefined;
    return typeof value === 'bigint' || Number.isSafeInteger(value) ? value : undefined;
  },
  json: (value) => (isTooDeep(value) ? undefined : restore(value)),
  /** A value of a union: its class cannot be told from its members. */
  any: (value) => (typeof value === 'bigint' || typeof value.toJSON === 'function' ? value : revive.json(value)),
  /** A value of a union of objects, each of which has the property of `name` with one of the `tags`. */
  union: (variants) => (value) => {
    const found = value.toJSON === undefined && variants.find(([name, tags]) => tags.includes(value[name]));
    return found ? found[2]().from(value) : revive.any(value);
  },
  object: (Class) => (value) => (value instanceof Class() ? value : Class().from(value)),
  array: (item) => (value) => (Array.isArray(value) ? every(value.map((inner) => revived(item, inner))) : undefined),
  map: (item) => (value) => {
    const entries = Object.entries(value).map(([name, inner]) => [name, revived(item, inner)]);
    return entries.some(([, inner]) => inner === undefined) ? undefined : Object.fromEntries(entries);
  },
};

const revived = (item, value) => (value == null ? null : item(value));
const every = (values) => (values.includes(undefined) ? undefined : values);

module.exports = { resource, revive };
