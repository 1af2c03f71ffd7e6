'use strict';

// The testing kit, which is a package of its own.

let kit;
try {
  kit = require('plock-testing');
} catch (cause) {
  if (cause.code !== 'MODULE_NOT_FOUND' || !cause.message.includes("'plock-testing'")) throw cause;
  throw Object.assign(new Error('plock/testing: npm install --save-dev plock-testing', { cause }), { code: cause.code });
}

exports.Recorded = kit.Recorded;
exports.Sandbox = kit.Sandbox;
