// The built-in fetch of Node.

import { READ, WRITE, eachRow, pagePath, readAmount, readEvery, recorded, usage } from '../rows.mjs';

export default (url, pageSize) => {
  const read = async (path, init) => {
    const answer = await fetch(url + path, init);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  };
  const page = (number) => read(pagePath(number, pageSize), { headers: READ });
  return {
    list: (first, sum) => eachRow(page, first, readAmount(sum)),
    every: (first, sum) => eachRow(page, first, readEvery(sum)),
    get: async (id) => (await read(`/api/c1/invoices/${id}`, { headers: READ })).data.attributes.amount,
    add: async (event) =>
      recorded(
        await read('/api/c1/product-usages', { method: 'POST', headers: WRITE, body: JSON.stringify(usage(event)) }),
      ),
  };
};
