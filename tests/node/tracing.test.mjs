// What is reported about calls: node:diagnostics_channel, and OpenTelemetry.

import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { test } from 'node:test';
import { SpanStatusCode, context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NotFoundError, Plock } from 'plock';
import { instrument } from 'plock/otel';
import { at, one, pages, server } from './server.mjs';

const event = { crmId: 'a', productId: 1, value: '1', ts: 1 };

/** Subscribes for the duration of `work`, and returns what was published. */
async function observed(names, work, change = () => {}) {
  const seen = [];
  const listeners = names.map((name) => [name, (message) => { change(name, message); seen.push([name.replace(/^.*:|^plock\./, ''), message]); }]);
  for (const [name, listener] of listeners) subscribe(name, listener);
  try {
    await work();
  } finally {
    for (const [name, listener] of listeners) unsubscribe(name, listener);
  }
  return seen;
}

const CALL = ['start', 'asyncEnd', 'error'].map((name) => `tracing:plock.call:${name}`);

test('calls and attempts are published, in the context of the caller', async () => {
  const target = await server((_, __, count) => (count === 1 ? { status: 503, body: {} } : one('{}')));
  const plock = new Plock(at(target));
  const tenant = new AsyncLocalStorage();
  const stores = [];
  const change = (name, message) => {
    stores.push(tenant.getStore());
    if (name.endsWith('start')) message.headers['x-added'] = 'yes';
  };
  const seen = await observed([...CALL, 'plock.attempt'], () => tenant.run('mine', () => plock.invoices.get(7)), change);
  assert.deepEqual(seen.map(([name, { event, attempt, error }]) => [name, event, attempt, error]), [
    ['start', undefined, undefined, undefined], ['attempt', 'answered', 1, null], ['attempt', 'retrying', 1, 'ServerError'], ['attempt', 'answered', 2, null], ['asyncEnd', undefined, undefined, undefined],
  ]);
  const [[, call]] = seen;
  assert.deepEqual({ ...call, headers: {} }, { name: 'invoices.get', operation: 'getInvoice', method: 'GET', urlTemplate: '/api/c1/invoices/{invoiceId}', baseUrl: target.baseUrl, headers: {} });
  assert.ok(seen.slice(1, 4).every(([, message]) => message.call === call));
  assert.deepEqual(stores, ['mine', 'mine', 'mine', 'mine', 'mine']);
  assert.deepEqual(target.requests.map(({ headers }) => headers['x-added']), ['yes', 'yes']);
  // Nothing is reported once nobody listens.
  await plock.invoices.get(7);
  assert.equal(seen.length, 5);
  assert.equal(target.requests.at(-1).headers['x-added'], undefined);
});

test('each call ends once, whatever its end', async () => {
  const target = await server((request) => (request.url.endsWith('/404') ? { status: 404, body: {} } : request.url.endsWith('/9') ? null : request.method === 'POST' ? { body: { success: true } } : one('{}')));
  const plock = new Plock(at(target));
  const many = new Plock(at(await pages(6, 2)));
  const reason = new Error('enough');
  const works = {
    success: [() => plock.invoices.get(1)],
    failure: [() => plock.invoices.get(404), 'NotFoundError'],
    argument: [() => plock.invoices.get('x'), 'InvalidRequestError'],
    aborted: [() => plock.invoices.get(9, { signal: AbortSignal.timeout(50) }), 'TimeoutError'],
    list: [() => many.invoices.list().toArray()],
    left: [async () => { for await (const _ of many.invoices.list()) break; }],
    first: [() => many.invoices.list().first()],
    option: [() => many.invoices.list({ timeout: 'x' }).first(), 'InvalidRequestError'],
    writes: [() => plock.productUsages.addMany([event, event])],
    source: [() => plock.productUsages.addMany((function* () { yield event; throw reason; })()), 'Error'],
  };
  for (const [what, [work, error]] of Object.entries(works)) {
    const seen = await observed(CALL, () => Promise.resolve(work()).catch(() => {}));
    assert.deepEqual(seen.map(([name]) => name), error ? ['start', 'error', 'asyncEnd'] : ['start', 'asyncEnd'], what);
    assert.equal(seen[0][1].error?.name, error, what);
  }
});

test('OpenTelemetry has a span for each call and attempt, and requests carry traceparent', async () => {
  const exporter = new InMemorySpanExporter();
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const stop = instrument({ tracerProvider });
  const target = await server((request, _, count) => (request.url.endsWith('/404') ? { status: 404, body: {} } : count === 1 ? { status: 503, body: {} } : one('{}')));
  const plock = new Plock(at(target));
  const parent = tracerProvider.getTracer('test').startSpan('parent');
  await context.with(trace.setSpan(context.active(), parent), async () => {
    await plock.invoices.get(7);
    await assert.rejects(plock.invoices.get(404), NotFoundError);
  });
  stop();
  await plock.invoices.get(7);
  const spans = exporter.getFinishedSpans();
  assert.deepEqual(spans.map(({ name }) => name), ['GET /api/c1/invoices/{invoiceId}', 'GET /api/c1/invoices/{invoiceId}', 'plock invoices.get', 'GET /api/c1/invoices/{invoiceId}', 'plock invoices.get']);
  const [first, second, call, , missing] = spans;
  const id = (span) => span.spanContext().spanId;
  assert.equal(call.parentSpanContext.spanId, id(parent));
  assert.deepEqual([first, second].map((span) => span.parentSpanContext.spanId), [id(call), id(call)]);
  for (const span of spans) assert.equal(span.attributes['url.template'], '/api/c1/invoices/{invoiceId}');
  assert.deepEqual(['plock.attempt', 'http.response.status_code', 'plock.retry.reason', 'http.request.resend_count'].map((name) => [first.attributes[name], second.attributes[name]]), [[1, 2], [503, 200], [undefined, 'ServerError'], [undefined, 1]]);
  assert.deepEqual([call.status.code, missing.status.code, missing.attributes['error.type']], [SpanStatusCode.UNSET, SpanStatusCode.ERROR, 'NotFoundError']);
  const expected = (span) => `00-${parent.spanContext().traceId}-${id(span)}-01`;
  assert.deepEqual(target.requests.map(({ headers }) => headers.traceparent), [expected(call), expected(call), expected(missing), undefined]);
});
