'use strict';

// JSON without floats: numbers keep their digits when they are read, and are exact when they are written.

const { types } = require('node:util');

const inspect = Symbol.for('nodejs.util.inspect.custom');

/**
 * A JSON number that a JavaScript number does not hold exactly as written. Its only property survives `JSON.stringify`, `structuredClone` and
 * spreading, and tells it from other objects: see `restore`.
 */
class JsonNumber {
  constructor(text) {
    this.jsonNumber = text;
  }

  get text() {
    return this.jsonNumber;
  }

  toString() {
    return this.jsonNumber;
  }

  [inspect]() {
    return this.jsonNumber;
  }
}

/** A frozen copy of a JSON value, with its `JsonNumber`s. Undefined if it is not JSON. */
function restore(value) {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object') return undefined;
  if (isJsonNumber(value)) return Object.freeze(new JsonNumber(value.jsonNumber));
  if (value instanceof Date) return value.toJSON() ?? undefined;
  const copy = Array.isArray(value) ? [] : {};
  for (const [name, member] of Object.entries(value)) {
    const restored = member === undefined ? null : restore(member);
    if (restored === undefined) return undefined;
    // Not an assignment, because of `__proto__`.
    Object.defineProperty(copy, name, { value: restored, enumerable: true, configurable: true, writable: true });
  }
  return Object.freeze(copy);
}

function isJsonNumber(value) {
  return typeof value.jsonNumber === 'string' && JSON_NUMBER.test(value.jsonNumber) && Object.keys(value).length === 1;
}

function freeze(value) {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const name of Object.keys(value)) freeze(value[name]);
  }
  return value;
}

/** As `JSON.parse`, but frozen, and with exact numbers. */
function parse(text) {
  const reader = new Reader(text);
  return freeze(reader.value());
}

const WHITESPACE = /[ \t\n\r]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORDS = { t: ['true', true], f: ['false', false], n: ['null', null] };

/** Reads well-formed JSON. */
class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const [match] = pattern.exec(this.text) ?? [''];
    this.at += match.length;
    return match;
  }

  /** Skips whitespace and returns the next character. */
  peek() {
    this.take(WHITESPACE);
    return this.text[this.at];
  }

  value() {
    switch (this.peek()) {
      case '{':
        return this.members('}', {}, (object) => {
          this.peek();
          const name = JSON.parse(this.take(STRING));
          this.peek();
          this.at += 1;
          const value = this.value();
          // Not an assignment, because of `__proto__`.
          Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
        });
      case '[':
        return this.members(']', [], (array) => array.push(this.value()));
      case '"':
        return JSON.parse(this.take(STRING));
      case 't':
      case 'f':
      case 'n': {
        const [word, value] = WORDS[this.text[this.at]];
        this.at += word.length;
        return value;
      }
      default:
        return number(this.take(NUMBER));
    }
  }

  members(end, target, read) {
    this.at += 1;
    if (this.peek() === end) {
      this.at += 1;
      return target;
    }
    for (;;) {
      read(target);
      const next = this.peek();
      this.at += 1;
      if (next !== ',') return target;
    }
  }
}

function number(text) {
  const value = Number(text);
  return Number.isSafeInteger(value) && String(value) === text ? value : new JsonNumber(text);
}

/** Maximum nesting of a value, as in the core. */
const MAX_DEPTH = 128;
const TOO_DEEP = `expected a value that is nested at most ${MAX_DEPTH} deep; does it contain itself?`;

/** Encodes an argument. Throws `refuse(path, expected)` if it is invalid. */
function write(value, path, allowFloats, refuse, depth = 0) {
  switch (typeof value) {
    case 'string':
      if (!wellFormed(value)) throw refuse(path, 'expected valid Unicode text, got an unpaired surrogate');
      return JSON.stringify(value);
    case 'number':
      if (Number.isSafeInteger(value)) return String(value);
      if (Number.isFinite(value) && allowFloats) return String(value);
      throw refuse(
        path,
        Number.isInteger(value) || !Number.isFinite(value)
          ? `expected an exact number, got ${value}; pass it as a string or a bigint`
          : `expected an exact decimal such as '12.50', got the float ${value}; pass it as a string`,
      );
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, path, allowFloats, refuse, depth + 1);
    default:
      throw refuse(path, `expected a value, got a ${typeof value}`);
  }
}

function writeObject(value, path, allowFloats, refuse, depth) {
  // Only the name of the argument, as the path would be too long.
  if (depth > MAX_DEPTH) throw refuse(path.split('.', 1)[0], TOO_DEEP);
  const inner = (member, name) => write(member, name, allowFloats, refuse, depth);
  if (types.isDate(value)) {
    if (Number.isNaN(value.getTime())) throw refuse(path, 'expected a valid Date');
    return `"${value.toISOString()}"`;
  }
  // As JSON.stringify does.
  if (types.isBoxedPrimitive(value)) return inner(value.valueOf(), path);
  if (isJsonNumber(value)) return value.jsonNumber;
  if (value instanceof JsonNumber) throw refuse(path, 'expected a JsonNumber with a valid JSON number');
  if (typeof value.toFixed === 'function') return writeDecimal(value, path, refuse);
  if (Array.isArray(value)) return `[${value.map((item, index) => inner(item, `${path}.${index}`)).join()}]`;
  // A `Temporal.ZonedDateTime`, whose JSON has the name of its zone.
  if (typeof value.toInstant === 'function') return inner(value.toInstant(), path);
  if (typeof value.toJSON === 'function') return inner(value.toJSON(), path);
  const members = [];
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${inner(member, path === '' ? name : `${path}.${name}`)}`);
  }
  return `{${members.join()}}`;
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const DECIMAL = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Encodes a decimal of decimal.js, big.js or bignumber.js, whose `toFixed()` returns all digits without an exponent. The `toFixed()` of
 * other objects may round: it must be equal to `toString()`.
 */
function writeDecimal(value, path, refuse) {
  const number = canonical(String(value));
  const digits = number === null ? '' : String(value.toFixed());
  if (number === null || canonical(digits) !== number) throw refuse(path, "expected an exact decimal such as '12.50', got an object that is not a decimal");
  return JSON.stringify(digits);
}

/** A canonical form of a decimal; null if the text is not a decimal. */
function canonical(text) {
  const [, sign, whole, fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign === '-' ? '-' : ''}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** Whether a value is nested too deep. A repeated object is only visited again at a greater depth. */
function isTooDeep(value, depth = 1, seen = new Map()) {
  if (typeof value !== 'object' || value === null || seen.get(value) >= depth) return false;
  seen.set(value, depth);
  return depth > MAX_DEPTH || Object.values(value).some((member) => isTooDeep(member, depth + 1, seen));
}

const wellFormed =
  typeof String.prototype.isWellFormed === 'function' ? (text) => text.isWellFormed() : (text) => !/\p{Surrogate}/u.test(text);

module.exports = { JsonNumber, MAX_DEPTH, TOO_DEEP, canonical, freeze, inspect, isTooDeep, parse, restore, write };
