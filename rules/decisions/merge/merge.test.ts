import { describe, expect, it } from 'vitest';
import type { Line } from '../common/line.ts';
import { itAnswers } from '../golden.suite.ts';
import { answered, asked, type Given } from './answered.suite.ts';
import type { MergeDocument } from './group.ts';
import { type MergeRule, merge } from './merge.ts';

function answer(input: Given) {
  const { documents, rule } = asked(input);
  return answered(merge(documents, rule));
}

describe('documents are merged', () => {
  itAnswers('merge', answer);
  itAnswers('merge-2', answer);

  const of = (number: string, gross: string, more: Line = {}): MergeDocument => ({
    number,
    lines: [{ itemName: 'A', rate: '0.13', gross, ...more }],
  });

  it('equal counts as less: what leaves nothing over waits', () => {
    const { held, issuable } = merge([of('P', '100'), of('N', '-100')], { switch1: true }).result;
    expect(held).toEqual([{ number: 'N', reason: 'negative-left' }]);
    expect(issuable).toEqual({ count: 1, gross: '100.00' });
  });

  it('lines of different rates never offset each other', () => {
    const documents = [of('P', '106', { rate: '0.06' }), of('N', '-22.6')];
    const [merged] = merge(documents, { offset: 'same-rate' }).result.documents;
    expect(merged?.document.lines.map(({ gross }) => gross)).toEqual(['106', '-22.6']);
  });

  it('a second line that leaves the tolerance opens a line of its own', () => {
    const line: Line = { amount: '100', tax: '13.05', rate: '0.13', itemName: 'A' };
    const rule: MergeRule = { mergeLines: true, tail: 'several-lines' };
    const [merged] = merge([{ number: 'D', lines: [line, line, line] }], rule).result.documents;
    expect(merged?.sources.map(({ length }) => length)).toEqual([1, 1, 1]);
  });
});
