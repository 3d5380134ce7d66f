import type { Mutant } from './mutant.ts';

const spans = { file: 'runtime/storage/store/list/report-keys.db.test.ts' };
const asked = { file: 'runtime/http/records/reports.db.test.ts' };
const results = { file: 'runtime/server/job-rights.db.test.ts' };
const formulas = { file: 'rules/formula/formula.test.ts' };
const read = { file: 'metadata/formula/formula.test.ts' };

/** What records come to, for whom, and what formulas make of them. */
export const ofReports: readonly Mutant[] = [
  {
    file: 'runtime/storage/store/list/report-keys.ts',
    find: 'const beyond = stretches[0]?.before ?? last;',
    replace: 'const beyond = last;',
    why: 'moments beyond the settings that are known go by the last one',
    suite: spans,
  },
  {
    file: 'runtime/storage/store/list/report.ts',
    find: 'together([known.values[at] ?? new Map(), one])',
    replace: 'together([one])',
    why: 'amounts of one group in several currencies are those of the last alone',
    suite: { ...asked, tests: 'come to what somebody finds' },
  },
  {
    file: 'runtime/http/records/reports.ts',
    find: 'return field !== undefined && (currency === undefined || found(currency) !== undefined);',
    replace: 'return field !== undefined;',
    why: 'a report is offered to whoever may not read the currency of its amounts',
    suite: { ...asked, tests: 'of nothing that somebody may not see' },
  },
  {
    file: 'ui/list/report/chart-shape.ts',
    find: 'currenciesIn(numbers).includes(currency)',
    replace: 'numbers.length > 0',
    why: 'a chart draws a series that has nothing in its currency',
    suite: { file: 'ui/list/report/chart-shape.test.ts' },
  },
  {
    file: 'ui/kit/chart/ribbons.ts',
    find: 'return (value) => shareOf(abs(value), most) * all;',
    replace: 'return (value) => Math.max(1, shareOf(abs(value), most) * all);',
    why: 'a ribbon of next to nothing is drawn as thick as one of more',
    suite: { file: 'ui/kit/chart/ribbons.test.ts' },
  },
  {
    file: 'ui/kit/chart/scale.ts',
    find: "const ticks = [...below, '0', ...above];",
    replace: 'const ticks = [...below, ...above];',
    why: 'bars begin where nothing is not',
    suite: { file: 'ui/kit/chart/scale.test.ts' },
  },
  {
    file: 'runtime/http/jobs/jobs.ts',
    find: 'if (made !== markDigest(await gate.rightsMark(user.id)))',
    replace: 'if (made === undefined)',
    why: 'an export is downloaded by whoever may not see it any more',
    suite: { ...results, tests: 'its result afterwards' },
  },
  {
    file: 'rules/formula/empties.ts',
    find: "  '*': 'empty',",
    replace: "  '*': 'nothing',",
    why: 'a product of what is empty is nought',
    suite: formulas,
  },
  {
    file: 'rules/work-days.ts',
    find: '? before(second) - before(first + 1) :',
    replace: '? before(first + 1) - before(second) :',
    why: 'weekdays are counted backwards as forwards',
    suite: formulas,
  },
  {
    file: 'metadata/formula/parse-formula.ts',
    find: 'if (this.#depth > formulaLimits.depth)',
    replace: 'if (this.#depth > 2 * formulaLimits.depth)',
    why: 'a formula is deeper than one may be',
    suite: read,
  },
];
