'use strict';

const { setImmediate } = require('node:timers');
const { Stream, request, unwrap } = require('./bridge.js');
const { Rows } = require('./columns.js');

/** One page of a list. */
class Page {
  constructor(rows) {
    this.items = rows.all();
    this.currentPage = rows.currentPage;
    this.lastPage = rows.lastPage;
    this.perPage = rows.perPage;
    this.total = rows.total;
    this.next = rows.next;
  }
}

/** A list. Each iteration fetches it again. */
class List {
  #prepare;

  constructor(prepare) {
    this.#prepare = prepare;
  }

  get total() {
    return this.#startPage().then((rows) => rows.total);
  }

  [Symbol.asyncIterator]() {
    return new Items(this.#source());
  }

  pages() {
    return { [Symbol.asyncIterator]: () => new Pages(this.#source()) };
  }

  async page() {
    return new Page(await this.#startPage());
  }

  async first() {
    const rows = await this.#startPage();
    return rows.length > 0 ? rows.at(0) : null;
  }

  async toArray() {
    const source = this.#source();
    const all = [];
    for (;;) {
      const rows = await source.next();
      if (rows === null) return all;
      for (const item of rows.all()) all.push(item);
    }
  }

  async #startPage() {
    const { signal, callbacks, page } = this.#prepare();
    const { text, data } = unwrap(await request(page, signal, callbacks));
    return new Rows(text, data);
  }

  #source() {
    return new Source(this.#prepare);
  }
}

/** Number of decoded pages that are buffered here, in addition to those that are fetched ahead. */
const BUFFERED_PAGES = 2;

/** The pages of a list, in order. */
class Source {
  #prepare;
  #list = null;
  #pages = null;
  #stream = null;
  #read = false;
  #ended = false;

  constructor(prepare) {
    this.#prepare = prepare;
  }

  /** The rows of the next page; null after the last one. */
  async next() {
    if (this.#ended) return null;
    try {
      this.#list ??= this.#prepare();
      if (this.#pages === null) {
        this.#stream = new Stream(this.#list.signal, this.#list.callbacks);
        this.#pages = this.#stream.open(this.#list.pages);
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
      return new Rows(event.text, event.data);
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Cancels in-flight page requests. */
  stop() {
    this.#ended = true;
    this.#stream?.stop();
  }
}

/** An async iterator that runs its steps one after the other. */
class SerialIterator {
  #last = null;

  enqueue(step) {
    const promise = this.#last === null ? step() : this.#last.then(step, step);
    this.#last = promise;
    const clear = () => {
      if (this.#last === promise) this.#last = null;
    };
    promise.then(clear, clear);
    return promise;
  }

  get idle() {
    return this.#last === null;
  }

  [Symbol.asyncIterator]() {
    return this;
  }
}

const DONE = { value: undefined, done: true };

class Pages extends SerialIterator {
  #source;

  constructor(source) {
    super();
    this.#source = source;
  }

  next() {
    return this.enqueue(async () => {
      const rows = await this.#source.next();
      return rows === null ? { ...DONE } : { value: new Page(rows), done: false };
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

module.exports = { List, Page, SerialIterator };
