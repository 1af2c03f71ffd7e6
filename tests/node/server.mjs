// Servers with scripted responses.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { after } from 'node:test';

/** Responds to each request with the result of `respond(request, body, count)`: `{ status, body, headers }`, or null for no response. */
export async function server(respond) {
  const requests = [];
  const http = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const seen = requests.at(-1);
    response.on('close', () => (seen.closed = true));
    const reply = await respond(request, body, requests.length);
    if (reply === null) return;
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  after(() => {
    http.closeAllConnections();
    http.close();
  });
  return { baseUrl: `http://127.0.0.1:${http.address().port}`, apiKey: 'test-key', requests };
}

/** A server of pages of invoices. */
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

/** A response with one object, whose attributes are JSON text. */
export function one(attributes) {
  return { body: `{"data":{"type":"invoices","id":"1","attributes":${attributes}}}` };
}

/** The options of a client of a server. */
export const at = ({ baseUrl, apiKey }, options = {}) => ({ baseUrl, apiKey, ...options });
