import { strategy, uses } from './index.ts';
import { autoAssigner, mayAssign } from './spread.ts';
import type { SharedRecord, World } from './strategy.ts';
import { clashFor, clashing, type Refused, refused } from './verdict.ts';

/** The outcome for a record and an organisation. Saying the same thing twice is `already` or `absent`, no mistake. */
export type PairReport = Pair & (Done | { readonly outcome: 'refused'; readonly refused: Refused });

interface Pair {
  readonly record: string;
  readonly org: string;
}

type Done =
  /** To store: `by` passed it on to `org`. */
  | { readonly outcome: 'assigned'; readonly by: string }
  /** The organisation uses it already; nothing to store. */
  | { readonly outcome: 'already' }
  /** To delete. `cascade`: it was not asked for by itself but hung below one that was. */
  | { readonly outcome: 'withdrawn'; readonly by: string; readonly cascade: boolean }
  /** The record was not assigned; nothing to delete. */
  | { readonly outcome: 'absent' };

interface AssignRequest {
  /** The organisation that passes the records on. */
  readonly by: string;
  readonly records: readonly SharedRecord[];
  readonly orgs: readonly string[];
}

/** Every record to every organisation; each pair stands for itself, so one refusal stops no other. */
export function assign({ by, records, orgs }: AssignRequest, world: World): PairReport[] {
  /** The records that this request gives away, so that two of its own with one number are seen to clash. */
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

/**
 * Assigns the records that a new organisation gets by itself where the form says `autoAssign`: free ones from their
 * creators, level-by-level ones when its parent holds them. `world.tree` has the newcomer already.
 */
export function autoAssign(newcomer: string, records: readonly SharedRecord[], world: World): PairReport[] {
  const given = new Map<string, SharedRecord>();
  return records.flatMap((record): PairReport[] => {
    const by = autoAssigner(record, newcomer, world);
    if (by === null || uses(record, newcomer, world)) return [];
    const pair = { record: record.id, org: newcomer };
    const before = given.get(record.number ?? '');
    const no = clashFor(record, newcomer, world) ?? (before ? clashing(record, newcomer, before) : null);
    if (no) return [{ ...pair, outcome: 'refused', refused: no }];
    if (record.number) given.set(record.number, record);
    return [{ ...pair, outcome: 'assigned', by }];
  });
}

interface WithdrawRequest {
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
