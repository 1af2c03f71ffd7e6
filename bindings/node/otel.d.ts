import type { TracerProvider } from '@opentelemetry/api';

/**
 * Reports OpenTelemetry spans of all clients of this thread: one for each call, list or job, in the caller's context, and a child for each attempt. All have
 * `url.template`; those of attempts have `plock.attempt`, `http.response.status_code` and, for a retry, `plock.retry.reason`. Requests carry
 * the call's `traceparent`. Requires `@opentelemetry/api`. Default: the global tracer provider. Returns a function that stops it.
 */
export declare function instrument(options?: { tracerProvider?: TracerProvider | undefined }): () => void;
