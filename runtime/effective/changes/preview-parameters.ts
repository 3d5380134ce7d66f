import type { ChangeEffects, ValueChange } from '../../../metadata/contract/changes/effects.ts';
import { type Item, isParam, type ParamItem } from '../../../rules/changes/item.ts';
import { addressOf } from '../../../rules/params/address.ts';
import { changedValues } from '../../../rules/params/changed-values.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import {
  type Effective,
  type EffectiveState,
  effectiveChanges,
  readAt,
} from '../../../rules/params/effective-changes.ts';
import type { Call } from '../../call/call.ts';
import { timeSlices } from '../../common/time-slices.ts';
import { wireEffective } from '../../params/wire-effective.ts';
import { answerOrg } from './answer-item.ts';
import { valueChanges } from './carry-out.ts';
import type { ChangesParts } from './changes-parts.ts';
import type { FoundChange, FoundEffects, FoundValue } from './found-effects.ts';
import { mayRead, mayWrite } from './item-rights.ts';

/** Effective values that are listed; all are counted. */
const mostListed = 500;

/** Answers whether somebody is shown what a place reads. */
type Sees = (type: string, org: string | null) => boolean;

/** Finds the effects that the caller may see, and counts the others. */
export async function previewParameters(
  parts: ChangesParts,
  call: Call,
  items: readonly Item[],
): Promise<ChangeEffects> {
  return answerEffects(call, await findEffects(parts, call, items, seenBy(call)));
}

/**
 * Finds the organisations that would read another value, from which to which and since when; those that set their own
 * and keep it, and those locked out. What begins to hold at a day to come is judged at that day.
 */
export async function findEffects(
  parts: ChangesParts,
  call: Call,
  items: readonly Item[],
  sees: Sees = () => true,
): Promise<FoundEffects> {
  const { served } = call;
  const { orgs, model, parameters } = served;
  const today = (org: string | null) => (org === null ? call.now : parts.now(org)).localDate;
  const values = changedValues(parameters, valueChanges(call, items));
  const pause = timeSlices();
  const changed: FoundChange[] = [];
  /** What becomes another value at several days is told of the first. */
  const met = new Set<string>();
  let hidden = 0;
  for (const since of [null, ...daysAhead(items, today(null))]) {
    const before: EffectiveState = { values: parameters, orgs, model, date: notBefore(since, today) };
    for (const some of effectiveChanges(before, { ...before, values })) {
      for (const { type, key, org, from, to } of some) {
        const name = `${type}/${key} ${org}`;
        if (met.has(name)) continue;
        met.add(name);
        if (!sees(type, org)) hidden += 1;
        else if (changed.length < mostListed)
          changed.push({ type, key, org, from: found(from), to: found(to), since });
      }
      await pause();
    }
  }
  const after = (day: string | null): EffectiveState => ({
    ...{ values, orgs, model },
    date: notBefore(day, today),
  });
  return { changed, total: met.size, hidden, ...(await untouchedBelow(items, after, sees, pause)) };
}

function found(read: Effective | null): FoundValue | null {
  if (!read) return null;
  const { set, ...value } = read;
  return { ...value, ...(set && { saidBy: set.org }) };
}

/** Answers effects that were found, as far as the caller may see them. */
export function answerEffects(call: Call, effects: FoundEffects): ChangeEffects {
  const sees = seenBy(call);
  const { total, untouchedTotal } = effects;
  const changed = effects.changed.filter(({ type, org }) => sees(type, org));
  const untouched = effects.untouched.filter(({ type, org }) => sees(type, org));
  return {
    changed: changed.map((change) => answerChange(call, change)),
    total,
    hidden: effects.hidden + effects.changed.length - changed.length,
    untouched: untouched.map((one) => ({ ...one, org: answerOrg(call, one.org) })),
    untouchedTotal,
  };
}

type DateOf = EffectiveState['date'];

/** The days to come at which values of the set begin to hold, the next first. */
function daysAhead(items: readonly Item[], today: string): readonly string[] {
  const days = items.filter(isParam).flatMap(({ validFrom }) => validFrom ?? []);
  return [...new Set(days)].filter((day) => day > today).sort();
}

/** Everybody's own day, or the one named where that is still to come. */
function notBefore(day: string | null, today: DateOf): DateOf {
  if (day === null) return today;
  return (org) => {
    const now = today(org);
    return now > day ? now : day;
  };
}

function seenBy({ served, rights }: Call): Sees {
  return (type, org) => mayRead(served, rights, { type, org }) || mayWrite(served, rights, { type, org });
}

function answerChange(call: Call, { type, key, org, from, to, since }: FoundChange): ValueChange {
  const address = addressOf(call.served.model, type, key);
  const answer = (read: FoundValue | null): ValueChange['from'] => {
    const wire = wireEffective(read, address, call.served.model);
    if (!read || !wire) return null;
    const { saidBy } = read;
    return { ...wire, from: saidBy === null ? 'system' : answerOrg(call, saidBy ?? null) };
  };
  return {
    type,
    key,
    org: answerOrg(call, org),
    label: address ? { ...address.param.label } : null,
    from: answer(from),
    to: answer(to),
    since,
  };
}

async function untouchedBelow(
  items: readonly Item[],
  after: (day: string | null) => EffectiveState,
  sees: Sees,
  pause: () => Promise<void> | undefined,
): Promise<Pick<FoundEffects, 'untouched' | 'untouchedTotal'>> {
  const untouched: FoundEffects['untouched'][number][] = [];
  let count = 0;
  for (const item of items.filter(isParam)) {
    for (const [org, why] of sayingTheirOwn(item, after(item.validFrom))) {
      if (!sees(item.type, org)) continue;
      count += 1;
      if (untouched.length >= mostListed) continue;
      const { type, key, id } = item;
      untouched.push({ type, key, item: id, org, why });
    }
    await pause();
  }
  return { untouched, untouchedTotal: count };
}

/** Organisations below the scope of an item that say a value of their own: it goes on to hold, or is locked out. */
function* sayingTheirOwn(
  { type, key, org }: ParamItem,
  after: EffectiveState,
): Generator<readonly [string, 'overrides' | 'locked']> {
  for (const scope of after.values?.ofType(type)?.get(key)?.keys() ?? []) {
    if (scope === systemScope || scope === org) continue;
    if (org !== null && !after.orgs.within(scope, org)) continue;
    const { set } = readAt({ type, key }, after, scope) ?? {};
    yield [scope, set?.org === scope ? 'overrides' : 'locked'];
  }
}
