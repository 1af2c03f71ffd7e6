'use strict';

// JSON of objects and errors, with the names of the API.

const { inspect } = require('node:util');
const plock = require('plock');
const { fields } = require('./dispatch.js');

const classes = new Map(Object.entries(fields).map(([name, names]) => [plock[name], names]));

/** The JSON of a result. Numbers keep their digits. */
function toJson(value) {
  switch (typeof value) {
    case 'bigint':
      return String(value);
    case 'undefined':
      return 'null';
    case 'object':
      break;
    default:
      return JSON.stringify(value);
  }
  if (value === null) return 'null';
  if (value instanceof plock.JsonNumber) return value.text;
  // Without trailing zeros: `Date` always writes three digits.
  if (value instanceof Date) return JSON.stringify(value.toISOString().replace(/\.?0*Z$/, 'Z'));
  if (Array.isArray(value)) return `[${value.map(toJson).join()}]`;
  const names = classes.get(value.constructor);
  const members = names === undefined ? Object.entries(value) : flat(value, names);
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${toJson(member)}`).join()}}`;
}

/** Fields by their names in the API, followed by unknown members. */
function flat(value, names) {
  const known = names.map(([name, wire]) => [wire, value[name]]);
  const others = Object.entries(value.extra).filter(([name]) => !names.some(([, wire]) => wire === name));
  return [...known, ...others];
}

function errorJson(error, operation) {
  const all = operation === undefined ? [] : [...operation.path, ...operation.options, ...(operation.body ?? [])];
  const snake = new Map([...all, ['page_size', 'pageSize']].map(([name, camel]) => [camel, name]));
  return {
    kind: error.name,
    message: error.message,
    printed: `${inspect(error, { depth: 9 })} ${JSON.stringify(error)} ${error.stack}`,
    status: error.status,
    method: error.method,
    path: error.path,
    attempts: error.attempts,
    retry_safe: error.retrySafe,
    retry_after_s: error.retryAfter === undefined ? null : Math.floor(error.retryAfter / 1000),
    pointer: error.pointer,
    row_id: error.rowId,
    field: snake.get(error.field) ?? error.field,
    errors: (error.errors ?? []).map(({ title, detail, status }) => ({ title, detail, status })),
    headers: error.headers ?? {},
  };
}

module.exports = { toJson, errorJson };
