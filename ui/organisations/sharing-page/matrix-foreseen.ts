import { msg, str } from '@lit/localize';
import { plural } from '../../session/i18n.ts';
import { canBeAssigned } from '../sharing/can-be-assigned.ts';
import type { SharingOrg } from '../sharing/sharing-orgs.ts';
import { assignedRecord } from '../sharing/sharing-records.ts';
import { foreseen } from '../sharing/sharing-rounds.ts';
import { neverAssigned } from '../sharing/sharing-words.ts';
import type { MatrixRow } from './matrix-data.ts';

/** Cells of a rectangle: those that would be given, that would lose what they were assigned, and that could not be given. */
export interface Foreseen {
  readonly lacking: number;
  readonly assigned: number;
  /** The organisation above would have to have them first. */
  readonly above: number;
  /** Records that are never assigned: their way of sharing says who has them. */
  readonly policy: readonly MatrixRow[];
}

export function foreseenOf(
  rows: readonly MatrixRow[],
  orgs: readonly SharingOrg[],
  tree: ReadonlyMap<string, SharingOrg>,
): Foreseen {
  const counts = { lacking: 0, assigned: 0, above: 0 };
  for (const row of rows) {
    for (const { id } of orgs) if (row.holders.get(id) === 'assigned') counts.assigned += 1;
    for (const barred of foreseen(assignedRecord(row), orgs, tree, row.holders).values())
      if (barred !== 'policy') counts[barred ?? 'lacking'] += 1;
  }
  return { ...counts, policy: rows.filter(({ sharing }) => !canBeAssigned(sharing)) };
}

/** What will not be assigned, told before anybody tries. */
export function barredWords({ policy, above }: Foreseen): readonly string[] {
  const words = [...neverAssigned(policy.map(assignedRecord))];
  if (above > 0) words.push(plural(msg(str`${above} 格要先分配给上级组织`, { id: 'sharing-matrix-above' })));
  return words;
}
