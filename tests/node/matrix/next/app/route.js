import { NotFoundError, Plock } from 'plock';

export const dynamic = 'force-dynamic';

export async function GET() {
  const plock = new Plock();
  const invoice = await plock.invoices.get(2002);
  const missing = await plock.invoices.get(404404).catch((error) => error);
  const rows = await plock.accounts.list().toArray();
  return Response.json({ amount: invoice.amount, isNotFound: missing instanceof NotFoundError, rows: rows.length > 0 });
}
