import { strategy } from './index.ts';
import type { PairReport } from './pair-report.ts';
import type { SharedRecord, World } from './strategy.ts';
import { type Refused, refused } from './verdict.ts';

export interface WithdrawRequest {
  /** The organisation that takes back: the creator, or one through which the record came. */
  readonly by: string;
  readonly records: readonly SharedRecord[];
  readonly orgs: readonly string[];
  /** Withdraw first from those who hold it through the organisation. Default: refused while there are any. */
  readonly cascade?: boolean;
}

/**
 * Pairs are reported in the order asked, each followed by what its cascade took along, but decided from below:
 * a parent and its child may be asked for in one request. A chain goes as a whole or not at all.
 */
export function withdraw(request: WithdrawRequest, world: World): PairReport[] {
  return request.records.flatMap((record) => {
    const holders = new Map(world.holders(record.id));
    const asked = [...new Set(request.orgs)];
    const depth = new Map(asked.map((org) => [org, line(org, holders).length]));
    const reports = new Map<string, PairReport[]>();
    for (const org of asked.toSorted((a, b) => (depth.get(b) ?? 0) - (depth.get(a) ?? 0))) {
      reports.set(org, withdrawOne(request, record, org, holders, world));
    }
    return asked.flatMap((org) => reports.get(org) ?? []);
  });
}

/** Takes what it withdraws out of `holders`. */
function withdrawOne(
  { by, cascade = false }: WithdrawRequest,
  record: SharedRecord,
  org: string,
  holders: Map<string, string>,
  world: World,
): PairReport[] {
  const pair = { record: record.id, org };
  const refuse = (no: Refused): PairReport[] => [{ ...pair, outcome: 'refused', refused: no }];
  if (!world.tree.get(org) && !holders.has(org))
    return refuse(refused('sharing-unknown-organisation', { org }));
  if (org === record.org) return refuse(refused('sharing-withdraw-creator', { org }));
  const { assigner, label } = strategy(record.sharing);
  if (!assigner) return refuse(refused('sharing-not-assignable', { sharing: { ...label } }));
  if (!holders.has(org)) return [{ ...pair, outcome: 'absent' }];
  if (by !== record.org && !line(org, holders).includes(by)) {
    return refuse(refused('sharing-not-through', { org, holder: by }));
  }
  const below = holdersBelow(org, holders);
  if (below.length > 0 && !cascade) return refuse(refused('sharing-held-below', { org, holders: below }));
  const copied = [org, ...below].filter((holder) => world.personalised(record.id, holder));
  if (copied.length > 0) return refuse(refused('sharing-personalised', { org, holders: copied }));
  return [org, ...below].map((holder): PairReport => {
    const from = holders.get(holder) ?? record.org;
    holders.delete(holder);
    return { record: record.id, org: holder, outcome: 'withdrawn', by: from, cascade: holder !== org };
  });
}

/** Through whom the organisation holds the record, nearest first. */
function line(org: string, holders: ReadonlyMap<string, string>): string[] {
  const through: string[] = [];
  for (let by = holders.get(org); by !== undefined && !through.includes(by); by = holders.get(by)) {
    through.push(by);
  }
  return through;
}

function holdersBelow(org: string, holders: ReadonlyMap<string, string>): string[] {
  const found = new Set([org]);
  for (const from of found) {
    for (const [holder, by] of holders) if (by === from) found.add(holder);
  }
  found.delete(org);
  return [...found];
}
