// axios, which parses JSON responses.

import axios from 'axios';

import { READ, WRITE, eachRow, readAmount, readEvery, recorded, usage } from '../rows.mjs';

export default (url, pageSize) => {
  const http = axios.create({ baseURL: url, headers: READ, timeout: 60_000 });
  const page = async (number) =>
    (await http.get('/api/c1/invoices', { params: { 'page[number]': number, 'page[size]': pageSize } })).data;
  return {
    list: (first, sum) => eachRow(page, first, readAmount(sum)),
    every: (first, sum) => eachRow(page, first, readEvery(sum)),
    get: async (id) => (await http.get(`/api/c1/invoices/${id}`)).data.data.attributes.amount,
    add: async (event) => recorded((await http.post('/api/c1/product-usages', usage(event), { headers: WRITE })).data),
  };
};
