import type { Mutant } from './mutant.ts';

const laid = { file: 'rules/print/lay-out.test.ts' };
const printed = { file: 'runtime/work/print/prints.db.test.ts' };

/** Records on paper: what is on it, for whom, and how much of it. */
export const ofPrints: readonly Mutant[] = [
  {
    file: 'rules/print/lay-out.ts',
    find: 'if (!compiled.ok || !(await evaluate(compiled.value, { record, call }))) hidden.add(block);',
    replace: 'if (!compiled.ok) hidden.add(block);',
    why: 'a block is on paper though its condition does not hold',
    suite: laid,
  },
  {
    file: 'rules/print/printed-record.ts',
    find: 'if (!found || value === undefined) return undefined;',
    replace: 'if (!found) return undefined;',
    why: 'a field that the reader does not see stands there by its label',
    suite: laid,
  },
  {
    file: 'runtime/work/print/create-prints.ts',
    find: 'if (total > mostRecords) throw',
    replace: 'if (total < 0) throw',
    why: 'one PDF is made of as many records as there are',
    suite: { ...printed, tests: 'more than somebody holds' },
  },
  {
    file: 'rules/print/to-pdf.ts',
    find: 'text: pageOf(page - begin + 1, end - begin + 1, tree.language),',
    replace: 'text: pageOf(page, pages, tree.language),',
    why: 'pages of a record are counted through those of all others in the file',
    suite: { ...printed, tests: 'many records are one PDF' },
  },
];
