import { describe, expect, it } from 'vitest';
import { sum } from '../../../metadata/decimal.ts';
import type { Line } from '../common/line.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import type { MergeDocument } from './group.ts';
import type { LineHandling } from './lines.ts';
import { type MergeRule, merge } from './merge.ts';

interface ShortLine extends Line {
  readonly item?: string;
}
interface Given extends MergeRule {
  readonly handling?: LineHandling;
  readonly lines?: readonly Line[];
  readonly line?: Line;
  readonly lineCount?: number;
  readonly documents?: readonly (Omit<MergeDocument, 'lines'> & {
    readonly number: string;
    readonly item?: string;
    readonly gross?: string;
    readonly lines?: readonly ShortLine[];
  })[];
}

const named = ({ item, ...line }: ShortLine): Line => (item ? { ...line, itemName: item } : line);

/** Some cases give lines alone, or documents of one line in short. */
function documentsOf({ documents, lines, line, lineCount = 0 }: Given): readonly MergeDocument[] {
  if (!documents) {
    const own = lines ?? Array.from({ length: lineCount }, () => line ?? {});
    return [{ number: 'D', lines: own }];
  }
  return documents.map(({ item, gross, ...document }) => {
    const short: ShortLine = { ...(item ? { item } : {}), ...(gross ? { gross } : {}) };
    return { ...document, lines: (document.lines ?? [short]).map(named) } as MergeDocument;
  });
}

function answer(input: Given) {
  const { handling, lines, line, lineCount, documents, ...given } = input;
  const short = !documents || documents.some((one) => one.item);
  const rule: MergeRule = {
    ...given,
    ...(short ? { mergeLines: true } : {}),
    ...(handling ? { lineHandling: handling } : {}),
  };
  const decided = merge(documentsOf(input), rule);
  const { documents: merged, held, prompt, ...rest } = decided.result;
  const [first] = merged;
  const own = first?.document.lines ?? [];
  const off = (member: 'amount' | 'tax') => sum((first?.differences ?? []).map((one) => one[member]));
  return {
    ...{ ...rest, ...own[0], held: held.map(({ number }) => number), prompt: prompt?.text ?? null },
    result: own.map(({ itemName, gross }) => ({ item: itemName, gross })),
    lines: own.map((one, at) => ({ ...one, of: first?.sources[at]?.length })),
    ...{ issues: codesOf(decided), remarkParts: first?.remarkParts },
    differences: { amount: off('amount'), tax: off('tax') },
    difference: decided.issues[0]?.params?.['difference'],
  };
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
