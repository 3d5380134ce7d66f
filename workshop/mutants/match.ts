import type { Mutant } from './mutant.ts';

const ofMatch = { file: 'rules/match/match.test.ts' };
const ofIndex = { file: 'rules/match/laws.test.ts', tests: 'naive engine' };
const ofMoves = { file: 'rules/match/many-ranges.test.ts', tests: 'moved ranks' };

/** Faults in which rule is asked, and which wins. */
export const ofMatching: readonly Mutant[] = [
  {
    file: 'rules/match/decision-table.ts',
    find: 'leaves.every((leaf) => keyOf(leaf) === keyOf(first))',
    replace: 'leaves.some((leaf) => keyOf(leaf) === keyOf(first))',
    why: 'what asks several facts stands in the column of the first',
    suite: { file: 'rules/match/decision-table.test.ts' },
  },
  {
    file: 'rules/match/candidate.ts',
    find: 'return key.descending ? -last : last;',
    replace: 'return last;',
    why: 'rules without a priority go first where the highest wins',
    suite: ofMatch,
  },
  {
    file: 'rules/match/candidate.ts',
    find: 'return key.descending ? -order : order;',
    replace: 'return order;',
    why: 'the lowest wins where the highest should',
    suite: ofMatch,
  },
  {
    file: 'rules/match/candidate.ts',
    find: "if (key.by === 'sharing') return rank(a) - rank(b);",
    replace: "if (key.by === 'sharing') return rank(b) - rank(a);",
    why: 'everybody’s rule goes before one’s own',
    suite: ofMatch,
  },
  {
    file: 'rules/match/candidate.ts',
    find: "key.comparison === 'number' ? compareNumbers(x, y) : compareText(String(x), String(y))",
    replace: 'compareText(String(x), String(y))',
    why: 'priority 10 goes before priority 9',
    suite: ofMatch,
  },
  {
    file: 'rules/match/candidate.ts',
    find: '(a.seq ?? 0) - (b.seq ?? 0)',
    replace: '0',
    why: 'rows of a rule are not asked in their order',
    suite: ofMatch,
  },
  {
    file: 'rules/match/eligibility.ts',
    find: 'localDate > candidate.validTo',
    replace: 'localDate >= candidate.validTo',
    why: 'a rule ends a day early',
    suite: ofMatch,
  },
  {
    file: 'rules/match/eligibility.ts',
    find: 'candidate?.validFrom && localDate < candidate.validFrom',
    replace: 'candidate?.validFrom && localDate <= candidate.validFrom',
    why: 'a rule begins a day late',
    suite: ofMatch,
  },
  {
    file: 'rules/match/eligibility.ts',
    find: 'for (const rank of lists.replaced.get(org) ?? []) clearBit(bits, rank);',
    replace: '',
    why: 'the original is asked beside the organisation’s own copy',
    suite: ofMatch,
  },
  {
    file: 'rules/match/eligibility.ts',
    find: 'return condition === null ? emptyMatches :',
    replace: 'return condition === null ? true :',
    why: 'a rule without a condition holds where the form says that it does not',
    suite: ofMatch,
  },
  {
    file: 'rules/match/eligibility.ts',
    find: 'if (candidate.enabled && canMatch',
    replace: 'if (canMatch',
    why: 'a rule that was disabled wins',
    suite: ofMatch,
  },
  {
    file: 'rules/match/range-column.ts',
    find: 'if (within.empty) setBit(empty, rank);',
    replace: '',
    why: 'a rule for the empty value is discarded by the index',
    suite: ofIndex,
  },
  {
    file: 'rules/match/range-column.ts',
    find: 'compareCuts(cut, to, comparison) < 0) : cuts.length;',
    replace: 'compareCuts(cut, to, comparison) < 0) : cuts.length - 1;',
    why: 'a range without an upper end does not reach what is greatest',
    suite: ofIndex,
  },
  {
    file: 'rules/match/moves.ts',
    find: 'if (first + 32 > end) bits &= -1 >>> (first + 32 - end);',
    replace: '',
    why: 'after a change a rule stands for its neighbour',
    suite: ofMoves,
  },
  {
    file: 'rules/match/key-column.ts',
    find: 'if (others.length === 0) without(first, left);',
    replace: 'without(first, left);',
    why: 'a rule that wants a line that is not so is discarded though another line is not so',
    suite: ofIndex,
  },
];
