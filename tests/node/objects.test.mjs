import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import Big from 'big.js';
import Decimal from 'decimal.js';
import { InvalidRequestError, Invoice, JsonNumber, Plock, Subscription } from 'plock';
import { at, one, server } from './server.mjs';

async function invoice(attributes) {
  const plock = new Plock(at(await server(() => one(attributes))));
  return plock.invoices.get(1);
}

const ALL = `{"amount":1000.00,"accountId":"5001","subscriptionId":9007199254740993,"parentInvoiceId":1001.0,"periodStart":"2025-06-26",
  "createdAt":"2025-06-26T09:35:49.748+02:00","isParent":null,"note":"späť €","rate":0.10,"big":12345678901234567890,"few":3,"__proto__":{"x":[1.5]}}`;

test('fields are exact and native', async () => {
  const found = await invoice(ALL);
  assert.ok(found instanceof Invoice);
  assert.equal(found.amount, '1000.00');
  assert.deepEqual([found.accountId, found.subscriptionId, found.parentInvoiceId], ['5001', '9007199254740993', '1001']);
  assert.equal(found.periodStart, '2025-06-26');
  assert.deepEqual(found.createdAt, new Date('2025-06-26T07:35:49.748Z'));
  assert.equal(found.isParent, null);
  assert.equal(found.currency, null);
  assert.equal(found.extra.note, 'späť €');
  assert.equal(found.extra.few, 3);
  assert.ok(found.extra.rate instanceof JsonNumber);
  assert.equal(String(found.extra.rate), '0.10');
  assert.equal(String(found.extra.big), '12345678901234567890');
  assert.equal(String(Object.getOwnPropertyDescriptor(found.extra, '__proto__').value.x[0]), '1.5');
  assert.ok(Object.isFrozen(found.extra));
});

test('a time that a Date cannot hold is a string', async () => {
  const exact = '2025-06-26T07:35:49.748123Z';
  const found = await invoice(`{"createdAt":"${exact}","updatedAt":"2025-06-26T07:35:49.748000Z","dueAt":"9999-12-31T23:59:59Z"}`);
  assert.equal(found.createdAt, exact);
  assert.deepEqual(found.updatedAt, new Date('2025-06-26T07:35:49.748Z'));
  assert.deepEqual(found.dueAt, new Date('9999-12-31T23:59:59Z'));
  assert.equal(JSON.parse(JSON.stringify(found)).createdAt, exact);
  assert.deepEqual(Invoice.from({ ...found }), found);
});

test('objects can be printed, cloned, spread and serialized, and converted back', async () => {
  const found = await invoice('{"amount":"12.50","accountId":9007199254740993,"createdAt":"2025-06-26T07:35:49.748Z","note":"a","more":{"x":[1]}}');
  const printed = inspect(found);
  assert.match(printed, /^Invoice \{/);
  assert.match(printed, /amount: '12\.50'/);
  assert.doesNotMatch(printed, /currency/);
  const clone = structuredClone(found);
  assert.equal(clone.amount, '12.50');
  assert.deepEqual(clone.createdAt, found.createdAt);
  assert.deepEqual(clone.extra, { note: 'a', more: { x: [1] } });
  assert.deepEqual(Invoice.from(clone), found);
  assert.deepEqual(Invoice.from({ ...found }), found);
  const text = JSON.stringify(found);
  const plain = JSON.parse(text);
  assert.equal(plain.createdAt, '2025-06-26T07:35:49.748Z');
  assert.equal(plain.accountId, '9007199254740993');
  assert.deepEqual(Invoice.from(plain), found);
  assert.throws(() => Invoice.from('x'), TypeError);
  assert.throws(() => Invoice.from({ createdAt: 'never' }), /createdAt/);
  // Without an offset.
  assert.throws(() => Invoice.from({ createdAt: '2025-06-26T07:35:49.748' }), /createdAt: invalid value/);
  assert.equal(Invoice.from({ createdAt: '2025-06-26T09:35:49.748+02:00' }).createdAt.toJSON(), '2025-06-26T07:35:49.748Z');
});

test('every value survives JSON, cloning and spreading, in each version of Node', async () => {
  const found = await invoice(ALL);
  for (const copy of [JSON.parse(JSON.stringify(found)), structuredClone(found), { ...found }, Invoice.from(found)]) {
    const again = Invoice.from(copy);
    assert.deepEqual(again, found);
    assert.ok(again.extra.rate instanceof JsonNumber && Object.isFrozen(again.extra.rate));
    assert.equal(again.extra.big.text, '12345678901234567890');
    assert.equal(again.subscriptionId, '9007199254740993');
    assert.equal(Object.getOwnPropertyDescriptor(again.extra, '__proto__').value.x[0].text, '1.5');
  }
  const large = Subscription.from({ id: '1', billingIntervalCount: 2n ** 60n });
  for (const copy of [JSON.parse(JSON.stringify(large)), structuredClone(large), { ...large }]) assert.deepEqual(Subscription.from(copy), large);
  assert.equal(JSON.stringify(structuredClone(new JsonNumber('0.10'))), '{"jsonNumber":"0.10"}');
});

test('a time is a Date, a Temporal object, text with a zone, or seconds', async () => {
  const target = await server(() => ({ body: { success: true } }));
  const plock = new Plock(at(target));
  const event = { crmId: 'a', productId: 7, value: '1' };
  const { Temporal } = globalThis;
  const instant = Temporal ? Temporal.Instant.from('2025-06-26T07:35:49.748Z') : { epochMilliseconds: 1750923349748, toJSON: () => '2025-06-26T07:35:49.748Z' };
  const zoned = Temporal ? instant.toZonedDateTimeISO('Europe/Oslo') : { toInstant: () => instant, toJSON: () => '2025-06-26T09:35:49.748+02:00[Europe/Oslo]' };
  for (const ts of [new Date(1750923349748), instant, zoned, '2025-06-26T09:35:49+02:00', '2025-06-26T07:35:49Z', 1750923349, '1750923349', 1750923349n]) {
    await plock.productUsages.add({ ...event, ts });
    assert.equal(JSON.parse(target.requests.at(-1).body).ts, 1750923349, inspect(ts));
  }
  const sent = target.requests.length;
  for (const [ts, message] of [[1750923349748, /^ts: .*milliseconds, for 2025-06-26T07:35:49\.748Z/], ['2025-06-26T07:35:49', /^ts: expected seconds/], ['2025-06-26', /^ts: expected seconds/], [1750923349.5, /^ts: /]]) {
    await assert.rejects(plock.productUsages.add({ ...event, ts }), { name: 'InvalidRequestError', message }, inspect(ts));
  }
  assert.equal(target.requests.length, sent);
});

test('amounts work with decimal libraries', async () => {
  const target = await server((request) => (request.method === 'GET' ? one('{"amount":"0.10"}') : { body: { success: true } }));
  const plock = new Plock(at(target));
  const { amount } = await plock.invoices.get(1);
  assert.equal(new Decimal(amount).plus('0.2').toFixed(), '0.3');
  assert.equal(new Big(amount).plus('0.2').toFixed(), '0.3');
  const event = { crmId: 'a', productId: 7, ts: new Date(1750923349999) };
  for (const value of [new Decimal('1e-7'), new Big('1e-7'), '0.0000001']) await plock.productUsages.add({ ...event, value });
  for (const { body } of target.requests.slice(1)) assert.equal(body, '{"crm_id":"a","product_id":7,"value":0.0000001,"ts":1750923349}');
  await plock.productUsages.add({ ...event, value: 3n, productId: 9007199254740993n });
  assert.equal(target.requests.at(-1).body, '{"crm_id":"a","product_id":9007199254740993,"value":3,"ts":1750923349}');
});

test('inexact arguments are refused before sending', async () => {
  const target = await server(() => ({ body: { success: true } }));
  const plock = new Plock(at(target));
  const event = { crmId: 'a', productId: 7, value: '1', ts: 1 };
  for (const [field, value] of [['value', 0.1], ['value', NaN], ['productId', 2 ** 53], ['ts', new Date(NaN)], ['crmId', '\ud800'], ['crmId', Symbol('a')]]) {
    await assert.rejects(plock.productUsages.add({ ...event, [field]: value }), (error) => {
      assert.ok(error instanceof InvalidRequestError, inspect(error));
      assert.equal(error.field, field);
      assert.equal(error.attempts, 0);
      return true;
    });
  }
  await assert.rejects(plock.productUsages.add({ ...event, customer: 1 }), { field: 'customer', code: 'PLOCK_INVALID_REQUEST' });
  await assert.rejects(plock.productUsages.add({ crmId: 'a' }), { field: 'productId' });
  await assert.rejects(plock.productUsages.add(null), InvalidRequestError);
  await assert.rejects(plock.invoices.get(1, { timeout: -1 }), { field: 'timeout' });
  await assert.rejects(plock.invoices.get(1, { signal: {} }), { field: 'signal' });
  assert.equal(target.requests.length, 0);
});

test('a decimal argument must be exact', async () => {
  const target = await server(() => ({ body: { success: true } }));
  const plock = new Plock(at(target));
  const event = { crmId: 'a', productId: 7, ts: 1 };
  const rounds = { toFixed: () => '13', toString: () => '12.5' };
  const wrong = [
    new Number(12.5), Object(0.1), rounds, { toFixed: (n = 0) => Number(12.5).toFixed(n) }, { toFixed: () => '12.50' }, { toFixed: () => 12.5, toString: () => 'twelve' },
    { toFixed: () => '1,5', toString: () => '1,5' }, new Decimal(NaN), new Decimal('1e999999'), new Decimal(-Infinity), new JsonNumber('1,"ts":2'), new JsonNumber(12.5), new JsonNumber('0x1'),
  ];
  for (const value of wrong) {
    await assert.rejects(plock.productUsages.add({ ...event, value }), (error) => {
      assert.ok(error instanceof InvalidRequestError, inspect(error));
      assert.equal(error.field, 'value', inspect(value));
      return true;
    });
  }
  assert.equal(target.requests.length, 0);
  const right = [[new Number(13), '13'], [new String('12.50'), '12.50'], [Object(5n), '5'], [new Decimal('-0.10'), '-0.1'], [new Big('1e21'), '1000000000000000000000'], [new Decimal('-0'), '0'], [new JsonNumber('12.50'), '12.50']];
  for (const [value, sent] of right) {
    await plock.productUsages.add({ ...event, value });
    assert.match(target.requests.at(-1).body, new RegExp(`"value":"?${sent}"?,`), inspect(value));
  }
});

test('arguments that contain themselves or are nested too deep are refused', { timeout: 20_000 }, async () => {
  const target = await server(() => ({ body: { success: true } }));
  const plock = new Plock(at(target));
  const event = { crmId: 'a', productId: 7, value: '1', ts: 1 };
  const itself = {};
  itself.again = [itself];
  let deep = [];
  for (let level = 0; level < 100_000; level += 1) deep = [deep];
  const endless = { toJSON: () => ({ ...endless }) };
  const getters = { get on() { return getters; } };
  class Sub extends Number { valueOf() { return new Sub(1); } }
  for (const value of [itself, deep, endless, getters, new Sub(1)]) {
    const check = (error) => {
      assert.ok(error instanceof InvalidRequestError, inspect(error));
      assert.equal(error.field, 'value');
      assert.match(error.message, /nested/);
      return true;
    };
    await assert.rejects(plock.productUsages.add({ ...event, value }), check);
    const outcomes = await plock.productUsages.addMany([event, { ...event, value }, event]);
    assert.deepEqual(outcomes.map(({ status }) => status), ['recorded', 'refused', 'recorded']);
    check(outcomes[1].error);
    await assert.rejects(plock.productUsages.list({ productId: value }).first(), { field: 'productId' });
  }
  for (const extra of [itself, { deep }]) assert.throws(() => Invoice.from({ id: '1', extra }), /Invoice\.from: extra: .*nested/);
  assert.deepEqual(Invoice.from({ id: '1', extra: { a: [event, event] } }).extra.a[1], event);
});
