import type { Mutant } from './mutant.ts';

const ofHidden = { file: 'rules/behaviour/hidden-values.test.ts' };
const ofLicences = { file: 'rules/einvoicing/licence/licence.test.ts' };
const ofTolerances = { file: 'rules/einvoicing/check-tolerances/check-tolerances.test.ts' };
const ofAims = { file: 'runtime/effective/match/for-whom.db.test.ts' };
const ofDeleted = { file: 'runtime/http/records/deleted.db.test.ts' };

/** Faults in what forms say of their records, and in decisions on them. */
export const ofRules: readonly Mutant[] = [
  {
    file: 'rules/behaviour/compile-form.ts',
    find: "if (!check) issues.report('unknown-check'",
    replace: "if (!check && !source) issues.report('unknown-check'",
    why: 'a form names a check that nobody brings, and nobody notices',
    suite: { file: 'rules/behaviour/check-behaviour.test.ts' },
  },
  {
    file: 'metadata/model/compile.ts',
    find: 'new Map([...(options.texts ?? []), ...messages])',
    replace: 'new Map([...messages, ...(options.texts ?? [])])',
    why: 'a package says otherwise what a domain says, and nobody hears it',
    suite: { file: 'metadata/model/layers.test.ts' },
  },
  {
    file: 'rules/behaviour/hidden-values.ts',
    find: 'if (part.before && same && !(yield* wasVisible(said, part, work))) return;',
    replace: 'if (part.before && same) return;',
    why: 'a value stays in a field that this save hides',
    suite: ofHidden,
  },
  {
    file: 'rules/behaviour/hidden-values.ts',
    find: 'if (shown) return;',
    replace: '',
    why: 'a value goes although its field is shown',
    suite: ofHidden,
  },
  {
    file: 'rules/behaviour/locks.ts',
    find: 'if (source.action === lock && (',
    replace: 'if (source.action !== lock && (',
    why: 'what a form locks against deletion can be deleted',
    suite: { file: 'runtime/model/packages/licences.db.test.ts' },
  },
  {
    file: 'rules/einvoicing/licence/licence.ts',
    find: 'if (today < from) return',
    replace: 'if (today <= from) return',
    why: 'a licence that was taken away is blocked a day too long',
    suite: ofLicences,
  },
  {
    file: 'rules/einvoicing/licence/licence.ts',
    find: 'if (used >= total) return',
    replace: 'if (used > total) return',
    why: 'one licence more is given than there are',
    suite: ofLicences,
  },
  {
    file: 'runtime/einvoicing/actions/licence.ts',
    find: '(await takeRevisions(tx, 1)).first',
    replace: 'first + 1',
    why: 'several licences in one batch take each other’s revisions',
    suite: { file: 'runtime/model/packages/licences.db.test.ts' },
  },
  {
    file: 'runtime/storage/store/commit/record-commit.ts',
    find: 'span.last = Math.max(span.last, revision);',
    replace: 'span.last = revision;',
    why: 'a commit ends before what one of its writes brought along',
    suite: { file: 'runtime/model/packages/licences.db.test.ts' },
  },
  {
    file: 'rules/einvoicing/check-tolerances/check-tolerances.ts',
    find: "lineAmount: '0.01'",
    replace: "lineAmount: '0.02'",
    why: 'the amount of a line may be a cent further off',
    suite: ofTolerances,
  },
  {
    file: 'rules/einvoicing/check-tolerances/check-tolerances.ts',
    find: "lineTax: '0.06'",
    replace: "lineTax: '0.05'",
    why: 'a tax of a line that is just right is refused',
    suite: ofTolerances,
  },
  {
    file: 'rules/einvoicing/check-tolerances/check-tolerances.ts',
    find: "invoiceTax: '1.27'",
    replace: "invoiceTax: '1.28'",
    why: 'the tax of an invoice may be a cent further off',
    suite: ofTolerances,
  },
  {
    file: 'rules/einvoicing/check-tolerances/check-tolerances.ts',
    find: 'compare(abs(sub(expected, actual)), bound) <= 0',
    replace: 'compare(sub(expected, actual), bound) <= 0',
    why: 'what is too much is right, only what is too little is not',
    suite: ofTolerances,
  },
  {
    file: 'rules/einvoicing/check-tolerances/check-tolerances.ts',
    find: "if (above?.kind !== 'discounted')",
    replace: "if (above?.kind === 'discount')",
    why: 'a discount stands below any line',
    suite: ofTolerances,
  },
  {
    file: 'rules/einvoicing/check-tolerances/check-tolerances.ts',
    find: 'compare(actual, most) > 0',
    replace: 'compare(actual, most) >= 0',
    why: 'a discount of all there is is refused',
    suite: ofTolerances,
  },
  {
    file: 'rules/match/aim.ts',
    find: "const isForAll = one.empty === 'all' || (",
    replace: "const isForAll = one.empty !== 'all' || (",
    why: 'a rule that names nobody is for everybody where it should be for none',
    suite: ofAims,
  },
  {
    file: 'rules/match/aim.ts',
    find: 'return known ? known.filter((one) => more.includes(one)) : more;',
    replace: 'return more;',
    why: 'of two places that name organisations only the last is asked',
    suite: ofAims,
  },
  {
    file: 'runtime/common/messages/render-problem.ts',
    find: "...(problem.severity === 'warning' ? { severity: 'warning' } : {}),",
    replace: '',
    why: 'nobody is told that a problem only warns',
    suite: { file: 'runtime/http/records/sharing-actions.db.test.ts', tests: 'a record that comes back' },
  },
  {
    file: 'runtime/storage/store/history/deleted.ts',
    find: 'AND later.revision > gone.revision)',
    replace: 'AND later.revision > gone.revision AND 1 = 0)',
    why: 'a record that was brought back still counts as deleted',
    suite: ofDeleted,
  },
  {
    file: 'runtime/storage/store/history/deleted.ts',
    find: "const restorable = managesRecord(call, form, 'edit', last);",
    replace: 'const restorable = true;',
    why: 'who may not bring a record back is offered to',
    suite: ofDeleted,
  },
  {
    file: 'ui/session/typed-like.ts',
    find: 'if (folded.some((text) => text.includes(wanted))) return 2;',
    replace: '',
    why: 'what stands in the middle of a name is not found',
    suite: { file: 'ui/session/typed-like.test.ts' },
  },
  {
    file: 'ui/session/typed-like.ts',
    find: 'letters.startsWith(first.slice(0, length)) && ',
    replace: '',
    why: 'any letters are taken for pinyin',
    suite: { file: 'ui/session/typed-like.test.ts' },
  },
];
