// Loaded before the tests of the stress step: garbage is collected every 20 ms. Run with --expose-gc.

import { setTimeout } from 'node:timers';

function collect() {
  globalThis.gc();
  setTimeout(collect, 20).unref();
}
collect();
