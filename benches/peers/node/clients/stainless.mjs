// A client as Stainless generates it, on the base client of one of its libraries: resources, and pages that fetch the next page.

import { OpenAI } from 'openai';
import { AbstractPage } from 'openai/core/pagination';
import { APIResource } from 'openai/core/resource';

import { readAmount, readEvery, recorded, usage } from '../rows.mjs';

const ACCEPT = { Accept: 'application/vnd.api+json' };

class NumberedPage extends AbstractPage {
  constructor(client, response, body, options) {
    super(client, response, body, options);
    this.data = body.data ?? [];
    this.meta = body.meta;
  }

  getPaginatedItems() {
    return this.data;
  }

  nextPageRequestOptions() {
    const { currentPage, lastPage } = this.meta.page;
    if (currentPage >= lastPage) return null;
    return { ...this.options, query: { ...this.options.query, 'page[number]': currentPage + 1 } };
  }
}

class Invoices extends APIResource {
  list(query, options) {
    return this._client.getAPIList('/api/c1/invoices', NumberedPage, { query, headers: ACCEPT, ...options });
  }

  get(id, options) {
    return this._client.get(`/api/c1/invoices/${id}`, { headers: ACCEPT, ...options });
  }
}

class ProductUsages extends APIResource {
  add(body, options) {
    return this._client.post('/api/c1/product-usages', { body, ...options });
  }
}

export default (url, pageSize) => {
  const client = new OpenAI({ apiKey: 'bench', baseURL: url });
  const [invoices, usages] = [new Invoices(client), new ProductUsages(client)];
  const each = async (page, row) => {
    for await (const invoice of invoices.list({ 'page[number]': page, 'page[size]': pageSize })) row(invoice);
  };
  return {
    list: (first, sum) => each(first, readAmount(sum)),
    every: (first, sum) => each(first, readEvery(sum)),
    get: async (id) => (await invoices.get(id)).data.attributes.amount,
    add: async (event) => recorded(await usages.add(usage(event))),
  };
};
