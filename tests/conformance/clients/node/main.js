'use strict';

// The client-under-test of the Node package: takes cases on standard input, one JSON object a line, calls the package as any user
// would, and answers on standard output. The protocol is in tests/conformance/README.md.

const readline = require('node:readline');
const { inspect } = require('node:util');
const { InvalidRequestError, Plock, PlockError, version } = require('plock');
const { operations } = require('./dispatch.js');
const { run } = require('./job.js');
const { told, toldError } = require('./told.js');

/** The package's door for tests: a clock that does not wait. */
const CLOCK = Symbol.for('plock.clock');

function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Tokens in turn, the last one for all that follow. */
function provider(tokens) {
  let turn = 0;
  return async () => {
    const { token, error, delay_ms } = tokens[Math.min(turn, tokens.length - 1)];
    turn += 1;
    if (delay_ms) await new Promise((resolve) => setTimeout(resolve, delay_ms));
    if (token == null) throw new Error(error);
    return token;
  };
}

function defined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function client(settings) {
  return new Plock({
    [CLOCK]: true,
    ...defined({
      apiKey: settings.api_key,
      tokenProvider: settings.token_provider && provider(settings.token_provider),
      environment: settings.environment,
      baseUrl: settings.base_url,
      timeout: settings.timeout_ms,
      readTimeout: settings.read_timeout_ms,
      connectTimeout: settings.connect_timeout_ms,
      maxRetries: settings.max_retries,
      concurrency: settings.concurrency,
      extraHeaders: settings.headers,
      extraQuery: settings.query,
      userAgentSuffix: settings.user_agent_suffix,
      caCertificates: settings.ca_pem,
      proxy: settings.proxy_url,
    }),
  });
}

/** An argument as a user would write it: a number that JavaScript does not hold exactly is a bigint or a text. */
function options(given, signal) {
  return defined({
    timeout: given.timeout_ms,
    readTimeout: given.read_timeout_ms,
    maxRetries: given.max_retries,
    concurrency: given.concurrency,
    extraHeaders: given.headers,
    extraQuery: given.query,
    page: given.page,
    pageSize: given.page_size,
    signal,
  });
}

function named(names, values) {
  const known = new Map(names);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [known.get(name) ?? name, value]));
}

/** Calls the operation, and notes in `out` what came before an error. */
async function perform(plock, call, signal, out) {
  const operation = operations[call.operation];
  if (operation === undefined) throw new InvalidRequestError(`operation: there is no ${call.operation}`, { field: 'operation' });
  const resource = plock[operation.resource];
  const { path, body } = operation;
  const args = named([...path, ...operation.options, ...(body ?? [])], call.args ?? {});
  const positional = path.map(([, name]) => {
    const value = args[name];
    delete args[name];
    return value;
  });
  const given = options(call.options ?? {}, signal);
  if (operation.list) return listed(resource[operation.verb](...positional, { ...args, ...given }), call, out);
  if (body === null) return resource[operation.verb](...positional, { ...args, ...given });
  if (call.many === undefined) return resource[operation.verb](...positional, args, given);
  const bodies = call.many.map((values) => named(body, values));
  if (call.job !== undefined) {
    const many = (source) => resource[`${operation.verb}Many`](...positional, source, { ...given, ...defined({ concurrency: call.many_concurrency }) });
    const { told, job } = await run(many, bodies, call.job, signal);
    out.job = job;
    return told.map(({ index, after_ms, ...outcome }) => defined({ index, after_ms, ...outcomeTold(outcome, operation) }));
  }
  const outcomes = await resource[`${operation.verb}Many`](...positional, bodies, {
    ...given,
    ...(call.many_concurrency === undefined ? {} : { concurrency: call.many_concurrency }),
  });
  return outcomes.map((outcome) => outcomeTold(outcome, operation));
}

function outcomeTold({ status, error }, operation) {
  return { outcome: status, error: error === undefined ? null : toldError(error, operation) };
}

async function listed(list, { list: how = 'page' }, out) {
  if (how === 'first') return list.first();
  if (how === 'page') {
    const page = await list.page();
    return {
      items: page.items,
      current_page: page.currentPage,
      last_page: page.lastPage,
      per_page: page.perPage,
      total: page.total,
      next: page.next,
    };
  }
  const most = how === 'all' ? Infinity : how.take;
  out.items = [];
  if (most > 0) {
    for await (const item of list) {
      out.items.push(item);
      if (out.items.length >= most) break;
    }
  }
  return out.items;
}

async function answered({ id, client: settings, call }) {
  const answer = { id };
  const out = {};
  let plock;
  let cancelled = null;
  const controller = new AbortController();
  const cancel = () => {
    cancelled = Date.now();
    controller.abort(new Error('cancelled by the case'));
  };
  try {
    plock = client(settings);
    if (call.cancel_after_ms === 0) cancel();
    else if (call.cancel_after_ms !== undefined) setTimeout(cancel, call.cancel_after_ms).unref();
    const signal = call.cancel_after_ms === undefined ? undefined : controller.signal;
    for (let left = call.times ?? 1; left > 0; left -= 1) {
      delete out.items;
      try {
        answer.result = (await perform(plock, call, signal, out)) ?? null;
        delete answer.error;
      } catch (error) {
        delete answer.result;
        answer.error = error;
        if (cancelled !== null && error === controller.signal.reason) break;
      }
    }
  } catch (error) {
    answer.error = error;
  }
  if (cancelled !== null && answer.error === controller.signal.reason) {
    return told({ id, cancelled: true, cancelled_at_ms: cancelled, waits_ms: plock[CLOCK] });
  }
  if (answer.error !== undefined) {
    if (!(answer.error instanceof PlockError)) throw answer.error;
    answer.error = toldError(answer.error, operations[call.operation]);
    if (out.items !== undefined) answer.items = out.items;
  }
  if (out.job !== undefined) answer.job = out.job;
  answer.waits_ms = plock === undefined ? [] : plock[CLOCK];
  return told(answer);
}

say(JSON.stringify({ ready: 'node', version }));
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  answered(JSON.parse(line)).then(say, (error) => {
    // Not an error of the package's: the runner is to see a crash.
    console.error(inspect(error));
    process.exit(101);
  });
});
