// Preloaded by the stress step: collects garbage every 20 ms. Requires --expose-gc.

import { setTimeout } from 'node:timers';

function collect() {
  globalThis.gc();
  setTimeout(collect, 20).unref();
}
collect();
