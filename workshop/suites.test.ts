import { expect, it } from 'vitest';
import { type Failure, judge, type SuiteResult, summary } from './suites.ts';

const failing = (...tests: string[]): Failure[] =>
  tests.map((each) => {
    const [file = '', test = ''] = each.split(' ');
    return { file, test, said: `expected 1 to be 2\n    at /home/me/${file}:12:3\n    at inner` };
  });
const names = (failures: readonly Failure[]) => failures.map(({ file, test }) => `${file} ${test}`);

interface Case {
  readonly what: string;
  readonly again: boolean;
  /** The tests that fail in the first run, and in the second. */
  readonly runs: readonly string[][];
  readonly failed: string[];
  readonly unsteady: string[];
}

const six = ['a x', 'b x', 'c x', 'd x', 'e x', 'f x'];

it.each<Case>([
  { what: 'all pass', again: true, runs: [[]], failed: [], unsteady: [] },
  {
    what: 'where nothing is asked again, what fails has failed',
    again: false,
    runs: [['a x']],
    failed: ['a x'],
    unsteady: [],
  },
  {
    what: 'asked again, some stand and one falls',
    again: true,
    runs: [['a x', 'a y', 'b z'], ['a y']],
    failed: ['a y'],
    unsteady: ['a x', 'b z'],
  },
  {
    what: 'what falls only then has failed',
    again: true,
    runs: [['a x'], ['a y']],
    failed: ['a y'],
    unsteady: ['a x'],
  },
  {
    what: 'two files may stumble',
    again: true,
    runs: [['a x', 'a y', 'b y'], []],
    failed: [],
    unsteady: ['a x', 'a y', 'b y'],
  },
  {
    what: 'three files that stumble have failed',
    again: true,
    runs: [['a x', 'b y', 'c z'], []],
    failed: ['a x', 'b y', 'c z'],
    unsteady: ['a x', 'b y', 'c z'],
  },
  { what: 'so many do not fail by chance', again: true, runs: [six], failed: six, unsteady: [] },
  {
    what: 'an error outside any test names no suite to ask',
    again: true,
    runs: [[' run']],
    failed: [' run'],
    unsteady: [],
  },
])('$what', async ({ again, runs, failed, unsteady }) => {
  const asked: (readonly string[])[] = [];
  const answers: SuiteResult[] = runs.map((failures, at) => ({
    passed: at === 0 ? 10 : 3,
    failures: failing(...failures),
  }));
  const verdict = await judge(['some'], again, async (args) => {
    const found = answers[asked.push(args) - 1];
    if (!found) throw new Error('nobody was to be asked again');
    return found;
  });
  expect([names(verdict.failures), names(verdict.unsteady)]).toEqual([failed, unsteady]);
  const files = runs.map((failures) => [...new Set(failures.map((each) => each.split(' ')[0]))]);
  expect(asked).toEqual([['some'], ...files.slice(0, runs.length - 1)]);
  const first = runs[0] ?? [];
  expect(verdict.passed).toBe(10 + first.filter((each) => !failed.includes(each)).length);
});

it('says at the end what failed and what only stumbled', () => {
  const verdict = { passed: 1, failures: failing('a.test.ts x'), unsteady: failing('b.test.ts y') };
  expect(summary(verdict)).toBe(`passed when asked again: b.test.ts › y
       expected 1 to be 2 (line 12)
FAILED a.test.ts › x
       expected 1 to be 2 (line 12)
`);
});
