'use strict';

const { setImmediate } = require('node:timers');
const { Stream, request, unwrap } = require('./bridge.js');
const { Rows } = require('./columns.js');
const { inspect } = require('./json.js');
const { resultOf } = require('./native.js');
const { tableOptions } = require('./options.js');
const { objectOf, schema, table } = require('./tables.js');

/** One page of a list. */
class Page {
  /** The class of its items, if the API sent them. */
  #Class;

  constructor({ items = [], currentPage = null, lastPage = null, perPage = null, total = null, next = null } = {}) {
    this.items = items;
    this.currentPage = currentPage;
    this.lastPage = lastPage;
    this.perPage = perPage;
    this.total = total;
    this.next = next;
  }

  static of(rows) {
    const { currentPage, lastPage, perPage, total, next, Class } = rows;
    const page = new Page({ items: rows.all(), currentPage, lastPage, perPage, total, next });
    page.#Class = Class;
    return page;
  }

  /** None through a proxy, which has no private fields. */
  static #classOf(page) {
    return #Class in page ? page.#Class : undefined;
  }

  async toArrow(options) {
    return table(this.items, Page.#classOf(this), tableOptions(options));
  }

  arrowSchema(options) {
    return schema(objectOf(this.items, Page.#classOf(this)), tableOptions(options));
  }
}

/** Binds the methods of a class to an object, so that they can be called through a proxy, which has no private fields. */
function bindAll(object, Class) {
  for (const name of Reflect.ownKeys(Class.prototype)) {
    const { get } = Object.getOwnPropertyDescriptor(Class.prototype, name);
    const property = get === undefined ? { value: object[name].bind(object), writable: true } : { get: get.bind(object) };
    if (name !== 'constructor') Object.defineProperty(object, name, { ...property, configurable: true });
  }
}

/** A list. Each iteration reads it again. */
class List {
  #pages;

  /** `pages.start()` returns the rows of the page to start from, and `pages.source()` those of all pages, in order. */
  constructor(pages) {
    this.#pages = pages;
    bindAll(this, List);
  }

  static from(items) {
    return new List(new GivenPages([...items]));
  }

  get total() {
    return this.#pages.start().then((rows) => rows.total);
  }

  [Symbol.asyncIterator]() {
    return new Items(this.#pages.source());
  }

  pages() {
    return { [Symbol.asyncIterator]: () => new Pages(this.#pages.source(), Page.of) };
  }

  async page() {
    return Page.of(await this.#pages.start());
  }

  async first() {
    const rows = await this.#pages.start();
    return rows.length > 0 ? rows.at(0) : null;
  }

  async toArray() {
    const source = this.#pages.source();
    const all = [];
    for (;;) {
      const rows = await source.next();
      if (rows === null) return all;
      for (const item of rows.all()) all.push(item);
    }
  }

  toArrowStream(options) {
    const table = tableOptions(options);
    return { [Symbol.asyncIterator]: () => new Pages(this.#pages.source(table), (part) => part) };
  }

  async toArrow(options) {
    const source = this.#pages.source(tableOptions(options));
    const parts = [];
    let length = 0;
    for (;;) {
      const part = await source.next();
      if (part === null) break;
      parts.push(part);
      length += part.length;
    }
    const stream = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      stream.set(part, at);
      at += part.length;
    }
    return stream;
  }

  arrowSchema(options) {
    return schema(this.#pages.object(), tableOptions(options));
  }

  [inspect](_depth, options, print) {
    return `List ${this.#pages.describe((value) => print(value, options))}`;
  }
}

/** The pages of a list of the API. */
class ApiPages {
  #operation;
  #prepare;
  #method;
  #options;

  /** `prepare` returns what starts a call; `method` and `options` are what the caller wrote. */
  constructor(operation, prepare, method, options) {
    this.#operation = operation;
    this.#prepare = prepare;
    this.#method = method;
    this.#options = options;
  }

  async start() {
    const { signal, callbacks, page, trace } = this.#prepare();
    try {
      const { text, data } = unwrap(await request(page, signal, callbacks));
      trace?.end();
      return new Rows(text, data);
    } catch (error) {
      trace?.fail(error);
      throw error;
    }
  }

  source(table) {
    return new Source(this.#prepare, table);
  }

  object() {
    return resultOf(this.#operation);
  }

  describe(print) {
    return `{ ${this.#method}(${this.#options === undefined ? '' : print(this.#options)}): read it with for await, toArray(), page() or first() }`;
  }
}

/** Items that are given, as one page. */
class GivenPages {
  #items;

  constructor(items) {
    this.#items = items;
  }

  async start() {
    const items = this.#items;
    const { length } = items;
    return { length, at: (row) => items[row], all: () => items, currentPage: 1, lastPage: 1, perPage: length, total: length, next: null };
  }

  object() {
    return objectOf(this.#items);
  }

  source(options) {
    let next = options === undefined ? this.start() : table(this.#items, undefined, options);
    const stop = () => (next = null);
    return { next: async () => { const rows = await next; stop(); return rows; }, stop };
  }

  describe(print) {
    return print(this.#items);
  }
}

/** Number of decoded pages that are buffered here, in addition to those that are fetched ahead. */
const BUFFERED_PAGES = 2;

/** The pages of a list, in order. */
class Source {
  #prepare;
  #table;
  #list = null;
  #pages = null;
  #stream = null;
  #read = false;
  #ended = false;

  /** `table`: options of an Arrow table as JSON, of which `next` returns the parts. */
  constructor(prepare, table) {
    this.#prepare = prepare;
    this.#table = table;
  }

  /** The rows of the next page; null after the last one. */
  async next() {
    if (this.#ended) return null;
    try {
      this.#list ??= this.#prepare();
      if (this.#pages === null) {
        this.#stream = new Stream(this.#list.signal, this.#list.callbacks);
        this.#pages = this.#stream.open((id) => this.#list.pages(id, this.#table));
        if (this.#list.ahead) this.#pages.request(BUFFERED_PAGES);
      }
      if (!this.#list.ahead) this.#pages.request(1);
      let event = this.#stream.shift();
      // Yield to the event loop between two pages, even if all of them have arrived.
      if (event === undefined) event = await this.#stream.wait();
      else if (this.#read) await new Promise(setImmediate);
      this.#read = true;
      event = unwrap(event);
      if (event === null) {
        this.stop();
        return null;
      }
      if (this.#list.ahead) this.#pages.request(1);
      return this.#table === undefined ? new Rows(event.text, event.data) : new Uint8Array(event.data);
    } catch (error) {
      this.#list?.trace?.fail(error);
      this.stop();
      throw error;
    }
  }

  /** Cancels in-flight page requests. */
  stop() {
    this.#ended = true;
    this.#stream?.stop();
    this.#list?.trace?.end();
  }
}

/** An async iterator that runs its steps one after the other. */
class SerialIterator {
  #last = null;
  #pending = 0;

  /** Only one function waits for each promise: the stack of an error would end at others. */
  enqueue(step) {
    this.#pending += 1;
    return (this.#last = this.#run(step, this.#last));
  }

  async #run(step, before) {
    try {
      // The error of an earlier step belongs to its caller.
      if (before !== null) await before.catch(() => {});
      return await step();
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0) this.#last = null;
    }
  }

  get idle() {
    return this.#pending === 0;
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}

const DONE = { value: undefined, done: true };

class Pages extends SerialIterator {
  #source;
  #convert;

  constructor(source, convert) {
    super();
    bindAll(this, Pages);
    this.#source = source;
    this.#convert = convert;
  }

  next() {
    return this.enqueue(async () => {
      const rows = await this.#source.next();
      return rows === null ? { ...DONE } : { value: this.#convert(rows), done: false };
    });
  }

  async return(value) {
    this.#source.stop();
    return { value, done: true };
  }
}

class Items extends SerialIterator {
  #source;
  #items = [];
  #at = 0;

  constructor(source) {
    super();
    bindAll(this, Items);
    this.#source = source;
  }

  next() {
    // The fast path: the item is buffered.
    if (this.idle && this.#at < this.#items.length) {
      return Promise.resolve({ value: this.#items[this.#at++], done: false });
    }
    return this.enqueue(() => this.#step());
  }

  async #step() {
    while (this.#at >= this.#items.length) {
      const rows = await this.#source.next();
      if (rows === null) return { ...DONE };
      this.#items = rows.all();
      this.#at = 0;
    }
    return { value: this.#items[this.#at++], done: false };
  }

  async return(value) {
    this.#items = [];
    this.#source.stop();
    return { value, done: true };
  }
}

module.exports = { ApiPages, List, Page, SerialIterator, bindAll };
