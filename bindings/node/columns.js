'use strict';

// Reads what crates/plock-node/src/columns.rs writes: rows, column by column, in one text and one block of numbers.

const { freeze, parse } = require('./json.js');

/** Of most objects: nothing that the spec does not name. */
const NOTHING = Object.freeze({});
const BOOLEANS = [null, false, true];
let classes = [];

const frozen = (text) => freeze(JSON.parse(text));

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
    const extra = this.column(rows);
    for (let row = 0; row < rows; row += 1) extra[row] ??= NOTHING;
    columns.push(extra);
    return columns;
  }

  /** The values of a column. `read` makes a value of each text, where it is a column of texts. */
  column(rows, read) {
    const kind = this.integer();
    const values = new Array(rows);
    switch (kind) {
      case 0:
        return values.fill(null);
      case 1:
        this.texts(values, read);
        return values;
      case 2: {
        // Each is read once: what is shared is frozen.
        const few = new Array(this.integer());
        this.texts(few, read);
        const { integers, next } = this;
        for (let row = 0; row < rows; row += 1) values[row] = few[integers[next + row]];
        this.next += rows;
        return values;
      }
      case 3: {
        const { floats, float } = this;
        for (let row = 0; row < rows; row += 1) {
          const value = floats[float + row];
          values[row] = Number.isNaN(value) ? null : value;
        }
        this.float += rows;
        return values;
      }
      case 4:
        return this.column(rows, wholeNumber);
      case 5: {
        const { integers, next } = this;
        for (let row = 0; row < rows; row += 1) values[row] = BOOLEANS[integers[next + row] + 1];
        this.next += rows;
        return values;
      }
      case 6: {
        const { floats, float } = this;
        for (let row = 0; row < rows; row += 1) {
          const value = floats[float + row];
          values[row] = Number.isNaN(value) ? null : new Date(value);
        }
        this.float += rows;
        return values;
      }
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
        return this.column(rows, frozen);
      case 12:
        return this.column(rows, parse);
      case 13:
        return this.oneOf(values);
      default:
        throw new Error(`plock: the native part is of another version (column of kind ${kind})`);
    }
  }

  texts(values, read) {
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
    if (read === undefined) return;
    for (let at = 0; at < values.length; at += 1) if (values[at] !== null) values[at] = read(values[at]);
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
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

/** Tells the classes, in the order of the tables of the native part. */
function use(objects) {
  classes = objects;
}

module.exports = { NOTHING, Rows, use, wholeNumber };
