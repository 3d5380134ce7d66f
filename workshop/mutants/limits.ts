import type { Mutant } from './mutant.ts';

const ofLimits = { file: 'runtime/storage/store/limited.db.test.ts' };

/** Faults in rights that are limited to some records. */
export const ofLimitedRights: readonly Mutant[] = [
  {
    file: 'runtime/storage/store/sight/limits.ts',
    find: "if (values.length === 0 || !layout.byId.has(field)) return '1 = 0';",
    replace: "if (values.length === 0 || !layout.byId.has(field)) return '1 = 1';",
    why: 'for whom nothing is chosen sees everything',
    suite: ofLimits,
  },
  {
    file: 'runtime/call/rights.ts',
    find: 'return limits.every(({ field, among }) =>',
    replace: 'return limits.some(({ field, among }) =>',
    why: 'a record that keeps to one of several limits is reached',
    suite: ofLimits,
  },
];
