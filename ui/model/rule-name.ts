import type { FindingHead } from '../../metadata/contract/match/findings.ts';

/** What people call a rule. */
export function ruleName({ number, name, id, row }: FindingHead): string {
  const said = [number, name].filter((part) => part !== null && part !== '');
  const text = said.length === 0 ? (id ?? '') : [...new Set(said)].join(' ');
  return row ? `${text} #${row.seq}` : text;
}
