import { NotFoundError, Plock } from 'plock';

const plock = new Plock();
async function main() {
  const invoice = await plock.invoices.get(2002);
  const missing = await plock.invoices.get(404404).catch((error) => error);
  const rows = await plock.accounts.list().toArray();
  console.log(JSON.stringify({ amount: invoice.amount, isNotFound: missing instanceof NotFoundError, rows: rows.length > 0 }));
}
main();
