'use strict';

// The client-under-test of the Node package: reads cases from standard input, one JSON object per line, calls the public API of the
// package, and writes replies to standard output. tests/conformance/README.md describes the protocol.

const readline = require('node:readline');
const { inspect } = require('node:util');
const { InvalidRequestError, Plock, PlockError, version } = require('plock');
const { operations } = require('./dispatch.js');
const { run } = require('./job.js');
const { toJson, errorJson } = require('./json.js');

/** Selects the test clock: waits are recorded and take no time. */
const CLOCK = Symbol.for('plock.clock');

function send(line) {
  process.stdout.write(`${line}\n`);
}

/** Returns the tokens in order; the last one repeats. */
function provider(tokens) {
  let index = 0;
  return async () => {
    const { token, error, delay_ms } = tokens[Math.min(index, tokens.length - 1)];
    index += 1;
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
      maxOutage: settings.max_outage_ms,
      retryBudget: settings.retry_budget,
      maxInFlight: settings.max_in_flight,
      maxResponseSize: settings.max_response_size,
      extraHeaders: settings.headers,
      extraQuery: settings.query,
      userAgentSuffix: settings.user_agent_suffix,
      caCertificates: settings.ca_pem,
      clientCertificate: settings.client_pem,
      proxy: settings.proxy_url,
    }),
  });
}

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
    consistent: given.consistent,
    signal,
  });
}

function named(names, values) {
  const known = new Map(names);
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [known.get(name) ?? name, value]));
}

/** Calls the operation. Stores items before an error, and the report on a job, in `out`. */
async function perform(plock, call, signal, out) {
  const operation = operations[call.operation];
  if (operation === undefined) throw new InvalidRequestError(`operation: unknown operation ${call.operation}`, { field: 'operation' });
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
    const { outcomes, job } = await run(many, bodies, call.job, signal);
    out.job = job;
    return outcomes.map(({ index, after_ms, ...outcome }) => defined({ index, after_ms, ...outcomeJson(outcome, operation) }));
  }
  const outcomes = await resource[`${operation.verb}Many`](...positional, bodies, {
    ...given,
    ...(call.many_concurrency === undefined ? {} : { concurrency: call.many_concurrency }),
  });
  return outcomes.map((outcome) => outcomeJson(outcome, operation));
}

function outcomeJson({ status, error }, operation) {
  return { outcome: status, error: error === undefined ? null : errorJson(error, operation) };
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

async function handleCase({ id, client: settings, call }) {
  const reply = { id };
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
        reply.result = (await perform(plock, call, signal, out)) ?? null;
        delete reply.error;
      } catch (error) {
        delete reply.result;
        reply.error = error;
        if (cancelled !== null && error === controller.signal.reason) break;
      }
    }
  } catch (error) {
    reply.error = error;
  }
  if (cancelled !== null && reply.error === controller.signal.reason) {
    return toJson({ id, cancelled: true, cancelled_at_ms: cancelled, waits_ms: plock[CLOCK] });
  }
  if (reply.error !== undefined) {
    if (!(reply.error instanceof PlockError)) throw reply.error;
    reply.error = errorJson(reply.error, operations[call.operation]);
    if (out.items !== undefined) reply.items = out.items;
  }
  if (out.job !== undefined) reply.job = out.job;
  reply.waits_ms = plock === undefined ? [] : plock[CLOCK];
  return toJson(reply);
}

send(JSON.stringify({ ready: 'node', version }));
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  handleCase(JSON.parse(line)).then(send, (error) => {
    // Not an error of the package: crash, as the runner would wait for the reply.
    console.error(inspect(error));
    process.exit(101);
  });
});
