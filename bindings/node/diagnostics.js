'use strict';

// The channels of node:diagnostics_channel: calls on `tracing:plock.call:start`, `:end`, `:asyncStart`, `:asyncEnd` and `:error`, their
// attempts and retries on `plock.attempt`.

const { channel } = require('node:diagnostics_channel');

const [started, ended, asyncStarted, asyncEnded, failed] = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'].map((name) => channel(`tracing:plock.call:${name}`));
const attempts = channel('plock.attempt');

function isObserved() {
  return started.hasSubscribers || asyncEnded.hasSubscribers || failed.hasSubscribers || attempts.hasSubscribers;
}

/** A call that is reported. Subscribers may add to `headers`, which the requests of the call send. */
class Trace {
  #ended = false;

  constructor(call) {
    this.call = { ...call, headers: {} };
    started.publish(this.call);
    ended.publish(this.call);
  }

  attempt(event) {
    attempts.publish({ ...event, call: this.call });
  }

  fail(error) {
    if (this.#ended) return;
    this.call.error = error;
    failed.publish(this.call);
    this.end();
  }

  end() {
    if (this.#ended) return;
    this.#ended = true;
    asyncStarted.publish(this.call);
    asyncEnded.publish(this.call);
  }
}

module.exports = { Trace, isObserved };
