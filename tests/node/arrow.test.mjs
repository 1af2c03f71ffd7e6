// Lists as Arrow tables, read by libraries that take their bytes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tableFromIPC } from 'apache-arrow';
import { DecodeError, InvalidRequestError, List, NotFoundError, Plock } from 'plock';
import { at, pages, server } from './server.mjs';

/** The digits of a value of Decimal128, which apache-arrow gives as four words of 32 bits. */
function digits(words, scale) {
  let value = 0n;
  for (let at = 3; at >= 0; at -= 1) value = (value << 32n) | BigInt(words[at]);
  value = BigInt.asIntN(128, value);
  const text = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** A server with one invoice of each amount. */
function amounts(...values) {
  const rows = values.map((amount, at) => `{"type":"invoices","id":"${at + 1}","attributes":{"amount":${amount}}}`);
  const page = `{"currentPage":1,"lastPage":1,"perPage":100,"total":${rows.length}}`;
  return server(() => ({ body: `{"data":[${rows}],"meta":{"page":${page}}}` }));
}

test('a list is a table with a batch for each page', async () => {
  const plock = new Plock(at(await pages(25, 10)));
  const bytes = await plock.invoices.list().toArrow();
  assert.ok(bytes instanceof Uint8Array);
  const table = tableFromIPC(bytes);
  assert.deepEqual([table.numRows, table.batches.length], [25, 3]);
  const { fields } = table.schema;
  assert.equal(String(fields.find(({ name }) => name === 'amount').type), 'Decimal[38e+18]');
  assert.equal(fields[0].name, 'id');
  assert.equal(fields[0].nullable, false);
  assert.deepEqual(Array.from(table.getChild('id')), Array.from({ length: 25 }, (_, at) => String(at + 1)));
  assert.equal(table.getChild('created_at').get(0), Date.parse('2025-06-26T07:35:49.748Z'));
});

test('decimals keep every digit', async () => {
  const values = ['0.1', '"-0.000000000000000001"', '9999999999.999999999999999999', '1e2', '16777217', '"0"'];
  const plock = new Plock(at(await amounts(...values)));
  const column = tableFromIPC(await plock.invoices.list().toArrow()).getChild('amount');
  assert.deepEqual(Array.from(column, (words) => digits(words, 18)), [
    '0.100000000000000000',
    '-0.000000000000000001',
    '9999999999.999999999999999999',
    '100.000000000000000000',
    '16777217.000000000000000000',
    '0.000000000000000000',
  ]);
  const text = tableFromIPC(await plock.invoices.list().toArrow({ columns: ['amount'], decimals: 'string' }));
  assert.deepEqual(text.schema.names, ['amount']);
  assert.equal(text.getChild('amount').get(2), '9999999999.999999999999999999');
});

test('what does not fit is an error that names row and column', async () => {
  const plock = new Plock(at(await amounts('1', '0.0000000000000000001')));
  await assert.rejects(plock.invoices.list().toArrow(), (error) => {
    assert.ok(error instanceof DecodeError);
    assert.match(error.message, /^row 2 \(id 2\), amount: /);
    assert.deepEqual([error.field, error.rowId], ['amount', '2']);
    return true;
  });
  const list = plock.invoices.list();
  for (const [options, what] of [
    [{ columns: 'some' }, /^columns: expected "default", "all" or a list of names, got "some"/],
    [{ columns: ['amout'] }, /amount/],
    [{ columns: [1] }, /^columns: expected a string/],
    [{ decimals: 29 }, /^decimals: /],
    [{ decimals: 'money' }, /^decimals: expected/],
    [{ names: 'camel' }, /^names: expected "snake" or "wire"/],
    [{ colums: 'all' }, /^colums: expected one of columns, decimals, names/],
  ]) {
    await assert.rejects(async () => list.toArrow(options), (error) => {
      assert.ok(error instanceof InvalidRequestError, String(error));
      assert.match(error.message, what);
      return true;
    });
  }
  await assert.rejects(async () => List.from([1]).toArrow(), InvalidRequestError);
});

test('an error of a later page keeps its class, and parts stop early', async () => {
  const failing = await server((request) => {
    const first = !request.url.includes('page%5Bnumber%5D=2');
    const page = { currentPage: 1, lastPage: 2, perPage: 1, total: 2 };
    return first ? { body: { data: [{ type: 'invoices', id: '1', attributes: {} }], meta: { page } } } : { status: 404, body: {} };
  });
  await assert.rejects(new Plock(at(failing)).invoices.list().toArrow(), NotFoundError);

  const many = await pages(100, 2, 5);
  const plock = new Plock(at(many));
  for await (const part of plock.invoices.list({ concurrency: 1 }).toArrowStream()) {
    assert.equal(tableFromIPC([part]).numRows, 2);
    break;
  }
  assert.equal(many.requests.length, 1);
  const parts = [];
  for await (const part of plock.invoices.list().toArrowStream({ names: 'wire' })) parts.push(part);
  assert.equal(parts.length, 51);
  const table = tableFromIPC(parts);
  assert.equal(table.numRows, 100);
  assert.ok(table.schema.names.includes('accountId'));
});

test('an empty list has its columns', async () => {
  const empty = await server(() => ({ body: { data: [], meta: { page: { currentPage: 1, lastPage: 1, perPage: 10, total: 0 } } } }));
  const table = tableFromIPC(await new Plock(at(empty)).invoices.list().toArrow());
  assert.equal(table.numRows, 0);
  assert.ok(table.schema.names.includes('amount'));
});
