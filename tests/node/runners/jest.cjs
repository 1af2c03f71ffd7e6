'use strict';

// Runs the tests with jest. Fails if it detects an open handle, for which jest itself does not fail.

const { spawnSync } = require('node:child_process');
const { dirname, join } = require('node:path');

const program = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');
const options = ['--rootDir', __dirname, '--detectOpenHandles', '[./]jest.spec'];
// For the tests that are ES modules.
const { status, stderr } = spawnSync(process.execPath, ['--experimental-vm-modules', program, ...options], { encoding: 'utf8' });
console.log(stderr);
process.exitCode = status !== 0 || /open handle/.test(stderr) ? 1 : 0;
