'use strict';

// What all objects of the API have in common.

const { NOTHING, wholeNumber } = require('./columns.js');
const { DEEPEST, TOO_DEEP, freeze, inspect, isTooDeep, raw } = require('./json.js');

/** Makes a generated class one whose objects are printed, written as JSON and made again of that. */
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

/** With what is there only. */
function show(_depth, options, print) {
  const there = Object.entries(this).filter(([name, value]) => value !== null && !(name === 'extra' && value === NOTHING));
  return `${this.constructor.name} ${print(Object.fromEntries(there), options)}`;
}

/** The names of the fields that are being made, one in the other. */
const within = [];

function from(Class, fields, revivals, value) {
  const refuse = (name, what) => new TypeError(`${Class.name}.from: ${name}: ${what}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError(`${Class.name}.from: expected an object, got ${value === null ? 'null' : typeof value}`);
  }
  if (within.length >= DEEPEST) throw refuse(within[0], TOO_DEEP);
  const columns = fields.map((name) => {
    const given = Object.hasOwn(value, name) ? value[name] : null;
    within.push(name);
    try {
      const revived = given == null ? null : (revivals[name] ?? same)(given);
      if (revived === undefined) throw refuse(name, 'not what this field holds');
      return [revived];
    } finally {
      within.pop();
    }
  });
  const extra = Object.hasOwn(value, 'extra') && typeof value.extra === 'object' ? value.extra : null;
  if (isTooDeep(extra)) throw refuse('extra', TOO_DEEP);
  columns.push([extra !== null && Object.keys(extra).length > 0 ? freeze(structuredClone(extra)) : NOTHING]);
  return new Class(columns, 0);
}

const same = (value) => value;

/** What JSON does not tell apart; `undefined` for what is none. */
const revive = {
  time(value) {
    const time = value instanceof Date ? new Date(value) : typeof value === 'string' ? new Date(value) : undefined;
    if (time === undefined || Number.isNaN(time.getTime())) return undefined;
    // What is finer than a `Date` stays the text that it is.
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
