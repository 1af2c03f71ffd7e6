'use strict';

// OpenTelemetry: spans of all clients, one for each call and one for each of its attempts; metrics of outboxes.

const { SpanKind, SpanStatusCode, context, metrics, propagation, trace } = require('@opentelemetry/api');
const { subscribe, unsubscribe } = require('node:diagnostics_channel');
const { version } = require('./index.js');

/** Starts to report spans. Returns a function that stops it. */
function instrument({ tracerProvider = trace } = {}) {
  const tracer = tracerProvider.getTracer('plock', version);
  /** By call: its span, the context of its span, and why its next attempt is a retry. */
  const spans = new WeakMap();

  const start = (call) => {
    const { method, urlTemplate, operation, baseUrl } = call;
    const { hostname, port, protocol } = new URL(baseUrl);
    const attributes = {
      'http.request.method': method,
      'url.template': urlTemplate,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'http:' ? 80 : 443),
      'plock.operation': operation,
    };
    const span = tracer.startSpan(`plock ${call.name}`, { kind: SpanKind.INTERNAL, attributes });
    const within = trace.setSpan(context.active(), span);
    propagation.inject(within, call.headers);
    spans.set(call, { span, within, attributes, retryReason: null });
  };

  const attempt = ({ event, attempt: number, status, durationMs, error, call }) => {
    const known = spans.get(call);
    if (known === undefined) return;
    if (event === 'retrying') {
      known.retryReason = error;
      known.span.addEvent('retry', { 'plock.retry.reason': error ?? '', 'plock.retry.delay_ms': durationMs });
    }
    if (event !== 'answered') return;
    const attributes = { ...known.attributes, 'plock.attempt': number };
    if (number > 1) attributes['http.request.resend_count'] = number - 1;
    if (number > 1 && known.retryReason !== null) attributes['plock.retry.reason'] = known.retryReason;
    if (status !== null) attributes['http.response.status_code'] = status;
    const end = Date.now();
    const options = { kind: SpanKind.CLIENT, attributes, startTime: end - durationMs };
    const span = tracer.startSpan(`${call.method} ${call.urlTemplate}`, options, known.within);
    if (status === null || status >= 400) {
      span.setAttribute('error.type', status === null ? 'no response' : String(status));
      span.setStatus({ code: SpanStatusCode.ERROR });
    }
    span.end(end);
  };

  const end = (call) => {
    const known = spans.get(call);
    if (known === undefined) return;
    spans.delete(call);
    const { error } = call;
    if ('error' in call) {
      known.span.setAttribute('error.type', error?.name ?? typeof error);
      known.span.setStatus({ code: SpanStatusCode.ERROR, message: String(error?.message ?? error) });
    }
    if (typeof error?.status === 'number') known.span.setAttribute('http.response.status_code', error.status);
    known.span.end();
  };

  const subscriptions = [['tracing:plock.call:start', start], ['plock.attempt', attempt], ['tracing:plock.call:asyncEnd', end]];
  for (const [name, listener] of subscriptions) subscribe(name, listener);
  return () => {
    for (const [name, listener] of subscriptions) unsubscribe(name, listener);
  };
}

/** Starts to report the numbers of an outbox. Returns a function that stops it. */
function measure(box, { meterProvider = metrics } = {}) {
  const meter = meterProvider.getMeter('plock', version);
  const instruments = [
    [meter.createObservableGauge('plock.outbox.queued', { unit: '{event}' }), ({ queued, claimed }) => queued + claimed],
    [meter.createObservableGauge('plock.outbox.oldest', { unit: 's' }), ({ oldest }) => (oldest ?? 0) / 1000],
    [meter.createObservableGauge('plock.outbox.in_doubt', { unit: '{event}' }), ({ inDoubt }) => inDoubt],
    [meter.createObservableCounter('plock.outbox.delivered', { unit: '{event}' }), ({ delivered }) => delivered],
  ];
  const attributes = { 'plock.outbox.path': box.path };
  // It may be garbage collected.
  const weak = new WeakRef(box);
  const observe = async (result) => {
    // Closed.
    const stats = await weak.deref()?.stats().catch(() => {});
    if (stats === undefined) return;
    for (const [instrument, value] of instruments) result.observe(instrument, value(stats), attributes);
  };
  const observed = instruments.map(([instrument]) => instrument);
  meter.addBatchObservableCallback(observe, observed);
  return () => meter.removeBatchObservableCallback(observe, observed);
}

module.exports = { instrument, measure };
