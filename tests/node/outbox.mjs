// What the tests of outboxes have in common.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOutbox } from 'plock';
import { Sandbox } from 'plock-testing';

export const limit = { timeout: 60_000 };
/** Short times of the sender. */
const FAST = { [Symbol.for('plock.outbox.times')]: { pause: 20, poll: 50, reconcile: 10, reconcileLongest: 50 } };
export const ONLY = { writers: 'only-this', ...FAST };
export const usage = (n, more) => ({ crmId: 'c0', productId: 7, value: `${n}.50`, ts: 1_750_000_000 + n, ...more });

export function file(t) {
  const folder = mkdtempSync(join(tmpdir(), 'plock-outbox-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'usage.plockbox');
}

export function started(t) {
  const sandbox = Sandbox.start();
  t.after(() => sandbox.stop());
  sandbox.accounts.add({ crmId: 'c0' });
  return sandbox;
}

export async function opened(t, path, options) {
  const box = await openOutbox(path, { ...ONLY, ...options });
  t.after(() => box.close({ timeout: 0 }));
  return box;
}

/** Waits for a state of the outbox. */
export async function until(box, is) {
  for await (const stats of box.changes({ signal: AbortSignal.timeout(30_000) })) if (is(stats)) return stats;
}

/** The numbers of the events that the sandbox has, in order. */
export const rows = (sandbox) => sandbox.recorded.productUsages.map(({ value }) => Number.parseInt(value)).sort((a, b) => a - b);
export const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** The error that a promise rejects with. */
export const failed = (promise) => promise.then(
  () => assert.fail('expected a rejection'),
  (error) => error,
);
