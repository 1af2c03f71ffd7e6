'use strict';

// Loads the native part: the package of this platform, or a local build.

/** The native packages, by `process.platform` and `process.arch`. */
const PLATFORMS = {
  'linux x64': ['linux-x64-gnu', 'linux-x64-musl'],
  'linux arm64': ['linux-arm64-gnu', 'linux-arm64-musl'],
  'darwin x64': ['darwin-x64'],
  'darwin arm64': ['darwin-arm64'],
  'win32 x64': ['win32-x64-msvc'],
  'win32 arm64': ['win32-arm64-msvc'],
};

/** The libc of Linux, for the error message. Determining it takes longer than loading the addon. */
function libc() {
  if (process.platform !== 'linux') return '';
  const glibc = process.report?.getReport?.().header?.glibcVersionRuntime;
  return glibc ? ` with glibc ${glibc}` : ' without glibc (musl?)';
}

function load() {
  const known = PLATFORMS[`${process.platform} ${process.arch}`] ?? [];
  const tried = [];
  for (const name of known) {
    for (const path of [`plock-${name}`, `./plock.${name}.node`]) {
      try {
        return require(path);
      } catch (error) {
        tried.push(error);
      }
    }
  }
  const platform = `${process.platform} ${process.arch}${libc()}`;
  const all = Object.values(PLATFORMS).flat().join(', ');
  // A package that fails to load says more than one that is missing.
  const cause = tried.find((error) => error.code !== 'MODULE_NOT_FOUND') ?? tried[0];
  const reason =
    known.length === 0
      ? `unsupported platform; supported: ${all}`
      : `expected the package ${known.map((name) => `plock-${name}`).join(' or ')}: install plock again on this machine, with optional dependencies (npm install --include=optional)`;
  throw new Error(`plock: no native part for ${platform}: ${reason}`, { cause });
}

module.exports = load();
