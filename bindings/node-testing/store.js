'use strict';

// Commands to the native part, and the objects that a sandbox stores.

const { Plock } = require('plock');
const native = require('./native.js');

const { invalid, parse, write } = Plock[Symbol.for('plock.internals')];

/** An error that names the argument. */
function unexpected(field, expected, value) {
  return invalid(field, `expected ${expected}, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`);
}

/** Refuses options with other names. */
function checkNames(options, known) {
  if (typeof options !== 'object' || options === null) throw unexpected('options', 'an object', options);
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw invalid(name, `unknown option; expected one of ${known.join(', ')}`);
  }
}

/** Runs a command. Errors name the member, or the one of an object in it. */
function call(command, members) {
  const texts = Object.entries({ do: command, ...members })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `"${name}":${write(value, typeof value === 'object' ? '' : name, true, invalid)}`);
  const { ok, error } = parse(native.call(`{${texts.join()}}`));
  if (error === undefined) return ok;
  const { message, field } = error;
  if (field === undefined || field === 'sandbox') throw new Error(message);
  throw invalid(field, message.replace(`${field}: `, ''));
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
    // Not the result of `toJSON`, in which large integers are strings.
    const { extra, ...checked } = Class.from(fields);
    if (Object.keys(extra).length > 0) throw new TypeError(`${Class.name}: extra: a sandbox has no members that the API document does not list`);
    const isGiven = ([name, value]) => value !== null || (fields[name] === null && !(fields instanceof Class));
    const object = Object.fromEntries(Object.entries(checked).filter(isGiven));
    const stored = this.#store.call('add', { resource: this.#resource, object, names: 'camel' });
    return Class.from(split(Class, stored));
  }
}

module.exports = { Objects, Store, call, checkNames, unexpected };
