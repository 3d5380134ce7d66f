import type { Mutant } from './mutant.ts';

const suite = { file: 'runtime/storage/store/act/batch-laws.db.test.ts' };

export const ofBatches: readonly Mutant[] = [
  {
    file: 'runtime/storage/store/act/new-records.ts',
    find: 'this.#tables.some((table) => sql.includes(table))',
    replace: "sql === ''",
    why: 'a record of a batch does not find the one before it',
    suite,
  },
  {
    file: 'runtime/storage/store/act/new-records.ts',
    find: ' || planned.keys.some((key) => this.#keys.has(key))',
    replace: '',
    why: 'two records of one batch take one number',
    suite,
  },
  {
    file: 'runtime/storage/store/act/new-records.ts',
    find: 'planned.alone || planned.single',
    replace: 'planned.alone',
    why: 'a number that somebody typed is counted once more',
    suite,
  },
];
