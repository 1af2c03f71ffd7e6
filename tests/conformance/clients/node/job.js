'use strict';

// Jobs of many writes: their source, their reader, and the report on them.

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class SourceError extends Error {}

/** The source of a job. `given` receives the time of each event. */
function source(bodies, { source: how = 'list', repeat = 1, every_ms, raise_at }, given) {
  const events = Array.from({ length: repeat }, () => bodies).flat();
  if (how === 'list' && raise_at === undefined) return events;
  function* sync() {
    for (const [at, event] of events.entries()) {
      if (at === raise_at) throw new SourceError('the source raises');
      given.push(performance.now());
      yield event;
    }
  }
  async function* live() {
    const events = sync();
    for (;;) {
      await sleep(every_ms ?? 0);
      const { value, done } = events.next();
      if (done) return;
      yield value;
    }
  }
  return how === 'live' ? live() : sync();
}

/** Runs a job and returns its outcomes and the report. */
async function run(many, bodies, job, signal) {
  const given = [];
  const after = new Map();
  const writes = many(source(bodies, job, given));
  let interrupted = null;
  try {
    if (job.read === undefined || job.read === 'all') await writes;
    else if (job.read.take === 0) await writes[Symbol.asyncIterator]().return();
    else {
      let left = job.read.take ?? Infinity;
      for await (const { index } of writes) {
        after.set(index, Math.round(performance.now() - given[index]));
        if ((left -= 1) === 0) break;
      }
    }
    if (job.read?.take !== undefined) interrupted = 'left';
  } catch (error) {
    if (error instanceof SourceError) interrupted = 'source';
    else if (signal?.aborted && error === signal.reason) interrupted = 'cancelled';
    else throw error;
  }
  const outcomes = await writes.outcomes();
  const { recorded, refused, unknown, notSent } = writes.summary();
  const again = job.again && (await writes).map(({ index, status }) => ({ index, outcome: status }));
  return {
    outcomes: outcomes.map((outcome) => ({ ...outcome, after_ms: after.get(outcome.index) })),
    job: { summary: { recorded, refused, unknown, not_sent: notSent }, interrupted, ...(again ? { again } : {}) },
  };
}

module.exports = { run };
