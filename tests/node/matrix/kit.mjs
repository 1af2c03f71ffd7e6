import { NotFoundError } from 'plock';
import { Sandbox } from 'plock/testing';

async function main() {
  const sandbox = Sandbox.start();
  const plock = sandbox.client();
  const { id } = sandbox.invoices.add({ amount: '1000.00', accountId: sandbox.accounts.add({}).id });
  const invoice = await plock.invoices.get(id);
  const missing = await plock.invoices.get(404404).catch((error) => error);
  const rows = await plock.accounts.list().toArray();
  console.log(JSON.stringify({ amount: invoice.amount, isNotFound: missing instanceof NotFoundError, rows: rows.length > 0 }));
  sandbox.stop();
}
main();
