import type { Mutant } from './mutant.ts';

const suite = { file: 'runtime/http/decisions/decisions.db.test.ts' };

/** Decisions asked of a running server: what they read, of when, for whom, and how many at once. */
export const ofAsking: readonly Mutant[] = [
  {
    file: 'ui/desk/hand-split.ts',
    find: 'compare(magnitude(wanted), magnitude(whole)) >= 0',
    replace: 'compare(magnitude(wanted), magnitude(whole)) > 0',
    why: 'all of a line is cut off it, and nothing stays where it stood',
    suite: { file: 'ui/desk/hand-split.test.ts' },
  },
  {
    file: 'runtime/issuing/preview-applications.ts',
    find: '.every((field) => rights.readable(form, field))',
    replace: '.some((field) => rights.readable(form, field))',
    why: 'a preview says of an invoice what one may not read of it',
    suite: { file: 'runtime/issuing/circle.db.test.ts' },
  },
  {
    file: 'runtime/issuing/worker.ts',
    find: 'if (!known && (await isToStop(parts, own, read)))',
    replace: 'if (await isToStop(parts, own, read))',
    why: 'what the channel has issued already is taken for stopped, and its invoice is lost',
    suite: { file: 'runtime/issuing/settings.db.test.ts' },
  },
  {
    file: 'runtime/issuing/red/uses-of-blue.ts',
    find: "return issueStatus !== 'failed';",
    replace: 'return true;',
    why: 'a red invoice that failed gives back twice what it took, and is sent again without taking it',
    suite: { file: 'runtime/issuing/red/applications.db.test.ts' },
  },
  {
    file: 'rules/decisions/plan/take-back.ts',
    find: 'for (const blue of after) if (isIn(made, blue)) blues.set(blue.id, blue);',
    replace: 'void [made, after, blues];',
    why: 'two documents of one plan are promised the same of a blue invoice',
    suite: { file: 'runtime/issuing/red/applications.db.test.ts' },
  },
  {
    file: 'runtime/issuing/imaging/give-codes.ts',
    find: 'if (known && isCoded(known)) return { id: known.id };',
    replace: '',
    why: 'a bill that is asked for again gets another image code',
    suite: { file: 'runtime/issuing/imaging/image-codes.db.test.ts' },
  },
  {
    file: 'runtime/issuing/imaging/give-codes.ts',
    find: "if ((await hands.where(form, 'code', code)).length > 0) continue;",
    replace: '',
    why: 'an image code is made that another strategy gave before',
    suite: { file: 'runtime/issuing/imaging/image-codes.db.test.ts' },
  },
  {
    file: 'runtime/issuing/overview.ts',
    find: "this.#orgs = call.org === orgs.root ? [] : [{ fact: 'org', operator: 'in', value: some }];",
    replace: 'this.#orgs = [];',
    why: 'the numbers of an organisation count what others have to do',
    suite: { file: 'runtime/http/issuing/overview.db.test.ts' },
  },
  {
    file: 'runtime/store/list/tally.ts',
    find: 'if (stored || before) kept.delete(form);',
    replace: 'if (stored || before) {}',
    why: 'the numbers of an organisation stay as they were counted first',
    suite: { file: 'runtime/http/issuing/overview.db.test.ts' },
  },
  {
    file: 'runtime/store/create-store.ts',
    find: 'void tallies.written(events);',
    replace: '',
    why: 'what other nodes wrote is not counted',
    suite: { file: 'runtime/http/issuing/overview.db.test.ts' },
  },
  {
    file: 'runtime/decisions/gather.ts',
    find: 'forms.filter((form) => whole || maySee(call, form))',
    replace: 'forms.filter((form) => whole || maySee(call, form) || true)',
    why: 'rules are used for somebody who may not see them',
    suite,
  },
  {
    file: 'runtime/decisions/create-decisions.ts',
    find: '      parts.books.follow(changes);',
    replace: '',
    why: 'what was saved since the first question is not known to the next',
    suite,
  },
  {
    file: 'runtime/decisions/create-decisions.ts',
    find: 'if (then && how.trial)',
    replace: 'if (then && how.trial && false)',
    why: 'a trial of the past is answered as if it were one',
    suite,
  },
  {
    file: 'runtime/decisions/merge-key.ts',
    find: 'return own === null ? alone : JSON.stringify([...rules, choice, own]);',
    replace: 'return alone;',
    why: 'applications that may become one invoice are planned in different batches',
    suite,
  },
  {
    file: 'runtime/decisions/stored-applications.ts',
    find: 'if (found.next === null) return;',
    replace: 'if (found.items.length > 0) return;',
    why: 'a filter means its first page',
    suite,
  },
  {
    file: 'runtime/decisions/stored-applications.ts',
    find: 'if (applications.length + page.applications.length > most)',
    replace: 'if (applications.length > most)',
    why: 'more are planned at once than a caller is to wait for',
    suite,
  },
];
