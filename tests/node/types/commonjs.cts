import plock = require('plock');

export async function first(): Promise<plock.Invoice | null> {
  await using client = new plock.Plock({ apiKey: 'key', logger: (event) => console.log(event.level, event.durationMs) });
  return client.invoices.list().first();
}
