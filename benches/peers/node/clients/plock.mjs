// plock.

import { Plock } from 'plock';

import { touch } from '../rows.mjs';

export default (url, pageSize) => {
  const plock = new Plock({ apiKey: 'bench', baseUrl: url });
  let time = 0;
  return {
    async list(page, sum) {
      for await (const invoice of plock.invoices.list({ page, pageSize })) sum.add(invoice.amount);
    },
    async every(page, sum) {
      for await (const invoice of plock.invoices.list({ page, pageSize })) {
        sum.add(invoice.amount);
        time += invoice.createdAt?.getTime() ?? 0;
        time += invoice.updatedAt?.getTime() ?? 0;
        time += invoice.dueAt?.getTime() ?? 0;
        touch(invoice.id);
        touch(invoice.type);
        touch(invoice.accountId);
        touch(invoice.erpId);
        touch(invoice.subscriptionId);
        touch(invoice.currency);
        touch(invoice.invoiceType);
        touch(invoice.periodStart);
        touch(invoice.periodEnd);
        touch(invoice.paymentStatus);
        touch(invoice.parentInvoiceId);
        touch(invoice.isParent);
        touch(invoice.relationships);
        touch(invoice.links);
      }
      if (!Number.isFinite(time)) throw new Error('a row with a date that is none');
    },
    async get(id) {
      return (await plock.invoices.get(id)).amount;
    },
    async add(event) {
      await plock.productUsages.add(event);
    },
    async addMany(events, concurrency) {
      let done = 0;
      for (const outcome of await plock.productUsages.addMany(events, { concurrency })) if (outcome.status === 'recorded') done += 1;
      return done;
    },
    close: () => plock.close(),
  };
};
