'use strict';

const { setImmediate } = require('node:timers');
const { Stream, ask, given } = require('./bridge.js');
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

/** A list that is fetched while it is read; each reading of it starts anew. */
class List {
  #prepare;

  constructor(prepare) {
    this.#prepare = prepare;
  }

  get total() {
    return this.#one().then((rows) => rows.total);
  }

  [Symbol.asyncIterator]() {
    return new Items(this.#source());
  }

  pages() {
    return { [Symbol.asyncIterator]: () => new Pages(this.#source()) };
  }

  async page() {
    return new Page(await this.#one());
  }

  async first() {
    const rows = await this.#one();
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

  async #one() {
    const { signal, callbacks, page } = this.#prepare();
    const { text, data } = given(await ask(page, signal, callbacks));
    return new Rows(text, data);
  }

  #source() {
    return new Source(this.#prepare);
  }
}

/** How many pages wait here, read already, beside those that are fetched ahead. */
const AHEAD = 2;

/** The pages of a list, from the native part, one after the other. */
class Source {
  #prepare;
  #list = null;
  #pages = null;
  #stream = null;
  #read = false;
  #over = false;

  constructor(prepare) {
    this.#prepare = prepare;
  }

  /** The rows of the next page; null behind the last. */
  async next() {
    if (this.#over) return null;
    try {
      this.#list ??= this.#prepare();
      if (this.#pages === null) {
        this.#stream = new Stream(this.#list.signal, this.#list.callbacks);
        this.#pages = this.#stream.open(this.#list.pages);
        if (this.#list.ahead) this.#pages.more(AHEAD);
      }
      if (!this.#list.ahead) this.#pages.more(1);
      let answer = this.#stream.shift();
      // Between two pages others have their turn, even where all pages are here.
      if (answer === undefined) answer = await this.#stream.wait();
      else if (this.#read) await new Promise(setImmediate);
      this.#read = true;
      answer = given(answer);
      if (answer === null) {
        this.stop();
        return null;
      }
      if (this.#list.ahead) this.#pages.more(1);
      return new Rows(answer.text, answer.data);
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Gives up what is on its way. */
  stop() {
    this.#over = true;
    this.#stream?.stop();
  }
}

/** What both iterators have in common: steps that are asked for while one is under way wait for it. */
class Steps {
  #last = null;

  queue(step) {
    const promise = this.#last === null ? step() : this.#last.then(step, step);
    this.#last = promise;
    const over = () => {
      if (this.#last === promise) this.#last = null;
    };
    promise.then(over, over);
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

class Pages extends Steps {
  #source;

  constructor(source) {
    super();
    this.#source = source;
  }

  next() {
    return this.queue(async () => {
      const rows = await this.#source.next();
      return rows === null ? { ...DONE } : { value: new Page(rows), done: false };
    });
  }

  async return(value) {
    this.#source.stop();
    return { value, done: true };
  }
}

class Items extends Steps {
  #source;
  #items = [];
  #at = 0;

  constructor(source) {
    super();
    this.#source = source;
  }

  next() {
    // Most steps: the item is here already.
    if (this.idle && this.#at < this.#items.length) {
      return Promise.resolve({ value: this.#items[this.#at++], done: false });
    }
    return this.queue(() => this.#step());
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

module.exports = { List, Page, Steps };
