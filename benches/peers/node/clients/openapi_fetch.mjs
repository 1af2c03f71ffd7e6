// openapi-fetch: the built-in fetch with the paths of an OpenAPI document (it has no types at run time).

import createClient from 'openapi-fetch';

import { READ, WRITE, eachRow, readAmount, readEvery, recorded, usage } from '../rows.mjs';

export default (url, pageSize) => {
  const client = createClient({ baseUrl: url, headers: READ });
  const told = ({ data, response }) => {
    if (data === undefined) throw new Error(`status ${response.status}`);
    return data;
  };
  const page = async (number) =>
    told(await client.GET('/api/c1/invoices', { params: { query: { page: { number, size: pageSize } } } }));
  return {
    list: (first, sum) => eachRow(page, first, readAmount(sum)),
    every: (first, sum) => eachRow(page, first, readEvery(sum)),
    get: async (id) => told(await client.GET('/api/c1/invoices/{id}', { params: { path: { id } } })).data.attributes.amount,
    add: async (event) =>
      recorded(told(await client.POST('/api/c1/product-usages', { body: usage(event), headers: WRITE }))),
  };
};
