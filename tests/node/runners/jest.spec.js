'use strict';

const plock = require('plock');
const { Sandbox } = require('plock-testing');
const cases = require('./cases.cjs');

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test.each(Object.entries(cases))('%s', (_name, run) => run({ ...plock, Sandbox }));

test('a method can be replaced', async () => {
  const sandbox = Sandbox.start();
  const client = sandbox.client();
  jest.spyOn(client.invoices, 'get').mockResolvedValue(plock.Invoice.from({ id: '1', amount: '12.50' }));
  expect((await client.invoices.get(1)).amount).toBe('12.50');
  expect(sandbox.requests).toEqual([]);
  sandbox.stop();
});
