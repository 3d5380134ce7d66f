import { describe, expect, it } from 'vitest';
import { isFlaw, loadPatterns, patternLimit } from './pattern.ts';

describe('patterns', () => {
  it('fit the whole text', async () => {
    const patterns = await loadPatterns();
    const nineteen = patterns('\\d{19}');
    if (isFlaw(nineteen)) throw new Error(nineteen.flaw);
    expect([nineteen.matches('1'.repeat(19)), nineteen.matches(`x${'1'.repeat(19)}`)]).toEqual([true, false]);
  });

  it.each(['(', 'a{1,99999}', '(?=a)', 'a'.repeat(patternLimit + 1)])(
    '%s is refused with a reason',
    async (source) => {
      const pattern = (await loadPatterns())(source);
      expect(isFlaw(pattern) && pattern.flaw.length > 0).toBe(true);
    },
  );

  it('take a time that grows with the text alone', async () => {
    const evil = (await loadPatterns())('(a+)+$');
    if (isFlaw(evil)) throw new Error(evil.flaw);
    expect(evil.matches(`${'a'.repeat(5000)}!`)).toBe(false);
  });
});
