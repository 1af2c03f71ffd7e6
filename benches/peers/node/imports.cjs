// Measures the load of a library and the creation of a client: node imports.cjs NAME. `bare` loads nothing.

const name = process.argv[2];
if (name === 'plock') {
  const { Plock } = require('plock');
  globalThis.client = new Plock({ apiKey: 'bench' });
} else if (name === 'axios') {
  require('axios');
} else if (name === 'undici') {
  require('undici');
} else if (name === 'stainless') {
  const { OpenAI } = require('openai');
  globalThis.client = new OpenAI({ apiKey: 'bench' });
} else if (name !== 'bare') {
  throw new Error(`no import named ${name}`);
}

const { user, system } = process.cpuUsage();
let status = '';
try {
  status = require('node:fs').readFileSync('/proc/self/status', 'utf8');
} catch {}
const kib = (field) => Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
const cpu = (user + system) * 1000;
console.log(
  JSON.stringify({
    wall_ns: cpu,
    cpu_ns: cpu,
    process_ns: cpu,
    peak_kib: kib('VmHWM'),
    resident_kib: kib('VmRSS'),
    count: 1,
    checksum: '',
    p50_ns: null,
    p99_ns: null,
  }),
);
process.exit(0);
