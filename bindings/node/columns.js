'use strict';

// Reads what crates/plock-node/src/columns.rs writes: rows, column by column, in one text and one block of numbers.

const { freeze, parse } = require('./json.js');

/** Of most objects: nothing that the spec does not name. */
const NOTHING = Object.freeze({});
let classes = [];

/** The rows of an answer. */
class Rows {
  constructor(text, data) {
    const reader = new Reader(text, data);
    this.currentPage = reader.fact();
    this.lastPage = reader.fact();
    this.perPage = reader.fact();
    this.total = reader.fact();
    this.length = reader.integer();
    this.next = reader.text();
    const object = reader.integer();
    this.Class = classes[object];
    this.columns = object < 0 ? [] : reader.object(this.Class, this.length);
  }

  at(row) {
    return new this.Class(this.columns, row);
  }

  all() {
    const all = new Array(this.length);
    for (let row = 0; row < all.length; row += 1) all[row] = this.at(row);
    return all;
  }
}

class Reader {
  constructor(text, data) {
    const [floats] = new Float64Array(data, 0, 1);
    this.string = text;
    this.floats = new Float64Array(data, 8, floats);
    this.integers = new Int32Array(data, 8 + floats * 8);
    this.character = 0;
    this.float = 0;
    this.next = 0;
  }

  integer() {
    return this.integers[this.next++];
  }

  fact() {
    const value = this.floats[this.float++];
    return Number.isNaN(value) ? null : value;
  }

  /** A text whose length comes next. */
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
    columns.push(this.column(rows).map((extra) => extra ?? NOTHING));
    return columns;
  }

  column(rows) {
    const kind = this.integer();
    const values = new Array(rows);
    switch (kind) {
      case 0:
        return values.fill(null);
      case 1:
        this.texts(values);
        return values;
      case 2: {
        const few = new Array(this.integer());
        this.texts(few);
        for (let row = 0; row < rows; row += 1) values[row] = few[this.integer()];
        return values;
      }
      case 3:
        for (let row = 0; row < rows; row += 1) values[row] = this.fact();
        return values;
      case 4:
        return this.column(rows).map(wholeNumber);
      case 5:
        for (let row = 0; row < rows; row += 1) {
          const value = this.integer();
          values[row] = value < 0 ? null : value === 1;
        }
        return values;
      case 6:
        for (let row = 0; row < rows; row += 1) {
          const value = this.fact();
          values[row] = value === null ? null : new Date(value);
        }
        return values;
      case 7:
        for (let row = 0; row < rows; row += 1) {
          const time = this.integers[this.next] === -2;
          if (time) this.next += 1;
          values[row] = time ? new Date(this.fact()) : this.text();
        }
        return values;
      case 8:
        return this.objects(values);
      case 9:
        return this.parts(values, (total) => [this.column(total)], (part, [items]) => items.slice(...part));
      case 10:
        return this.parts(
          values,
          (total) => [this.column(total), this.column(total)],
          ([start, end], [names, items]) => Object.fromEntries(names.slice(start, end).map((name, at) => [name, items[start + at]])),
        );
      case 11:
        return this.json(rows, (text) => freeze(JSON.parse(text)));
      case 12:
        return this.json(rows, parse);
      case 13:
        return this.oneOf(values);
      default:
        throw new Error(`plock: the native part is of another version (column of kind ${kind})`);
    }
  }

  texts(values) {
    const { integers, string } = this;
    let { character, next } = this;
    for (let at = 0; at < values.length; at += 1) {
      const length = integers[next++];
      if (length < 0) {
        values[at] = null;
      } else {
        const start = character;
        character += length;
        values[at] = string.substring(start, character);
      }
    }
    this.character = character;
    this.next = next;
  }

  objects(values) {
    const Class = classes[this.integer()];
    let count = 0;
    for (let row = 0; row < values.length; row += 1) {
      values[row] = this.integer();
      count += values[row];
    }
    const columns = this.object(Class, count);
    let at = 0;
    for (let row = 0; row < values.length; row += 1) values[row] = values[row] === 1 ? new Class(columns, at++) : null;
    return values;
  }

  /** Values that are made of parts, which stand one behind the other in columns of their own. */
  parts(values, columns, make) {
    let total = 0;
    for (let row = 0; row < values.length; row += 1) {
      const length = this.integer();
      values[row] = length < 0 ? null : [total, total + length];
      total += Math.max(length, 0);
    }
    const read = columns(total);
    return values.map((part) => part && make(part, read));
  }

  /** Each text is read once: what is shared is frozen. */
  json(rows, read) {
    const known = new Map();
    return this.column(rows).map((text) => {
      if (text === null) return null;
      let value = known.get(text);
      if (value === undefined) known.set(text, (value = read(text)));
      return value;
    });
  }

  oneOf(values) {
    const types = this.integer();
    for (let row = 0; row < values.length; row += 1) values[row] = this.integer();
    const columns = [];
    for (let type = 0; type <= types; type += 1) {
      columns.push(this.column(values.filter((value) => value === type).length)[Symbol.iterator]());
    }
    return values.map((type) => (type < 0 ? null : columns[type].next().value));
  }
}

/** A bigint where a number would not be exact. */
function wholeNumber(text) {
  if (text === null) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** Tells the classes, in the order of the tables of the native part. */
function use(objects) {
  classes = objects;
}

module.exports = { NOTHING, Rows, use, wholeNumber };
