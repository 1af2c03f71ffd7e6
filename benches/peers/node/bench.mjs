// Runs one job of one client, measured in its own process.
//
//     node bench.mjs CLIENT JOB SETTINGS
//
// CLIENT is a module in the folder clients. SETTINGS is a JSON object: the URL of the server, the number of rows or calls, and the
// settings of all languages. Prints the measurements as one line of JSON.

import { readFileSync } from 'node:fs';

import { Sum } from './sum.mjs';

const [name, job, text] = process.argv.slice(2);
const settings = JSON.parse(text);
const { default: connect } = await import(`./clients/${name}.mjs`);

/** CPU time of all threads of this process, in nanoseconds. */
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};

const peak = () => {
  try {
    return Number(/^VmHWM:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

const event = (n) => {
  const digits = String(n * 25 + 1250);
  return { crmId: `hs${n}`, productId: 7, value: `${digits.slice(0, -2)}.${digits.slice(-2)}`, ts: 1750923349 };
};

/** Runs a call `count` times, one after the other or with some in flight. */
const jobs = {
  list: (client) => async (warmUp) => {
    const sum = new Sum();
    await client.list(warmUp ? settings.warm_up_page : 1, sum);
    return { rows: sum.rows, amount: sum };
  },
  every: (client) => async (warmUp) => {
    const sum = new Sum();
    await client.every(warmUp ? settings.warm_up_page : 1, sum);
    return { rows: sum.rows, amount: sum };
  },
  get: (client) => async (warmUp) => {
    const sum = new Sum();
    const calls = new Float64Array(warmUp ? settings.warm_up_calls : settings.count);
    for (let n = 0; n < calls.length; n += 1) {
      const started = process.hrtime.bigint();
      const amount = await client.get(1 + (n % settings.singles));
      calls[n] = Number(process.hrtime.bigint() - started);
      sum.add(amount);
    }
    return { rows: sum.rows, amount: sum, calls };
  },
  add: (client) => async (warmUp) => {
    const count = warmUp ? settings.warm_up_calls : settings.count;
    let next = 0;
    const worker = async () => {
      let done = 0;
      while (next < count) {
        const n = next;
        next += 1;
        await client.add(event(n));
        done += 1;
      }
      return done;
    };
    const done = await Promise.all(Array.from({ length: settings.in_flight }, worker));
    return { rows: done.reduce((all, one) => all + one, 0), amount: '0' };
  },
  'add-many': (client) => async (warmUp) => {
    const count = warmUp ? settings.warm_up_calls : settings.count;
    const events = function* () {
      for (let n = 0; n < count; n += 1) yield event(n);
    };
    return { rows: await client.addMany(events(), settings.in_flight), amount: '0' };
  },
};

if (!Object.hasOwn(jobs, job)) throw new Error(`no job named ${job}`);
const client = connect(settings.url, settings.page_size);
const work = jobs[job](client);
await work(true);
const [started, before] = [process.hrtime.bigint(), cpu()];
const { rows, amount, calls = new Float64Array(0) } = await work(false);
const [wall, after] = [Number(process.hrtime.bigint() - started), cpu()];
calls.sort();
const percentile = (percent) => calls[Math.floor((calls.length * percent) / 100)] ?? null;
console.log(
  JSON.stringify({
    wall_ns: wall,
    cpu_ns: after - before,
    process_ns: after,
    peak_kib: peak(),
    count: rows,
    checksum: `${rows} ${amount}`,
    p50_ns: percentile(50),
    p99_ns: percentile(99),
  }),
);
await client.close?.();
// Open connections would keep the process running.
process.exit(0);
