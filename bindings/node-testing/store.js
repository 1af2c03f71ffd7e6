'use strict';

// Commands to the native part, and the objects that a sandbox stores.

const { InvalidRequestError, JsonNumber } = require('plock');
const native = require('./native.js');

/** A JSON number that a JavaScript number does not hold exactly. Node 20 does not tell how a number is written. */
const exact = (_name, value, context) =>
  typeof value === 'number' && context?.source !== undefined && context.source !== String(value) ? new JsonNumber(context.source) : value;

/** How `JSON.stringify` writes a `JsonNumber`. In a string, the quotes are escaped. */
const JSON_NUMBER = /\{"jsonNumber":"(-?[\d.eE+-]+)"\}/g;

/** Runs a command. */
function call(command, members) {
  const request = JSON.stringify({ do: command, ...members }).replace(JSON_NUMBER, '$1');
  const { ok, error } = JSON.parse(native.call(request), exact);
  if (error === undefined) return ok;
  const { message, field } = error;
  if (field === undefined || field === 'sandbox') throw new Error(message);
  throw new InvalidRequestError(message, { field });
}

/** A sandbox by its number. */
class Store {
  #number;

  constructor(number) {
    this.#number = number;
  }

  call(command, members) {
    return call(command, { sandbox: this.#number, ...members });
  }

  read(resource, Class) {
    return this.call('recorded', { resource, names: 'camel' }).map((object) => Class.from(split(Class, object)));
  }
}

/** Members that the API document does not list are in `extra`. */
function split(Class, object) {
  const fields = Class.from({});
  const isField = ([name]) => Object.hasOwn(fields, name);
  const entries = Object.entries(object);
  return { ...Object.fromEntries(entries.filter(isField)), extra: Object.fromEntries(entries.filter((entry) => !isField(entry))) };
}

/** Objects of one resource of a sandbox. */
class Objects {
  #store;
  #resource;
  #Class;

  constructor(store, resource, Class) {
    this.#store = store;
    this.#resource = resource;
    this.#Class = Class;
  }

  add(fields = {}) {
    const Class = this.#Class;
    const { extra, ...checked } = Class.from(fields).toJSON();
    if (extra !== undefined) throw new TypeError(`${Class.name}: extra: a sandbox has no members that the API document does not list`);
    const isGiven = ([name, value]) => value !== null || (fields[name] === null && !(fields instanceof Class));
    const object = Object.fromEntries(Object.entries(checked).filter(isGiven));
    const stored = this.#store.call('add', { resource: this.#resource, object, names: 'camel' });
    return Class.from(split(Class, stored));
  }
}

module.exports = { Objects, Store, call };
