'use strict';

// Objects as Arrow tables.

const { bridge, request, unwrap } = require('./bridge.js');
const { indexOf } = require('./columns.js');
const { convertError, invalid } = require('./errors.js');
const { JsonNumber, write } = require('./json.js');
const { tableSchema } = require('./native.js');

/** The bytes of an IPC stream without rows. */
function schema(object, options) {
  try {
    return tableSchema(object, options);
  } catch (error) {
    throw convertError(error);
  }
}

/** The number of the class of the items. `Class`: that of an API response, which may be empty. */
function objectOf(items, Class = items[0]?.constructor) {
  const object = indexOf(Class);
  if (object < 0) throw invalid('items', `expected ${items.length === 0 ? 'at least one object' : 'objects'} of the API, for a table`);
  const other = items.findIndex((item) => !(item instanceof Class));
  if (other >= 0) throw invalid(`items.${other}`, `expected ${Class.name}, as the others, for a table`);
  return object;
}

/** Members without classes. Those of `extra` stand beside the fields, whose names they cannot take. */
function plain(value) {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof JsonNumber) return value;
  if (Array.isArray(value)) return value.map(plain);
  const members = indexOf(value.constructor) < 0 ? value : { ...value.extra, ...value, extra: undefined };
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, plain(member)]));
}

/** The bytes of an IPC stream with the items. */
async function table(items, Class, options) {
  const object = objectOf(items, Class);
  const text = (value) => write(plain(value), 'items', true, invalid);
  const rows = items.map(({ extra, ...fields }) => `[${text(fields)},${text(extra)}]`);
  const { data } = unwrap(await request((id) => bridge.table(id, object, `[${rows}]`, options)));
  return new Uint8Array(data);
}

module.exports = { objectOf, schema, table };
