'use strict';

// Decodes the rows that crates/plock-node/src/columns.rs encodes: columns in one string and one buffer of numbers.

const { freeze, parse } = require('./json.js');

/** `extra` of objects without additional fields. */
const EMPTY = Object.freeze({});
const BOOLEANS = [null, false, true];
let classes = [];

const frozen = (text) => freeze(JSON.parse(text));

/** The rows of a response. */
class Rows {
  constructor(text, data) {
    const reader = new Reader(text, data);
    this.currentPage = reader.optional();
    this.lastPage = reader.optional();
    this.perPage = reader.optional();
    this.total = reader.optional();
    this.length = reader.integer();
    this.next = reader.text();
    const object = reader.integer();
    this.Class = classes[object];
    this.columns = object < 0 ? [] : reader.object(this.Class, this.length);
  }

  at(row) {
    return make(this.Class, this.columns, row);
  }

  all() {
    const all = new Array(this.length);
    for (let row = 0; row < all.length; row += 1) all[row] = make(this.Class, this.columns, row);
    return all;
  }
}

/**
 * All objects are created here, so that the call site is megamorphic. With a single class, the engine inlines its constructor into each
 * loop, and compiling that costs more than some thousand rows gain from it.
 */
function make(Class, columns, row) {
  return new Class(columns, row);
}

class Reader {
  constructor(text, data) {
    this.string = text;
    this.integers = new Int32Array(data);
    const floats = this.integers[0];
    this.floats = new Float64Array(data, 8, floats);
    this.character = 0;
    this.float = 0;
    this.next = 2 + 2 * floats;
  }

  integer() {
    return this.integers[this.next++];
  }

  optional() {
    const value = this.floats[this.float++];
    return Number.isNaN(value) ? null : value;
  }

  /** A string, or null. */
  text() {
    const length = this.integer();
    if (length < 0) return null;
    const start = this.character;
    this.character += length;
    return this.string.substring(start, this.character);
  }

  object(Class, rows) {
    const columns = [];
    for (let field = 0; field < Class.width; field += 1) columns.push(this.column(rows));
    const extra = this.column(rows);
    columns.push(extra.every((value) => value === null) ? extra.fill(EMPTY) : extra.map((value) => value ?? EMPTY));
    return columns;
  }

  /** The values of a column. `read` converts each string, if it is a column of strings. */
  column(rows, read) {
    const kind = this.integer();
    const values = KINDS[kind];
    if (values === undefined) throw new Error(`plock: the native part has another version (unknown column kind ${kind}); install plock again`);
    return values(this, rows, read);
  }

  texts(rows, read) {
    const { integers, string } = this;
    let { character, next } = this;
    const values = new Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const length = integers[next++];
      if (length < 0) {
        values[row] = null;
      } else {
        const start = character;
        character += length;
        values[row] = string.substring(start, character);
      }
    }
    this.character = character;
    this.next = next;
    if (read !== undefined) for (let row = 0; row < rows; row += 1) if (values[row] !== null) values[row] = read(values[row]);
    return values;
  }

  /** Values that consist of a range of items in other columns. */
  parts(rows, columns, make) {
    let total = 0;
    const values = new Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const length = this.integer();
      values[row] = length < 0 ? null : [total, total + length];
      total += Math.max(length, 0);
    }
    const read = columns(total);
    return values.map((part) => part && make(part, read));
  }
}

/** The decoders, by column kind. Small functions, so that the engine compiles those that are used early. */
const KINDS = [
  (_reader, rows) => new Array(rows).fill(null),
  (reader, rows, read) => reader.texts(rows, read),
  dictionary,
  numbers,
  (reader, rows) => reader.column(rows, wholeNumber),
  booleans,
  times,
  datesOrTimes,
  objects,
  (reader, rows) => reader.parts(rows, (total) => [reader.column(total)], (part, [items]) => items.slice(...part)),
  maps,
  (reader, rows) => reader.column(rows, frozen),
  (reader, rows) => reader.column(rows, parse),
  oneOf,
];

/** Each string is converted once; the shared values are frozen. */
function dictionary(reader, rows, read) {
  const known = reader.texts(reader.integer(), read);
  const values = new Array(rows);
  const { integers, next } = reader;
  for (let row = 0; row < rows; row += 1) values[row] = known[integers[next + row]];
  reader.next += rows;
  return values;
}

function numbers(reader, rows) {
  const values = new Array(rows);
  const { floats, float } = reader;
  for (let row = 0; row < rows; row += 1) {
    const value = floats[float + row];
    values[row] = Number.isNaN(value) ? null : value;
  }
  reader.float += rows;
  return values;
}

function booleans(reader, rows) {
  const values = new Array(rows);
  const { integers, next } = reader;
  for (let row = 0; row < rows; row += 1) values[row] = BOOLEANS[integers[next + row] + 1];
  reader.next += rows;
  return values;
}

function times(reader, rows) {
  const values = new Array(rows);
  const { floats, float } = reader;
  for (let row = 0; row < rows; row += 1) {
    const value = floats[float + row];
    values[row] = Number.isNaN(value) ? null : new Date(value);
  }
  reader.float += rows;
  return values;
}

function datesOrTimes(reader, rows) {
  const values = new Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const time = reader.integers[reader.next] === -2;
    if (time) reader.next += 1;
    values[row] = time ? new Date(reader.optional()) : reader.text();
  }
  return values;
}

function objects(reader, rows) {
  const Class = classes[reader.integer()];
  const values = new Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row += 1) {
    values[row] = reader.integer();
    count += values[row];
  }
  const columns = reader.object(Class, count);
  let at = 0;
  for (let row = 0; row < rows; row += 1) values[row] = values[row] === 1 ? make(Class, columns, at++) : null;
  return values;
}

function maps(reader, rows) {
  const make = ([start, end], [names, items]) =>
    Object.fromEntries(names.slice(start, end).map((name, at) => [name, items[start + at]]));
  return reader.parts(rows, (total) => [reader.column(total), reader.column(total)], make);
}

function oneOf(reader, rows) {
  const types = reader.integer();
  const values = new Array(rows);
  for (let row = 0; row < rows; row += 1) values[row] = reader.integer();
  const columns = [];
  for (let type = 0; type <= types; type += 1) {
    columns.push(reader.column(values.filter((value) => value === type).length)[Symbol.iterator]());
  }
  return values.map((type) => (type < 0 ? null : columns[type].next().value));
}

/** A bigint if a number is not exact. */
function wholeNumber(text) {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** Sets the classes of objects, in the order of the native part's tables. */
function setClasses(objects) {
  classes = objects;
}

/** The number of a class in the native part; -1 if it is none of an object. */
function indexOf(Class) {
  return classes.indexOf(Class);
}

module.exports = { EMPTY, Rows, indexOf, setClasses, wholeNumber };
