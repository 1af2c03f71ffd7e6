// For clients without pagination: reads pages one after the other, and rows.

export const READ = { authorization: 'Bearer bench', accept: 'application/vnd.api+json' };
export const WRITE = { authorization: 'Bearer bench', accept: 'application/json', 'content-type': 'application/json' };

export const pagePath = (number, size) => `/api/c1/invoices?page%5Bnumber%5D=${number}&page%5Bsize%5D=${size}`;

/** Converts a decimal string to a JSON number. Two decimal places are exact enough in a double. */
export const usage = ({ crmId, productId, value, ts }) => ({ crm_id: crmId, product_id: productId, value: Number(value), ts });

export const recorded = (answer) => {
  if (answer?.success !== true) throw new Error('the usage was not recorded');
};

/** Calls `page(number)` for each page, and `row` for each row. */
export const eachRow = async (page, first, row) => {
  let last = first;
  for (let number = first; number <= last; number += 1) {
    const found = await page(number);
    for (const invoice of found.data) row(invoice);
    last = found.meta.page.lastPage;
  }
};

export const readAmount = (sum) => (invoice) => sum.add(invoice.attributes.amount);

let seen = 0;

/** Reads every field of a row, and dates as dates. */
export const readEvery = (sum) => (invoice) => {
  const { attributes } = invoice;
  sum.add(attributes.amount);
  seen += attributes.createdAt === null ? 0 : new Date(attributes.createdAt).getTime();
  seen += attributes.updatedAt === null ? 0 : new Date(attributes.updatedAt).getTime();
  seen += attributes.dueAt === null ? 0 : new Date(attributes.dueAt).getTime();
  touch(invoice.id);
  touch(invoice.type);
  touch(attributes.accountId);
  touch(attributes.erpId);
  touch(attributes.subscriptionId);
  touch(attributes.currency);
  touch(attributes.invoiceType);
  touch(attributes.periodStart);
  touch(attributes.periodEnd);
  touch(attributes.paymentStatus);
  touch(attributes.parentInvoiceId);
  touch(attributes.isParent);
  touch(invoice.relationships);
  touch(invoice.links);
};

/** Uses a value, so that reading it is not optimised away. */
export const touch = (value) => {
  if (value !== undefined && value !== null) seen += 1;
};

export const used = () => seen;
