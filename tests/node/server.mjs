// Servers for the tests: the sandbox, and one that answers as it is told.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { after } from 'node:test';

/** A local Plock; `options` are those of `plock sandbox`. */
export async function sandbox(...options) {
  const program = process.env.PLOCK_PROGRAM;
  if (program === undefined) throw new Error('PLOCK_PROGRAM: expected the program plock, which is the sandbox');
  const child = spawn(program, ['sandbox', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  after(() => child.kill());
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, key } = JSON.parse(line);
  return { baseUrl: url, apiKey: key };
}

/** Answers each request with what `answer(request, body)` gives: `{ status, body, headers }`, or null for no answer. */
export async function server(answer) {
  const requests = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const seen = requests.at(-1);
    response.on('close', () => (seen.closed = true));
    const told = await answer(request, body, requests.length);
    if (told === null) return;
    response.writeHead(told.status ?? 200, { 'content-type': 'application/json', ...told.headers });
    response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  after(() => {
    http.closeAllConnections();
    http.close();
  });
  return { baseUrl: `http://127.0.0.1:${http.address().port}`, apiKey: 'test-key', requests };
}

/** Pages of rows that have ids, amounts and times. */
export async function pages(rows, size, delay = 0) {
  const last = Math.ceil(rows / size);
  return server(async (request) => {
    const number = Number(new URL(request.url, 'http://localhost').searchParams.get('page[number]') ?? 1);
    if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
    const from = (number - 1) * size + 1;
    const data = Array.from({ length: Math.min(size, rows - from + 1) }, (_, at) => row(from + at));
    return { body: { data, meta: { page: { currentPage: number, lastPage: last, perPage: size, total: rows } } } };
  });
}

export function row(id) {
  const time = '2025-06-26T07:35:49.748Z';
  return {
    type: 'invoices',
    id: String(id),
    attributes: { amount: `${id}.50`, accountId: 5000 + id, currency: 'EUR', createdAt: time, dueAt: time, isParent: false },
    relationships: { accounts: `account ${id}` },
    links: { self: `/invoices/${id}` },
  };
}

/** An answer with one object that has these attributes, as JSON text. */
export function one(attributes) {
  return { body: `{"data":{"type":"invoices","id":"1","attributes":${attributes}}}` };
}

/** What a client is told of a server. */
export const at = ({ baseUrl, apiKey }, options = {}) => ({ baseUrl, apiKey, ...options });
