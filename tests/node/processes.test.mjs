import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { Plock } from 'plock';
import { at, pages, server } from './server.mjs';

const here = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
/** Whether this is the stress step, in which child processes collect garbage constantly too. */
const stress = process.execArgv.includes('--expose-gc');
const flags = stress ? ['--expose-gc', '--import', './gc.mjs'] : [];
const node = (code, env = {}) => promisify(execFile)(process.execPath, [...flags, '-e', code], { cwd: here, timeout: 30_000, env: { ...process.env, ...env } });

test('a process exits when no call is pending', async () => {
  const target = await pages(30, 10, 20);
  const env = { PLOCK_BASE_URL: target.baseUrl, PLOCK_API_KEY: 'k' };
  assert.equal((await node(`new (require('plock').Plock)(); console.log('made')`, env)).stdout, 'made\n');
  const list = `const { Plock } = require('plock'); new Plock().invoices.list().toArray().then((all) => console.log(all.length))`;
  assert.equal((await node(list, env)).stdout, '30\n');
  const left = `(async () => { for await (const _ of new (require('plock').Plock)().invoices.list()) break; console.log('left'); })()`;
  assert.equal((await node(left, env)).stdout, 'left\n');
  const silent = await server(() => null);
  const aborted = `new (require('plock').Plock)().invoices.get(1, { signal: AbortSignal.timeout(50) }).catch((e) => console.log(e.name)); setTimeout(() => {}, 200)`;
  assert.equal((await node(aborted, { PLOCK_BASE_URL: silent.baseUrl, PLOCK_API_KEY: 'k' })).stdout, 'TimeoutError\n');
});

test('a worker thread can be terminated during a call', async () => {
  const target = await pages(50, 10);
  const silent = await server(() => null);
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { Plock } = require('plock');
    (async () => {
      const plock = new Plock({ apiKey: 'k', baseUrl: workerData.target });
      const all = await plock.invoices.list().toArray();
      new Plock({ apiKey: 'k', baseUrl: workerData.silent }).invoices.get(1).catch(() => {});
      parentPort.postMessage(all);
    })();`;
  for (let times = 0; times < 5; times += 1) {
    const worker = new Worker(code, { eval: true, workerData: { target: target.baseUrl, silent: silent.baseUrl } });
    const all = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
    assert.equal(all.length, 50);
    assert.equal(all[49].amount, '50.50');
    await worker.terminate();
  }
  assert.equal((await new Plock(at(target)).invoices.list().toArray()).length, 50);
});

// As test runners do, for each file.
test('a module that was loaded again is garbage collected, but its calls end', async () => {
  const target = await pages(30, 10, 20);
  const code = `
    require('node:v8').setFlagsFromString('--expose-gc');
    const collect = require('node:vm').runInNewContext('gc');
    let alive = 0;
    const modules = new FinalizationRegistry(() => (alive -= 1));
    const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
    function load() {
      for (const path of Object.keys(require.cache)) if (!path.endsWith('.node')) delete require.cache[path];
      module.children.length = 0;
      const { Plock } = require('plock');
      modules.register(Plock);
      alive += 1;
      return new Plock().invoices.list().toArray().then((list) => list.length);
    }
    (async () => {
      const collecting = setInterval(collect, 5);
      const lengths = await Promise.all(Array.from({ length: 20 }, load));
      clearInterval(collecting);
      for (let times = 0; alive > 2 && times < 50; times += 1) await soon(collect());
      // The last one is in use, and the engine may still have another.
      console.log(new Set(lengths), alive > 2 ? alive : 'freed');
    })();`;
  const { stdout } = await node(code, { PLOCK_BASE_URL: target.baseUrl, PLOCK_API_KEY: 'k' });
  assert.equal(stdout, 'Set(1) { 30 } freed\n');
});

test('detectors of open handles see whether a call is pending', async () => {
  const target = await pages(30, 10, 50);
  const code = `
    let handle;
    const init = (id, type, trigger, resource) => { if (type === 'plock') handle = resource; };
    require('node:async_hooks').createHook({ init }).enable();
    const { Plock } = require('plock');
    const seen = [handle.hasRef()];
    const list = new Plock().invoices.list().toArray();
    setImmediate(() => seen.push(handle.hasRef()));
    list.then(() => setImmediate(() => console.log(...seen, handle.hasRef())));`;
  const { stdout } = await node(code, { PLOCK_BASE_URL: target.baseUrl, PLOCK_API_KEY: 'k' });
  assert.equal(stdout, 'false true false\n');
});

const require = createRequire(import.meta.url);

/** A copy of the package, in a folder of its own. */
function copied() {
  const package_ = dirname(require.resolve('plock/package.json'));
  const copy = join(mkdtempSync(join(tmpdir(), 'plock-')), 'node_modules');
  after(() => rmSync(dirname(copy), { recursive: true, force: true }));
  cpSync(package_, join(copy, 'plock'), { recursive: true });
  const native = Object.keys(require('plock/package.json').optionalDependencies).filter((name) => {
    try {
      cpSync(dirname(createRequire(join(package_, 'x')).resolve(name)), join(copy, name), { recursive: true });
      return true;
    } catch {
      return false;
    }
  });
  assert.equal(native.length, 1);
  return join(copy, 'plock');
}

test('files and an addon from different builds are an error', () => {
  const copy = copied();
  const file = join(dirname(require.resolve(copy)), 'bundle.js');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^const build = '.*';$/m, "const build = '0.0.9+00000000';"));
  assert.throws(() => require(copy), (error) => error instanceof Error && /from build 0\.0\.9\+00000000, .* from build .*; reinstall plock/.test(error.message));
});

test('without the testing kit, its entry point says what to install', () => {
  const { resolve } = createRequire(join(copied(), 'x'));
  const expected = { code: 'MODULE_NOT_FOUND', message: 'plock/testing: npm install --save-dev plock-testing' };
  assert.throws(() => require(resolve('plock/testing')), expected);
});

test('two copies of the package work in one process', async () => {
  const other = require(copied());
  assert.notEqual(other.Plock, Plock);
  const target = await pages(20, 5);
  const [a, b] = await Promise.all([new Plock(at(target)).invoices.list().toArray(), new other.Plock(at(target)).invoices.list().toArray()]);
  assert.equal(a.length, 20);
  assert.deepEqual(b.map((one) => ({ ...one })).length, 20);
  assert.ok(!(b[0] instanceof a[0].constructor));
});

// Measures time, which constant garbage collection distorts.
test('a page of 1,000 rows does not block the event loop', { skip: stress }, async () => {
  // In a separate process, without the server of the test.
  const target = await pages(5_000, 1_000);
  const code = `
    const { Plock } = require('plock');
    (async () => {
      const plock = new Plock();
      const rounds = [];
      for (let round = 0; round < 12; round += 1) {
        let longest = 0;
        let over = false;
        let last = performance.now();
        const turn = () => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
          if (!over) setImmediate(turn);
        };
        turn();
        let rows = 0;
        for await (const page of plock.invoices.list().pages()) rows += page.items.length;
        turn();
        over = true;
        rounds.push({ rows, longest });
      }
      console.log(JSON.stringify(rounds));
    })();`;
  const { stdout } = await node(code, { PLOCK_BASE_URL: target.baseUrl, PLOCK_API_KEY: 'k' });
  const rounds = JSON.parse(stdout);
  assert.ok(rounds.every(({ rows }) => rows === 5_000));
  // The best round, as the machine may be busy.
  const longest = Math.min(...rounds.map((round) => round.longest));
  assert.ok(longest < 5, `${longest} ms`);
});

test('the error of an unsupported platform lists the supported ones', async () => {
  const code = `
    Object.defineProperty(process, 'platform', { value: 'sunos' });
    try { require('plock') } catch (error) { console.log(error.message) }`;
  assert.match((await node(code)).stdout, /^plock: no native part for sunos .*: unsupported platform; supported: .*linux-x64-gnu/);
});

test('a thread can end with undelivered events', { timeout: 60_000 }, async () => {
  // Responses arrive while the thread is blocked. MALLOC_PERTURB_ overwrites freed memory, so that its use fails.
  const target = await pages(50, 1);
  const thread = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { Plock } = require('plock');
    const plock = new Plock({ apiKey: 'k', baseUrl: workerData, logger: () => {} });
    for (let left = 10; left > 0; left -= 1) plock.invoices.get(1).catch(() => {});
    setImmediate(() => {
      for (const end = Date.now() + 40; Date.now() < end; );
      process.exit(0);
    });`;
  const code = `
    const { Worker } = require('node:worker_threads');
    (async () => {
      for (let times = 0; times < 12; times += 1) {
        const thread = new Worker(${JSON.stringify(thread)}, { eval: true, workerData: ${JSON.stringify(target.baseUrl)} });
        await new Promise((resolve, reject) => thread.once('exit', resolve).once('error', reject));
      }
      console.log('alive');
    })();`;
  assert.equal((await node(code, { MALLOC_PERTURB_: '165' })).stdout, 'alive\n');
});
