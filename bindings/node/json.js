'use strict';

// JSON without floats: what is read keeps its digits, and what is written is exact.

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

/** Refuses an argument by throwing what `refuse(path, expected)` makes. */
function write(value, path, loose, refuse) {
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
      return value === null ? 'null' : writeObject(value, path, loose, refuse);
    default:
      throw refuse(path, `expected a value, got a ${typeof value}`);
  }
}

function writeObject(value, path, loose, refuse) {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw refuse(path, 'expected a date, got an invalid one');
    return `"${value.toISOString()}"`;
  }
  if (value instanceof JsonNumber) return value.text;
  // decimal.js, big.js and bignumber.js: without an exponent, and to the last digit.
  if (typeof value.toFixed === 'function') return JSON.stringify(value.toFixed());
  if (Array.isArray(value)) {
    return `[${value.map((item, index) => write(item, `${path}.${index}`, loose, refuse)).join()}]`;
  }
  if (typeof value.toJSON === 'function') return write(value.toJSON(), path, loose, refuse);
  const members = [];
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined) {
      members.push(`${JSON.stringify(name)}:${write(member, path === '' ? name : `${path}.${name}`, loose, refuse)}`);
    }
  }
  return `{${members.join()}}`;
}

const wellFormed =
  typeof String.prototype.isWellFormed === 'function' ? (text) => text.isWellFormed() : (text) => !/\p{Surrogate}/u.test(text);

module.exports = { JsonNumber, freeze, inspect, parse, raw, write };
