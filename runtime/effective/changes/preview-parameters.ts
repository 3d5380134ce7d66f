import type { ChangePreview, ValueChange } from '../../../metadata/contract/changes/preview.ts';
import { type Item, isParam, type ParamItem } from '../../../rules/changes/item.ts';
import { type Address, addressOf } from '../../../rules/params/address.ts';
import { changedValues } from '../../../rules/params/changed-values.ts';
import { systemScope } from '../../../rules/params/effective.ts';
import {
  type Effective,
  type EffectiveChange,
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
import { mayRead, mayWrite } from './item-rights.ts';

/** Effective values that are listed; all are counted. */
const mostListed = 500;

/**
 * Finds the organisations that would read another value, from which to which and since when; those that set their own
 * and keep it, and those locked out. What begins to hold at a day to come is judged at that day.
 */
export async function previewParameters(
  parts: ChangesParts,
  call: Call,
  items: readonly Item[],
): Promise<ChangePreview['params']> {
  const { served } = call;
  const { orgs, model, parameters } = served;
  const today = (org: string | null) => (org === null ? call.now : parts.now(org)).localDate;
  const values = changedValues(parameters, valueChanges(call, items));
  const pause = timeSlices();
  const changed: ValueChange[] = [];
  /** What becomes another value at several days is told of the first. */
  const met = new Set<string>();
  let hidden = 0;
  for (const day of [null, ...daysAhead(items, today(null))]) {
    const before: EffectiveState = { values: parameters, orgs, model, date: notBefore(day, today) };
    for (const some of effectiveChanges(before, { ...before, values })) {
      for (const change of some) {
        const { type, key, org } = change;
        const name = `${type}/${key} ${org}`;
        if (met.has(name)) continue;
        met.add(name);
        if (!sees(call, type, org)) hidden += 1;
        else if (changed.length < mostListed) changed.push(answerChange(call, change, day));
      }
      await pause();
    }
  }
  const after = (day: string | null): EffectiveState => ({
    ...{ values, orgs, model },
    date: notBefore(day, today),
  });
  return { changed, total: met.size, hidden, ...(await untouchedBelow(call, items, after, pause)) };
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

function sees({ served, rights }: Call, type: string, org: string | null): boolean {
  return mayRead(served, rights, { type, org }) || mayWrite(served, rights, { type, org });
}

function answerChange(
  call: Call,
  { type, key, org, from, to }: EffectiveChange,
  since: string | null,
): ValueChange {
  const address = addressOf(call.served.model, type, key);
  return {
    type,
    key,
    org: answerOrg(call, org),
    label: address ? { ...address.param.label } : null,
    from: answerEffective(call, address, from),
    to: answerEffective(call, address, to),
    since,
  };
}

function answerEffective(
  call: Call,
  address: Address | undefined,
  read: Effective | null,
): ValueChange['from'] {
  const wire = wireEffective(read, address, call.served.model);
  if (!read || !wire) return null;
  const { set } = read;
  return {
    ...wire,
    from: set ? (set.org === null ? 'system' : answerOrg(call, set.org)) : null,
  };
}

async function untouchedBelow(
  call: Call,
  items: readonly Item[],
  after: (day: string | null) => EffectiveState,
  pause: () => Promise<void> | undefined,
) {
  const untouched: ChangePreview['params']['untouched'][number][] = [];
  let count = 0;
  for (const item of items.filter(isParam)) {
    for (const [scope, why] of sayingTheirOwn(item, after(item.validFrom))) {
      if (!sees(call, item.type, scope)) continue;
      count += 1;
      if (untouched.length >= mostListed) continue;
      const { type, key, id } = item;
      untouched.push({ type, key, item: id, org: answerOrg(call, scope), why });
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
