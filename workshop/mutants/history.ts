import type { Mutant } from './mutant.ts';

/** Faults in the history of records, and in what comes back of it. */
export const ofHistory: readonly Mutant[] = [
  {
    file: 'runtime/storage/store/history/restore.ts',
    find: "  for (const day of ['validFrom', 'validTo']) if (form.validity) next[day] = version[day] ?? null;\n  // It comes back as it was",
    replace: '  // It comes back as it was',
    why: 'a deleted record comes back without its validity',
    suite: { file: 'runtime/storage/store/record/records.db.test.ts' },
  },
];
