import type { FindingHead } from '../../metadata/contract/match/findings.ts';

/** Answers the name of a rule as people call it. */
export function ruleName({ number, name, id, row }: FindingHead): string {
  const said = [number, name].filter((part) => part !== null && part !== '');
  const text = said.length === 0 ? (id ?? '') : [...new Set(said)].join(' ');
  return row ? `${text} #${row.seq}` : text;
}
