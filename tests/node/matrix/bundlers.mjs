// Builds a program with each bundler and tracer, and starts it: in an empty folder, except where packages stay external. Usage: bundlers.mjs [NAME...]

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(require.resolve('plock/package.json', { paths: [process.cwd()] })));
const work = mkdtempSync(join(realpathSync(tmpdir()), 'plock-bundlers-'));
const run = promisify(execFile);
const { NODE_PATH, NODE_OPTIONS, ...env } = process.env;
/** The packages of native parts. */
const NATIVE = /^plock(-testing)?-(linux|darwin|win32)-/;
const warnings = { onwarn: () => {}, logLevel: 'silent' };

/** Each builds a program into a folder and returns what to start there. */
const bundlers = {
  async esbuild(out, app) {
    const { build } = await import('esbuild');
    await build({ entryPoints: [app], outfile: join(out, 'main.cjs'), bundle: true, platform: 'node', format: 'cjs', loader: { '.node': 'copy' }, logLevel: 'error' });
    return 'main.cjs';
  },
  async 'esbuild, external'(out, app) {
    const { build } = await import('esbuild');
    await build({ entryPoints: [app], outfile: join(out, 'main.mjs'), bundle: true, platform: 'node', format: 'esm', external: ['plock', 'plock/testing'], logLevel: 'error' });
    return linked(out, 'main.mjs');
  },
  async webpack(out, app) {
    const { default: webpack } = await import('webpack');
    const rules = [{ test: /\.node$/, loader: require.resolve('node-loader') }];
    const config = { mode: 'production', target: 'node', entry: app, output: { path: out, filename: 'main.cjs' }, module: { rules } };
    const stats = await promisify(webpack)(config);
    assert.ok(!stats.hasErrors(), stats.toString());
    return 'main.cjs';
  },
  async rollup(out, app) {
    const { rollup } = await import('rollup');
    const [{ default: commonjs }, { nodeResolve }] = await Promise.all([import('@rollup/plugin-commonjs'), import('@rollup/plugin-node-resolve')]);
    const bundle = await rollup({ input: app, external: [NATIVE], plugins: [nodeResolve(), commonjs()], ...warnings });
    await bundle.write({ file: join(out, 'main.cjs'), format: 'cjs' });
    return linked(out, 'main.cjs', true);
  },
  async 'rollup, external'(out, app) {
    const { rollup } = await import('rollup');
    const bundle = await rollup({ input: app, external: [/^plock/], ...warnings });
    await bundle.write({ file: join(out, 'main.mjs'), format: 'es' });
    return linked(out, 'main.mjs');
  },
  async 'Vite SSR'(out, app) {
    const { build } = await import('vite');
    await build({ root: dirname(app), logLevel: 'error', build: { ssr: app, outDir: out, emptyOutDir: false, rollupOptions: { output: { entryFileNames: 'main.mjs' } } } });
    return linked(out, 'main.mjs');
  },
  async ncc(out, app) {
    // An ES module would have no `__dirname`, with which ncc finds .node files.
    const entry = join(out, 'entry.cjs');
    writeFileSync(entry, readFileSync(app, 'utf8').replaceAll(/^import (.*) from '(.*)';/gm, "const $1 = require('$2');"));
    linked(out, entry);
    const { code, assets } = await require('@vercel/ncc')(entry, { cache: false, quiet: true });
    rmSync(join(out, 'node_modules'), { recursive: true });
    writeFileSync(join(out, 'main.cjs'), code);
    for (const [name, { source }] of Object.entries(assets)) {
      mkdirSync(dirname(join(out, name)), { recursive: true });
      writeFileSync(join(out, name), source);
    }
    return 'main.cjs';
  },
  async nft(out, app) {
    const { nodeFileTrace } = await import('@vercel/nft');
    const base = dirname(root);
    const { fileList } = await nodeFileTrace([app], { base });
    for (const file of fileList) cpSync(join(base, file), join(out, file), { recursive: true });
    return relative(base, app);
  },
  async 'Next.js standalone'(out, app) {
    const source = join(work, 'next');
    cpSync(join(here, 'next'), source, { recursive: true });
    cpSync(root, join(source, 'node_modules'), { recursive: true, verbatimSymlinks: true });
    await run(process.execPath, [join(source, 'node_modules/next/dist/bin/next'), 'build'], { cwd: source, env: { ...env, NEXT_TELEMETRY_DISABLED: '1' } });
    cpSync(join(source, '.next/standalone'), out, { recursive: true, verbatimSymlinks: true });
    return 'server.js';
  },
};

/** Installs the packages that stay external. */
function linked(out, program, nativeOnly = false) {
  mkdirSync(join(out, 'node_modules'), { recursive: true });
  const names = readdirSync(root).filter((name) => (nativeOnly ? NATIVE.test(name) : name.startsWith('plock')));
  for (const name of names) symlinkSync(join(root, name), join(out, 'node_modules', name), 'junction');
  return program;
}

const EXPECTED = { amount: '1000.00', isNotFound: true, rows: true };

async function start(out, program) {
  const { stdout } = await run(process.execPath, [program], { cwd: out, env });
  assert.deepEqual(JSON.parse(stdout), EXPECTED);
}

async function serve(out, program) {
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(process.execPath, [program], { cwd: out, env: { ...env, PORT: String(port), HOSTNAME: '127.0.0.1' }, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of child.stdout) if (String(line).includes('Ready')) break;
    const response = await fetch(`http://127.0.0.1:${port}/`);
    assert.deepEqual(await response.json(), EXPECTED);
  } finally {
    child.kill();
  }
}

try {
  const wanted = process.argv.slice(2);
  for (const [name, build] of Object.entries(bundlers)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    // The second one uses the testing kit.
    for (const app of name.startsWith('Next') ? ['app.mjs'] : ['app.mjs', 'kit.mjs']) {
      const out = join(work, `${name}-${app}`.replaceAll(/\W/g, '-'), 'out');
      mkdirSync(out, { recursive: true });
      const program = await build(out, join(here, app));
      await (program === 'server.js' ? serve : start)(out, program);
      console.log(`${name}, ${app}: built and started`);
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
