import { append } from '../../metadata/common/append.ts';
import { addDays } from '../calendar.ts';
import { type Address, addressOf } from './address.ts';
import {
  changesAt,
  type EffectiveChange,
  type EffectiveState,
  movedAddresses,
  type Named,
  orgsReached,
  readsTheSame,
} from './effective-changes.ts';
import { askOf } from './set-values.ts';

/** Another value that is read, and the days on which it is: a value with a window makes one read several, in turn. */
export interface ChangeAhead extends EffectiveChange {
  /** The first day to come. Null: at once. */
  readonly since: string | null;
  /** The last day. Null: from then on. */
  readonly until: string | null;
}

/**
 * Walks the addresses at which another value is read today or on a day to come, one by one: each step is what changed at
 * one of them, of each organisation in the order of days. Both states share their tree, their model and their dates.
 */
export function* changesAhead(
  before: EffectiveState,
  after: EffectiveState,
): Generator<readonly ChangeAhead[]> {
  for (const named of movedAddresses(before, after)) {
    const changes: ChangeAhead[] = [];
    for (const org of orgsReached(named, before, after))
      append(changes, aheadOf(named, { before, after, org }));
    yield changes;
  }
}

interface Between {
  readonly before: EffectiveState;
  readonly after: EffectiveState;
  readonly org: string | null;
}

function aheadOf(named: Named, { before, after, org }: Between): readonly ChangeAhead[] {
  const today = after.date(org);
  const address = addressOf(after.model, named.type, named.key);
  const later = address ? daysOf(address, { before, after, org }, today) : [];
  const ahead: ChangeAhead[] = [];
  let open: EffectiveChange | undefined;
  let since: string | null = null;
  for (const day of [today, ...later]) {
    const on = (state: EffectiveState): EffectiveState => ({ ...state, date: () => day });
    const [change] = changesAt(named, on(before), on(after), [org]);
    if (open && change && isAlike(open, change)) continue;
    if (open) ahead.push({ ...open, since, until: addDays(day, -1) });
    open = change;
    since = day === today ? null : day;
  }
  if (open) ahead.push({ ...open, since, until: null });
  return ahead;
}

function isAlike(one: EffectiveChange, other: EffectiveChange): boolean {
  return readsTheSame(one.from, other.from) && readsTheSame(one.to, other.to);
}

/** The days to come on which some value that speaks for the organisation begins to hold, or does not any more. */
function daysOf(address: Address, { before, after, org }: Between, today: string): readonly string[] {
  const days = new Set<string>();
  for (const { values, orgs } of [before, after]) {
    const { keys, scopes } = askOf(address, values, { orgs, org, date: today });
    for (const scope of scopes)
      for (const key of keys)
        for (const set of key?.get(scope) ?? []) for (const day of turns(set)) days.add(day);
  }
  return [...days].filter((day) => day > today).sort();
}

/** The first day of a window, and the first after it. */
export function turns({
  validFrom,
  validTo,
}: {
  validFrom: string | null;
  validTo: string | null;
}): string[] {
  return [...(validFrom === null ? [] : [validFrom]), ...(validTo === null ? [] : [addDays(validTo, 1)])];
}
