'use strict';

// Loads the native part from the package of this platform, the only one that npm installs.

const { optionalDependencies } = require('./package.json');

const names = Object.keys(optionalDependencies).filter((name) => name.includes(`${process.platform}-${process.arch}`));
const failures = [];

function load() {
  for (const name of names) {
    try {
      return require(name);
    } catch (error) {
      failures.push(error);
    }
  }
  // A package that fails to load says more than one that is missing.
  const cause = failures.find(({ code }) => code !== 'MODULE_NOT_FOUND') ?? failures[0];
  const advice = names.length === 0 ? 'unsupported platform' : 'install plock-testing again on this machine, with optional dependencies';
  throw new Error(`plock-testing: no native part for ${process.platform} ${process.arch}: ${advice}`, { cause });
}

module.exports = load();
