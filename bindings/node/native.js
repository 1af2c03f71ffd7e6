'use strict';

// Finds the native part: the package of this platform, or what was built in the repository.

/** The packages that there are, by `process.platform` and `process.arch`. */
const PLATFORMS = {
  'linux x64': ['linux-x64-gnu', 'linux-x64-musl'],
  'linux arm64': ['linux-arm64-gnu', 'linux-arm64-musl'],
  'darwin x64': ['darwin-x64'],
  'darwin arm64': ['darwin-arm64'],
  'win32 x64': ['win32-x64-msvc'],
  'win32 arm64': ['win32-arm64-msvc'],
};

/** Of Linux only; asking for it takes longer than loading the addon, so it is left for the error. */
function libc() {
  if (process.platform !== 'linux') return '';
  const glibc = process.report?.getReport?.().header?.glibcVersionRuntime;
  return glibc ? ` with glibc ${glibc}` : ' with another libc than glibc (musl?)';
}

function load() {
  const known = PLATFORMS[`${process.platform} ${process.arch}`] ?? [];
  const tried = [];
  for (const name of known) {
    for (const place of [`plock-${name}`, `./plock.${name}.node`]) {
      try {
        return require(place);
      } catch (error) {
        tried.push(error);
      }
    }
  }
  const here = `${process.platform} ${process.arch}${libc()}`;
  const all = Object.values(PLATFORMS).flat().join(', ');
  // What is there and does not load says more than what is not there.
  const cause = tried.find((error) => error.code !== 'MODULE_NOT_FOUND') ?? tried[0];
  const what =
    known.length === 0
      ? `there is no package for this platform; those there are: ${all}`
      : `expected the package ${known.map((name) => `plock-${name}`).join(' or ')}: install plock again on this machine, and without leaving optional dependencies out (npm install --include=optional)`;
  throw new Error(`plock: no native part for ${here}: ${what}`, { cause });
}

module.exports = load();
