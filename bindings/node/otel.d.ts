import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import type { Outbox } from './index.js';

/**
 * Reports OpenTelemetry spans of all clients of this thread: one for each call, list or job, in the caller's context, and a child for each attempt. All have
 * `url.template`; those of attempts have `plock.attempt`, `http.response.status_code` and, for a retry, `plock.retry.reason`. Requests carry
 * the call's `traceparent`. Requires `@opentelemetry/api`. Default: the global tracer provider. Returns a function that stops it.
 */
export declare function instrument(options?: { tracerProvider?: TracerProvider | undefined }): () => void;

/**
 * Reports the numbers of an outbox, until it is closed: the gauges `plock.outbox.queued` (events that are queued or being sent),
 * `plock.outbox.oldest` (age of the oldest in seconds) and `plock.outbox.in_doubt`, and the counter `plock.outbox.delivered`, with the attribute
 * `plock.outbox.path`. Requires `@opentelemetry/api`. Default: the global meter provider. Returns a function that stops it.
 */
export declare function measure(box: Outbox, options?: { meterProvider?: MeterProvider | undefined }): () => void;
