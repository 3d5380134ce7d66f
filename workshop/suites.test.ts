import { expect, it } from 'vitest';
import { type Failure, judge, summary, type Told } from './suites.ts';

const failing = (...tests: string[]): Failure[] =>
  tests.map((each) => {
    const [file = '', test = ''] = each.split(' ');
    return { file, test, said: 'expected 1 to be 2\n    at somewhere' };
  });
const names = (failures: readonly Failure[]) => failures.map(({ file, test }) => `${file} ${test}`);

interface Case {
  readonly what: string;
  readonly patient: boolean;
  readonly first: string[];
  readonly again?: string[];
  readonly failed: string[];
  readonly unsteady: string[];
}

it.each<Case>([
  { what: 'all pass', patient: true, first: [], failed: [], unsteady: [] },
  { what: 'at a desk what fails has failed', patient: false, first: ['a x'], failed: ['a x'], unsteady: [] },
  {
    ...{ what: 'asked again, one stands and one falls', patient: true },
    ...{ first: ['a x', 'a y', 'b z'], again: ['a y'], failed: ['a y'], unsteady: ['a x', 'b z'] },
  },
  {
    ...{ what: 'what falls only the second time has failed', patient: true },
    ...{ first: ['a x'], again: ['a y'], failed: ['a y'], unsteady: ['a x'] },
  },
  {
    ...{ what: 'so many do not fail by chance', patient: true },
    ...{ first: ['a x', 'b x', 'c x', 'd x', 'e x', 'f x'] },
    ...{ failed: ['a x', 'b x', 'c x', 'd x', 'e x', 'f x'], unsteady: [] },
  },
  {
    ...{ what: 'an error outside any test names no suite to ask', patient: true },
    ...{ first: [' run'], failed: [' run'], unsteady: [] },
  },
])('$what', async ({ patient, first, again, failed, unsteady }) => {
  const asked: (readonly string[])[] = [];
  const answers: Told[] = [{ passed: 10, failures: failing(...first) }];
  if (again) answers.push({ passed: 3, failures: failing(...again) });
  const verdict = await judge(['some'], patient, async (args) => {
    asked.push(args);
    const [told] = answers.splice(0, 1);
    if (!told) throw new Error('nobody was to be asked again');
    return told;
  });
  expect([names(verdict.failures), names(verdict.unsteady)]).toEqual([failed, unsteady]);
  expect(verdict.passed).toBe(10 + unsteady.length);
  const files = [...new Set(first.map((each) => each.split(' ')[0]))];
  expect(asked).toEqual(again ? [['some'], files] : [['some']]);
});

it('says at the end what failed and what only stumbled', () => {
  const verdict = { passed: 1, failures: failing('a.test.ts x'), unsteady: failing('b.test.ts y') };
  expect(summary(verdict)).toBe(`passed when asked again: b.test.ts › y
       expected 1 to be 2
FAILED a.test.ts › x
       expected 1 to be 2
`);
});
