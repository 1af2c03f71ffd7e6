import { ProxyTracerProvider } from '@opentelemetry/api';
import { instrument } from 'plock/otel';

const stop: () => void = instrument();
stop();
instrument({ tracerProvider: new ProxyTracerProvider() })();
// @ts-expect-error: not an option
instrument({ tracer: 1 });
