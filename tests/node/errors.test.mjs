import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inspect } from 'node:util';
import * as plock from 'plock';
import { at, one, server } from './server.mjs';

const { ApiStatusError, AuthenticationError, ConfigurationError, DecodeError, NotFoundError, Plock, PlockError, RateLimitError } = plock;

test('errors are classes with properties', async () => {
  const target = await server(() => ({ status: 404, headers: { 'x-request-id': 'r1' }, body: { errors: [{ title: 'Gone', detail: 'No.', status: '404', meta: 1.50 }] } }));
  const client = new Plock(at(target));
  async function caller() {
    return await client.invoices.get(5);
  }
  await assert.rejects(caller(), (error) => {
    assert.ok(error instanceof NotFoundError && error instanceof ApiStatusError && error instanceof PlockError && error instanceof Error);
    assert.equal(error.name, 'NotFoundError');
    assert.equal(error.code, 'PLOCK_NOT_FOUND');
    assert.equal(error.status, 404);
    assert.equal(error.method, 'GET');
    assert.equal(error.path, '/api/c1/invoices/5');
    assert.equal(error.headers['x-request-id'], 'r1');
    assert.equal(error.errors[0].title, 'Gone');
    assert.equal(error.attempts, 1);
    assert.match(error.stack, /at async caller/);
    assert.doesNotMatch(inspect(error), /test-key/);
    return true;
  });
});

test('a stack starts at the caller', async () => {
  const client = new Plock(at(await server(() => ({ status: 404, body: {} }))));
  const calls = {
    get: async () => await client.invoices.get(5),
    argument: async () => await client.invoices.get('five'),
    option: async () => await client.invoices.get(5, { timeout: 'long' }),
    decimal: async () => await client.productUsages.add({ crmId: 'a', productId: 7, value: 0.1, ts: 1 }),
    list: async () => { for await (const _ of client.invoices.list()); },
    first: async () => await client.invoices.list().first(),
    page: async () => { for await (const _ of client.invoices.list({ pageSize: 'x' }).pages()); },
    client: async () => new plock.Plock({ timeout: 'long' }),
    many: async () => await client.productUsages.addMany([{}]).throwForFailures(),
  };
  for (const [name, call] of Object.entries(calls)) {
    await assert.rejects(call(), ({ message, stack }) => {
      const [first] = stack.slice(stack.indexOf(message) + message.length + 1).split('\n');
      assert.match(first, /errors\.test\.mjs/, `${name}: ${stack}`);
      assert.ok(stack.includes('errors.test.mjs') && !stack.includes('bindings/node'), `${name}: ${stack}`);
      return true;
    });
  }
  assert.equal(Error.stackTraceLimit, 10);
});

test('a cookie is not printed with an error', async () => {
  const client = new Plock(at(await server(() => ({ status: 404, headers: { 'set-cookie': ['session=top-secret', 'b=2'], 'x-a': '1' }, body: {} }))));
  await assert.rejects(client.invoices.get(5), (error) => {
    assert.equal(error.headers['set-cookie'], 'session=top-secret, b=2');
    for (const text of [inspect(error, { depth: 9 }), JSON.stringify(error), String(error), error.stack, JSON.stringify({ ...error })]) assert.doesNotMatch(text, /top-secret/);
    assert.match(inspect(error), /'x-a': '1'/);
    return true;
  });
});

test('causes have the code of the system', async () => {
  const client = new Plock({ apiKey: 'k', baseUrl: 'http://127.0.0.1:1', maxRetries: 0 });
  await assert.rejects(client.invoices.get(5), (error) => {
    assert.equal(error.code, 'PLOCK_CONNECTION');
    const codes = [];
    for (let { cause } = error; cause; cause = cause.cause) codes.push(cause.code);
    assert.ok(codes.includes('ECONNREFUSED'), inspect(error));
    return true;
  });
});

test('retryAfter is in milliseconds', async () => {
  const client = new Plock(at(await server(() => ({ status: 429, headers: { 'retry-after': '7' }, body: {} }))));
  await assert.rejects(client.invoices.get(5, { maxRetries: 0 }), (error) => error instanceof RateLimitError && error.retryAfter === 7000);
});

test('a decoding error has the pointer', async () => {
  const client = new Plock(at(await server(() => one('{"amount":"many"}'))));
  await assert.rejects(client.invoices.get(5), (error) => error instanceof DecodeError && error.pointer === '/data/attributes/amount');
});

test('invalid settings are refused', () => {
  const wrong = [{ apiKey: '' }, { apiKey: 5 }, { apiKey: 'a', apikey: 'b' }, { apiKey: 'a', baseUrl: 'nowhere' }, { apiKey: 'a', timeout: '5' }, { apiKey: 'a', maxInFlight: 0 }, { apiKey: 'a', retryBudget: -1 }, { apiKey: 'a', caCertificates: 'x' }, { apiKey: 'a', tokenProvider: () => 'b' }];
  for (const options of wrong) assert.throws(() => new Plock(options), ConfigurationError, inspect(options));
  assert.throws(() => new Plock(null), ConfigurationError);
  assert.throws(() => new Plock({ apiKey: 'secret key\n' }), (error) => !inspect(error).includes('secret'));
});

test('limits of a client apply', async () => {
  const target = await server(() => ({ status: 503, body: {} }));
  const limits = { retryBudget: 0, maxOutage: 0, maxInFlight: 1, maxResponseSize: 1000 };
  const client = new Plock({ apiKey: 'a', baseUrl: target.baseUrl, ...limits });
  await assert.rejects(client.invoices.get(1), (error) => error.attempts === 1 && error.message.includes('retryBudget'));
  const large = await server(() => one(JSON.stringify({ name: 'x'.repeat(200_000) })));
  const small = new Plock({ apiKey: 'a', baseUrl: large.baseUrl, ...limits });
  await assert.rejects(small.invoices.get(1), (error) => error.code === 'DecodeError' || error.name === 'DecodeError');
});

test('a token provider is called before each request, and again after a 401', async () => {
  const target = await server((request) => (request.headers.authorization === 'Bearer good' ? one('{}') : { status: 401, body: {} }));
  const tokens = ['bad', 'good', 'good'];
  const client = new Plock({ baseUrl: target.baseUrl, tokenProvider: async () => tokens.shift() });
  await client.invoices.get(1);
  await client.invoices.get(1);
  assert.deepEqual(tokens, []);
  const reason = new Error('no network');
  const failing = new Plock({ baseUrl: target.baseUrl, tokenProvider: () => { throw reason; } });
  await assert.rejects(failing.invoices.get(1), (error) => error instanceof AuthenticationError && error.cause === reason);
  const wrong = new Plock({ baseUrl: target.baseUrl, tokenProvider: () => 5 });
  await assert.rejects(wrong.invoices.get(1), (error) => error.cause instanceof TypeError);
});

test('a logger is called for each attempt, without secrets', async () => {
  const target = await server((_, __, count) => (count === 1 ? { status: 503, body: {} } : one('{}')));
  const events = [];
  const client = new Plock(at(target, { logger: (event) => events.push(event) }));
  await client.invoices.get(1);
  assert.deepEqual(events.map(({ event, attempt, status }) => [event, attempt, status]), [['answered', 1, 503], ['retrying', 1, 503], ['answered', 2, 200]]);
  assert.equal(events[0].operation, 'getInvoice');
  assert.doesNotMatch(JSON.stringify(events), /test-key/);
});

test('a closed client refuses calls', async () => {
  const client = new Plock(at(await server(() => one('{}'))));
  const under = client.invoices.get(1);
  await client.close();
  await under;
  await assert.rejects(client.invoices.get(1), ConfigurationError);
  await client[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]();
});

test('import and require return the same classes', () => {
  const required = createRequire(import.meta.url)('plock');
  assert.equal(required.PlockError, PlockError);
  const { default: _, 'module.exports': __, ...named } = plock;
  assert.deepEqual(Object.keys(named).sort(), Object.keys(required).sort());
});
