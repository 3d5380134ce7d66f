import { expect, it } from 'vitest';
import { type Mutant, mutated } from './mutants/mutant.ts';
import { isNoticed, type Said, type Tried, tryMutants } from './mutants/try-mutants.ts';

const mutant = (replace: string, more: Partial<Mutant> = {}): Mutant => ({
  file: 'a.ts',
  find: 'a < b',
  replace,
  why: 'wrong',
  suite: { file: 'a.test.ts' },
  ...more,
});

it.each([
  ['once', 'if (a < b) go();', 'if (a <= b) go();'],
  ['not at all', 'if (a > b) go();', null],
  ['twice', 'a < b || a < b', null],
])('a text that stands there %s', (_how, text, spoilt) => {
  expect(mutated(text, mutant('a <= b'))).toBe(spoilt);
});

it('what changes nothing is no fault', () => expect(mutated('a < b', mutant('a < b'))).toBeNull());

const passes: Said = { passed: 3, failed: 0 };
const fails: Said = { passed: 2, failed: 1 };
const says = (whole: Said | 'endless', spoilt: Said | 'endless') => async (text: string) =>
  text === 'a < b' ? whole : spoilt;

it.each<[string, Said | 'endless', Said | 'endless', Tried['verdict'], boolean]>([
  ['a test fails', passes, fails, 'noticed', true],
  ['it goes round in circles', passes, 'endless', 'too slow', true],
  ['all pass', passes, passes, 'survived', false],
  ['the suite does not load', passes, { passed: 0, failed: 0 }, 'unfair', false],
  ['a test fails without it, too', fails, fails, 'unfair', false],
  ['no test is asked', { passed: 0, failed: 0 }, fails, 'unfair', false],
  ['it never ended anyway', 'endless', 'endless', 'unfair', false],
])('a fault where %s: %s', async (_what, whole, spoilt, verdict, noticed) => {
  const texts = new Map([['a.ts', 'a < b']]);
  const run = says(whole, spoilt);
  const tried: Tried[] = [];
  for await (const each of tryMutants([mutant('a <= b'), mutant('a == b')], {
    read: (file) => texts.get(file) ?? '',
    write: (file, text) => void texts.set(file, text),
    run: () => run(texts.get('a.ts') ?? ''),
    seconds: () => 0,
  }))
    tried.push(each);
  expect(tried.map((each) => [each.verdict, isNoticed(each)])).toEqual([
    [verdict, noticed],
    [verdict, noticed],
  ]);
  expect(texts.get('a.ts')).toBe('a < b');
});

it('a text that is gone is told, and nothing is run with it', async () => {
  const tried: Tried[] = [];
  let runs = 0;
  for await (const each of tryMutants([mutant('x')], {
    read: () => 'something else',
    write: () => expect.fail('nothing is written'),
    run: async () => {
      runs += 1;
      return passes;
    },
    seconds: () => 0,
  }))
    tried.push(each);
  expect([tried[0]?.verdict, runs]).toEqual(['no such text', 1]);
});
