'use strict';

// Loads the native part: the file that PLOCK_NATIVE_PATH names, the package of this platform, or a local build.

const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');

/** The native packages, by `process.platform` and `process.arch`. */
const PLATFORMS = {
  'linux x64': ['linux-x64-gnu', 'linux-x64-musl'],
  'linux arm64': ['linux-arm64-gnu', 'linux-arm64-musl'],
  'darwin x64': ['darwin-x64'],
  'darwin arm64': ['darwin-arm64'],
  'win32 x64': ['win32-x64-msvc'],
  'win32 arm64': ['win32-arm64-msvc'],
};

/** Bundlers and tracers only find literal names, and only accept missing packages if `require` is directly inside `try`. */
function fromPackage(name, failures) {
  try {
    switch (name) {
      case 'linux-x64-gnu':
        return require('plock-linux-x64-gnu');
      case 'linux-x64-musl':
        return require('plock-linux-x64-musl');
      case 'linux-arm64-gnu':
        return require('plock-linux-arm64-gnu');
      case 'linux-arm64-musl':
        return require('plock-linux-arm64-musl');
      case 'darwin-x64':
        return require('plock-darwin-x64');
      case 'darwin-arm64':
        return require('plock-darwin-arm64');
      case 'win32-x64-msvc':
        return require('plock-win32-x64-msvc');
      case 'win32-arm64-msvc':
        return require('plock-win32-arm64-msvc');
    }
  } catch (error) {
    failures.push(error);
  }
}

/** Not `require`, which bundlers would try to resolve. */
function fromFile(path) {
  const addon = { exports: {} };
  process.dlopen(addon, path);
  return addon.exports;
}

/** A local build. A bundler may put this code into an ES module, which has no `__dirname`. */
function fromSources(name) {
  const path = typeof __dirname === 'string' ? join(__dirname, `plock.${name}.node`) : undefined;
  return path !== undefined && existsSync(path) ? fromFile(path) : undefined;
}

/** Whether this Linux has musl instead of glibc. Determining it takes longer than loading the addon. */
function isMusl() {
  return process.platform === 'linux' && !process.report?.getReport?.().header?.glibcVersionRuntime;
}

/** What to do about the failure. */
function advice(names, cause) {
  if (names.length === 0) return `unsupported platform; supported: ${Object.values(PLATFORMS).flat().join(', ')}`;
  if (cause?.code === 'ERR_DLOPEN_DISABLED') return 'native addons are disabled: start Node with --allow-addons, and without --no-addons';
  if (cause?.code === 'ERR_ACCESS_DENIED') return 'reading it is not permitted: start Node with --allow-fs-read for node_modules';
  const wanted = `plock-${names.find((name) => names.length === 1 || name.endsWith('-musl') === isMusl())}`;
  // Of a package that is missing. One that fails to load is there.
  const missing = cause === undefined || !String(cause.code).startsWith('ERR_DLOPEN');
  const found = missing ? 'is not installed' : 'cannot be loaded';
  return (
    `the package ${wanted} ${found}: install plock again on this machine, with optional dependencies (npm install --include=optional); ` +
    'with a bundler, keep plock external or let it copy .node files; or set PLOCK_NATIVE_PATH to the path of plock.node'
  );
}

function load() {
  const path = process.env.PLOCK_NATIVE_PATH;
  if (path) {
    try {
      return fromFile(resolve(path));
    } catch (cause) {
      throw new Error(`plock: PLOCK_NATIVE_PATH: expected the path of the native part for this platform, got ${path}`, { cause });
    }
  }
  const names = PLATFORMS[`${process.platform} ${process.arch}`] ?? [];
  const failures = [];
  for (const name of names) {
    const addon = fromPackage(name, failures) ?? fromSources(name);
    if (addon !== undefined) return addon;
  }
  // A package that fails to load says more than one that is missing.
  const cause = failures.find(({ code }) => code !== 'MODULE_NOT_FOUND') ?? failures[0];
  const platform = `${process.platform} ${process.arch}${isMusl() ? ' (musl)' : ''}`;
  throw new Error(`plock: no native part for ${platform}: ${advice(names, cause)}`, { cause });
}

module.exports = load();
