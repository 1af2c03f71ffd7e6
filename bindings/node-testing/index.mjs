import kit from './index.js';

export const { Recorded, Sandbox } = kit;
