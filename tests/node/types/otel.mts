import { ProxyTracerProvider } from '@opentelemetry/api';
import type { Outbox } from 'plock';
import { instrument, measure } from 'plock/otel';

declare const box: Outbox;

const stop: () => void = instrument();
stop();
instrument({ tracerProvider: new ProxyTracerProvider() })();
// @ts-expect-error: not an option
instrument({ tracer: 1 });
const unmeasured: () => void = measure(box);
unmeasured();
// @ts-expect-error: a client has no metrics
measure({ baseUrl: '' });
