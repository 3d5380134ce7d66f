import type { Mutant } from './mutant.ts';

const laid = { file: 'rules/print/lay-out.test.ts' };
const printed = { file: 'runtime/work/print/prints.db.test.ts' };
const mailed = { file: 'runtime/einvoicing/outgoing/mails.db.test.ts' };

/** Records on paper: what is on it, for whom, and how much of it. */
export const ofPrints: readonly Mutant[] = [
  {
    file: 'rules/print/lay-out.ts',
    find: 'if (!compiled.ok || !(await evaluate(compiled.value, { record, call }))) hidden.add(of);',
    replace: 'if (!compiled.ok) hidden.add(of);',
    why: 'a block is on paper though its condition does not hold',
    suite: laid,
  },
  {
    file: 'rules/print/printed-record.ts',
    find: 'if (!found || isUnprinted(found) || value === undefined) return undefined;',
    replace: 'if (!found || isUnprinted(found)) return undefined;',
    why: 'a field that the reader does not see stands there by its label',
    suite: laid,
  },
  {
    file: 'rules/print/printed-record.ts',
    find: 'if (!found || isUnprinted(found) || value === undefined) return undefined;',
    replace: 'if (!found || value === undefined) return undefined;',
    why: 'what a field says is on no paper stands in texts all the same',
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
  {
    file: 'runtime/http/records/prints.ts',
    find: '{ view, ...(sort && { sort }), filter },',
    replace: '{ view, ...(sort && { sort }) },',
    why: 'records that nobody picked are printed with those that were',
    suite: { ...printed, tests: 'picked records are one PDF' },
  },
  {
    file: 'runtime/einvoicing/outgoing/named-prints.ts',
    find: "if (!label) return { code: 'print-not-there', params: { print: name } };",
    replace: 'if (!label) continue;',
    why: 'a mail goes out without what its scheme promises',
    suite: mailed,
  },
  {
    file: 'runtime/einvoicing/outgoing/with-files.ts',
    find: 'if (file.content.byteLength > room) {',
    replace: 'if (file.content.byteLength > limit * megabyte) {',
    why: 'the attachments of a mail are heavier together than they may be',
    suite: mailed,
  },
  {
    file: 'metadata/design/steps/apply-of-form.ts',
    find: 'if (taken !== undefined && taken !== known)',
    replace: 'if (taken === undefined)',
    why: 'a template takes the name of another one of its layer',
    suite: { file: 'metadata/design/prints.test.ts' },
  },
  {
    file: 'ui/design/prints/block-tree.ts',
    find: 'return own.toSpliced(before, 0, [block, -1]);',
    replace: 'return own.toSpliced(to.index, 0, [block, -1]);',
    why: 'a block that is moved down goes one place too far',
    suite: { file: 'ui/design/prints/block-tree.test.ts' },
  },
];
