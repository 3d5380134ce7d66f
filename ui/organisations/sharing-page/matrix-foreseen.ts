import { msg, str } from '@lit/localize';
import { plural } from '../../session/i18n.ts';
import type { SharingOrg } from '../sharing/sharing-orgs.ts';
import { assignedRecord } from '../sharing/sharing-records.ts';
import { foreseen } from '../sharing/sharing-rounds.ts';
import type { MatrixRow } from './matrix-data.ts';

/** Cells of a rectangle: those that would be given, that would lose what they were assigned, and that could not be given. */
export interface Foreseen {
  readonly lacking: number;
  readonly assigned: number;
  /** Their way of sharing says who has them. */
  readonly policy: number;
  /** The organisation above would have to have them first. */
  readonly above: number;
}

export function foreseenOf(
  rows: readonly MatrixRow[],
  orgs: readonly SharingOrg[],
  tree: ReadonlyMap<string, SharingOrg>,
): Foreseen {
  const counts = { lacking: 0, assigned: 0, policy: 0, above: 0 };
  for (const row of rows) {
    for (const { id } of orgs) if (row.holders.get(id) === 'assigned') counts.assigned += 1;
    for (const barred of foreseen(assignedRecord(row), orgs, tree, row.holders).values())
      counts[barred ?? 'lacking'] += 1;
  }
  return counts;
}

/** What will not be assigned, told before anybody tries. */
export function barredWords({ policy, above }: Foreseen): readonly string[] {
  const words: string[] = [];
  if (policy > 0)
    words.push(plural(msg(str`${policy} 格由管控策略决定，不能分配`, { id: 'sharing-matrix-policy' })));
  if (above > 0) words.push(plural(msg(str`${above} 格要先分配给上级组织`, { id: 'sharing-matrix-above' })));
  return words;
}
