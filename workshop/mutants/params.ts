import type { Mutant } from './mutant.ts';

const resolution = { file: 'rules/params/resolution.test.ts' };

/** Which value of a parameter is effective, and what may be set. */
export const ofParameters: readonly Mutant[] = [
  {
    file: 'rules/params/effective.ts',
    find: 'if (said.locked) lock = said;',
    replace: 'if (said.locked) lock ??= said;',
    why: 'the nearest lock wins over the topmost',
    suite: resolution,
  },
  {
    file: 'rules/params/effective.ts',
    find: 'return lock ?? nearest;',
    replace: 'return nearest ?? lock;',
    why: 'what is set below a lock is read',
    suite: resolution,
  },
  {
    file: 'rules/params/effective.ts',
    find: 'const orgs = inherited ? path : path.slice(0, 1);',
    replace: 'const orgs = path;',
    why: 'what is not inherited is',
    suite: resolution,
  },
  {
    file: 'rules/params/set-value.ts',
    find: 'date > validTo',
    replace: 'date >= validTo',
    why: 'a value does not hold on its last day',
    suite: resolution,
  },
  {
    file: 'rules/params/address.ts',
    find: 'return tax === key ? [key, everyInstance] : [key, tax, everyInstance];',
    replace: 'return tax === key ? [key, everyInstance] : [tax, key, everyInstance];',
    why: 'a tax number is asked before its machine',
    suite: resolution,
  },
];
