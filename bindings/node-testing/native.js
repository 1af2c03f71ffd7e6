'use strict';

// Loads the native part from the package of this platform, the only one that npm installs.

const names = ['', '-gnu', '-musl', '-msvc'].map((end) => `plock-testing-${process.platform}-${process.arch}${end}`);
const failures = [];

/** Bundlers and tracers only find literal names, and only accept missing packages if `require` is directly inside `try`. */
function fromPackage(name) {
  try {
    switch (name) {
      case 'plock-testing-linux-x64-gnu':
        return require('plock-testing-linux-x64-gnu');
      case 'plock-testing-linux-x64-musl':
        return require('plock-testing-linux-x64-musl');
      case 'plock-testing-linux-arm64-gnu':
        return require('plock-testing-linux-arm64-gnu');
      case 'plock-testing-linux-arm64-musl':
        return require('plock-testing-linux-arm64-musl');
      case 'plock-testing-darwin-x64':
        return require('plock-testing-darwin-x64');
      case 'plock-testing-darwin-arm64':
        return require('plock-testing-darwin-arm64');
      case 'plock-testing-win32-x64-msvc':
        return require('plock-testing-win32-x64-msvc');
      case 'plock-testing-win32-arm64-msvc':
        return require('plock-testing-win32-arm64-msvc');
    }
  } catch (error) {
    failures.push(error);
  }
}

function load() {
  for (const name of names) {
    const addon = fromPackage(name);
    if (addon !== undefined) return addon;
  }
  // A package that fails to load says more than one that is missing.
  const cause = failures.find(({ code }) => code !== 'MODULE_NOT_FOUND') ?? failures[0];
  const advice = failures.length === 0 ? 'unsupported platform' : 'install plock-testing again on this machine, with optional dependencies';
  throw new Error(`plock-testing: no native part for ${process.platform} ${process.arch}: ${advice}`, { cause });
}

module.exports = load();
