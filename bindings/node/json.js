'use strict';

// JSON without floats: what is read keeps its digits, and what is written is exact.

const { types } = require('node:util');

const inspect = Symbol.for('nodejs.util.inspect.custom');

/** A number of the API that a JavaScript number does not hold as it was written. */
class JsonNumber {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }

  toJSON() {
    return raw(this.text);
  }

  [inspect]() {
    return this.text;
  }
}

/** The digits as a number in JSON, where the engine can write them, and else as a string. */
function raw(text) {
  return typeof JSON.rawJSON === 'function' ? JSON.rawJSON(text) : text;
}

function freeze(value) {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const name of Object.keys(value)) freeze(value[name]);
  }
  return value;
}

/** As `JSON.parse`, but frozen, and with every number as it was written. */
function parse(text) {
  const reader = new Reader(text);
  return freeze(reader.value());
}

const BLANK = /[ \t\n\r]*/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORDS = { t: ['true', true], f: ['false', false], n: ['null', null] };

/** Of a text that is known to be JSON. */
class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [''];
    this.at += found.length;
    return found;
  }

  /** The next character that is no blank. */
  peek() {
    this.take(BLANK);
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
          // A member named `__proto__` is one like any other.
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

  members(end, into, read) {
    this.at += 1;
    if (this.peek() === end) {
      this.at += 1;
      return into;
    }
    for (;;) {
      read(into);
      const next = this.peek();
      this.at += 1;
      if (next !== ',') return into;
    }
  }
}

function number(text) {
  const value = Number(text);
  return Number.isSafeInteger(value) && String(value) === text ? value : new JsonNumber(text);
}

/** How deep an argument may be nested. */
const DEEPEST = 100;
const TOO_DEEP = `expected a value that is nested at most ${DEEPEST} deep; does it contain itself?`;

/** Refuses an argument by throwing what `refuse(path, expected)` makes. */
function write(value, path, loose, refuse, depth = 0) {
  switch (typeof value) {
    case 'string':
      if (!wellFormed(value)) throw refuse(path, 'expected text, got one with half a character');
      return JSON.stringify(value);
    case 'number':
      if (Number.isSafeInteger(value)) return String(value);
      if (Number.isFinite(value) && loose) return String(value);
      throw refuse(
        path,
        Number.isInteger(value) || !Number.isFinite(value)
          ? `expected a number that is exact, got ${value}; write it as a string or as a bigint`
          : `expected an exact decimal such as '12.50', got the float ${value}; write it as a string`,
      );
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, path, loose, refuse, depth + 1);
    default:
      throw refuse(path, `expected a value, got a ${typeof value}`);
  }
}

function writeObject(value, path, loose, refuse, depth) {
  // The argument as a whole: the path would be as long as the value is deep.
  if (depth > DEEPEST) throw refuse(path.split('.', 1)[0], TOO_DEEP);
  const inner = (member, name) => write(member, name, loose, refuse, depth);
  if (types.isDate(value)) {
    if (Number.isNaN(value.getTime())) throw refuse(path, 'expected a date, got an invalid one');
    return `"${value.toISOString()}"`;
  }
  // As JSON.stringify does: what is in them is judged like any other value.
  if (types.isBoxedPrimitive(value)) return inner(value.valueOf(), path);
  if (value instanceof JsonNumber) {
    if (typeof value.text !== 'string' || !JSON_NUMBER.test(value.text)) throw refuse(path, 'expected the digits of a number in a JsonNumber');
    return value.text;
  }
  if (typeof value.toFixed === 'function') return writeDecimal(value, path, refuse);
  if (Array.isArray(value)) return `[${value.map((item, index) => inner(item, `${path}.${index}`)).join()}]`;
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
 * Of decimal.js, big.js and bignumber.js: `toFixed` has no exponent there, and every digit. Elsewhere it may round, and is then not
 * the number that `toString` gives.
 */
function writeDecimal(value, path, refuse) {
  const number = canonical(String(value));
  const digits = number === null ? '' : String(value.toFixed());
  if (number === null || canonical(digits) !== number) throw refuse(path, "expected an exact decimal such as '12.50', got an object that is none");
  return JSON.stringify(digits);
}

/** Equal for texts that are the same number; null for one that is none. */
function canonical(text) {
  const [, sign, whole, fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return null;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign === '-' ? '-' : ''}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** Whether a value is nested deeper than arguments may be. What it holds more than once is looked at again only where it is deeper. */
function isTooDeep(value, depth = 1, seen = new Map()) {
  if (typeof value !== 'object' || value === null || seen.get(value) >= depth) return false;
  seen.set(value, depth);
  return depth > DEEPEST || Object.values(value).some((member) => isTooDeep(member, depth + 1, seen));
}

const wellFormed =
  typeof String.prototype.isWellFormed === 'function' ? (text) => text.isWellFormed() : (text) => !/\p{Surrogate}/u.test(text);

module.exports = { DEEPEST, JsonNumber, TOO_DEEP, freeze, inspect, isTooDeep, parse, raw, write };
