// Lists as Arrow tables, read by libraries that take their bytes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { tableFromIPC } from 'apache-arrow';
import polars from 'nodejs-polars';
import { Account, DecodeError, Invoice, InvalidRequestError, List, NotFoundError, Page, Plock } from 'plock';
import { at, one, pages, server } from './server.mjs';

/** The digits of a value of Decimal128, which apache-arrow gives as four words of 32 bits. */
function digits(words, scale) {
  let value = 0n;
  for (let at = 3; at >= 0; at -= 1) value = (value << 32n) | BigInt(words[at]);
  value = BigInt.asIntN(128, value);
  const text = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  return `${value < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** Numbers of the conformance suite as JSON, and their digits. */
function vectors() {
  const cases = (name) => readFileSync(new URL(`../conformance/cases/decimals/${name}.yaml`, import.meta.url), 'utf8');
  const found = [...(cases('numbers') + cases('text')).matchAll(/"amount":([^}]*)\}\}\}.*\n.*result: \{amount: "(.*?)"\}/g)];
  assert.ok(found.length > 20);
  return found.map(([, json, digits]) => ({ json, digits, scale: /\.(\d*?)0*$/.exec(digits)?.[1].length ?? 0 }));
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

test('the decimals of the suite are those of polars, of lists and of pages', async () => {
  for (const { json, digits: expected, scale } of vectors()) {
    const list = new Plock(at(await amounts(json))).invoices.list();
    const page = await list.page();
    for (const source of [list, page]) {
      const read = async (decimals) => {
        const frame = polars.readIPCStream(Buffer.from(await source.toArrow({ columns: ['amount'], decimals })));
        return frame.getColumn('amount').cast(polars.String).toArray();
      };
      assert.deepEqual(await read('string'), [expected]);
      const [fixed] = await read(scale);
      assert.equal(fixed, scale === 0 ? expected.split('.')[0] : expected.slice(0, expected.indexOf('.') + 1 + scale), json);
    }
  }
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

test('columns are known without a request', async () => {
  const many = await pages(2, 2);
  const list = new Plock(at(many)).invoices.list();
  const bytes = list.arrowSchema({ decimals: 2 });
  assert.equal(many.requests.length, 0);
  const { schema, numRows } = tableFromIPC(bytes);
  assert.equal(numRows, 0);
  assert.equal(String(schema), String(tableFromIPC(await list.toArrow({ decimals: 2 })).schema));
  const page = await list.page();
  assert.deepEqual(page.arrowSchema({ names: 'wire' }), list.arrowSchema({ names: 'wire' }));
  for (const given of [list, page]) {
    assert.throws(() => given.arrowSchema({ columns: ['amout'] }), (error) => error instanceof InvalidRequestError && error.field === 'columns');
  }
});

/** The rows of a table, with the digits of decimals. */
const rows = (bytes) => polars.readIPCStream(Buffer.from(bytes)).toRecords();

test('the table of a page is that of its list', async () => {
  const attributes = [
    { amount: '-12.50', accountId: 9007199254740993n, currency: 'a\u20ac\u{1f600}"\n', createdAt: '2025-06-26T07:35:49.748001Z', isParent: true },
    { attributes: 1, amount: 7, id: 'x', extra: { a: [0.1, 12345678901234567890n] }, ['__proto__']: 1 },
    {},
  ];
  const text = (value) => JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `#${inner}` : inner)).replaceAll(/"#(\d+)"/g, '$1');
  const data = attributes.map((value, index) => ({ type: 'invoices', id: String(index + 1), attributes: value, relationships: { accounts: 'a' } }));
  const api = await server(() => ({ body: text({ data, meta: { page: { currentPage: 1, lastPage: 1, perPage: 9, total: 3 } } }) }));
  const list = new Plock(at(api)).invoices.list();
  const page = await list.page();
  for (const options of [{ columns: 'all', decimals: 'string' }, { decimals: 'string', names: 'wire' }]) {
    const expected = rows(await list.toArrow(options));
    assert.deepEqual(rows(await page.toArrow(options)), expected);
    assert.deepEqual(rows(await new Page({ items: page.items }).toArrow(options)), expected);
    assert.deepEqual(rows(await List.from(page.items).toArrow(options)), expected);
  }
  for await (const each of list.pages()) assert.deepEqual(rows(await each.toArrow({ columns: ['id'] })), [{ id: '1' }, { id: '2' }, { id: '3' }]);
});

test('nested objects of a page keep their decimals and other members', async () => {
  const api = await server(() => one('{"stats":{"mrr_usage_fees":["0.10","7"],"later":[1.50]}}'));
  const account = await new Plock(at(api)).accounts.get(1);
  const stats = tableFromIPC(await new Page({ items: [account] }).toArrow({ columns: ['stats'], decimals: 'string' })).getChild('stats').get(0);
  assert.deepEqual([...stats.mrr_usage_fees], ['0.10', '7']);
  assert.equal(stats.extra, '{"later":[1.50]}');
});

test('a page of other items has no table, and an empty one of the API has its columns', async () => {
  const invoice = Invoice.from({ id: '1', amount: '1' });
  for (const [items, what] of [
    [[], /^items: expected at least one object of the API/],
    [[1], /^items: expected objects of the API/],
    [[invoice, Account.from({ id: '1' })], /^items\.1: expected Invoice/],
  ]) {
    const refused = (error) => error instanceof InvalidRequestError && what.test(error.message);
    await assert.rejects(new Page({ items }).toArrow(), refused);
    await assert.rejects(async () => List.from(items).toArrow(), refused);
    assert.throws(() => new Page({ items }).arrowSchema(), refused);
  }
  await assert.rejects(new Page({ items: [invoice, Invoice.from({ id: '2', amount: '0.0000000000000000001' })] }).toArrow(), (error) => {
    assert.ok(error instanceof DecodeError);
    assert.match(error.message, /^row 2 \(id 2\), amount: /);
    return true;
  });
  const empty = await server(() => ({ body: { data: [], meta: { page: { currentPage: 1, lastPage: 1, perPage: 10, total: 0 } } } }));
  const page = await new Plock(at(empty)).invoices.list().page();
  assert.ok(tableFromIPC(await page.toArrow()).schema.names.includes('amount'));
  const parts = [];
  for await (const part of List.from([invoice]).toArrowStream()) parts.push(part);
  assert.equal(tableFromIPC(parts).numRows, 1);
});
