import { sum } from '../../../metadata/common/decimal.ts';
import type { Line } from '../common/line.ts';
import { codesOf } from '../golden.suite.ts';
import type { MergeDocument } from './group.ts';
import type { LineHandling } from './lines.ts';
import type { MergeResult, MergeRule } from './merge.ts';

interface ShortLine extends Line {
  readonly item?: string;
}
export interface Given extends MergeRule {
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

/** Returns the question of a case: documents, and the rule. */
export function asked(input: Given): {
  readonly documents: readonly MergeDocument[];
  readonly rule: MergeRule;
} {
  const { handling, lines: _, line: __, lineCount: ___, documents, ...given } = input;
  const short = !documents || documents.some((one) => one.item);
  return {
    documents: documentsOf(input),
    rule: {
      ...given,
      ...(short ? { mergeLines: true } : {}),
      ...(handling ? { lineHandling: handling } : {}),
    },
  };
}

/** Picks the members of an answer that cases name. */
export function answered(decided: {
  readonly result: MergeResult;
  readonly issues: readonly { readonly code: string; readonly params?: Readonly<Record<string, unknown>> }[];
}) {
  const { documents: merged, held, prompt, ...rest } = decided.result;
  const [first] = merged;
  const own = first?.document.lines ?? [];
  const off = (member: 'amount' | 'tax') => sum((first?.differences ?? []).map((one) => one[member]));
  return {
    ...rest,
    ...own[0],
    held: held.map(({ number }) => number),
    prompt: prompt?.text ?? null,
    result: own.map(({ itemName, gross }) => ({ item: itemName, gross })),
    lines: own.map((one, at) => ({ ...one, of: first?.sources[at]?.length })),
    issues: codesOf(decided),
    remarkParts: first?.remarkParts,
    differences: { amount: off('amount'), tax: off('tax') },
    difference: decided.issues[0]?.params?.['difference'],
  };
}
