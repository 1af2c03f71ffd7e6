import * as plock from 'plock';
import { Sandbox } from 'plock-testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import cases from './cases.cjs';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test.each(Object.entries(cases))('%s', (_name, run) => run({ ...plock, Sandbox }));

test('a method can be replaced', async () => {
  const sandbox = Sandbox.start();
  const client = sandbox.client();
  vi.spyOn(client.invoices, 'get').mockResolvedValue(plock.Invoice.from({ id: '1', amount: '12.50' }));
  expect((await client.invoices.get(1)).amount).toBe('12.50');
  expect(sandbox.requests).toEqual([]);
  sandbox.stop();
});
