import { clashFor, clashing } from './clash.ts';
import { strategy, uses } from './index.ts';
import type { PairReport } from './pair-report.ts';
import { mayAssign } from './spread.ts';
import type { SharedRecord, World } from './strategy.ts';
import { type Refused, refused } from './verdict.ts';

export interface AssignRequest {
  /** The organisation that passes the records on. */
  readonly by: string;
  readonly records: readonly SharedRecord[];
  readonly orgs: readonly string[];
}

/** Every record to every organisation; each pair stands for itself, so one refusal stops no other. */
export function assign({ by, records, orgs }: AssignRequest, world: World): PairReport[] {
  /** What this request gives away, so that two of its own records with one number are seen to clash. */
  const given = new Map<string, SharedRecord>();
  return [...new Set(orgs)].flatMap((org) =>
    records.map((record): PairReport => {
      const pair = { record: record.id, org };
      const key = `${org} ${record.number}`;
      const no = refusal(by, org, record, given.get(key), world);
      if (no === 'already') return { ...pair, outcome: 'already' };
      if (no) return { ...pair, outcome: 'refused', refused: no };
      if (record.number) given.set(key, record);
      return { ...pair, outcome: 'assigned', by };
    }),
  );
}

function refusal(
  by: string,
  org: string,
  record: SharedRecord,
  given: SharedRecord | undefined,
  world: World,
): Refused | 'already' | null {
  if (!world.tree.get(org)) return refused('sharing-unknown-organisation', { org });
  if (strategy(record.sharing).assigner && uses(record, org, world)) return 'already';
  const no = mayAssign(by, org, record, world) ?? clashFor(record, org, world);
  if (no) return no;
  if (!given) return null;
  return given.id === record.id ? 'already' : clashing(record, org, given);
}
