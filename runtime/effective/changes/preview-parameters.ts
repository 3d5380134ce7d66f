import type { ChangeEffects, ValueChange } from '../../../metadata/contract/changes/effects.ts';
import { type Item, isParam, type ParamItem } from '../../../rules/changes/item.ts';
import { addressOf } from '../../../rules/params/address.ts';
import { changedValues } from '../../../rules/params/changed-values.ts';
import { changesAhead, turns } from '../../../rules/params/changes-ahead.ts';
import { saidAt, systemScope } from '../../../rules/params/effective.ts';
import { type Effective, type EffectiveState, readAt } from '../../../rules/params/effective-changes.ts';
import { isBefore, isOver } from '../../../rules/params/set-value.ts';
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
 * Finds the organisations that would read another value, from which to which and on which days, today or to come; those
 * that set their own and keep it, and those locked out.
 */
export async function findEffects(
  parts: ChangesParts,
  call: Call,
  items: readonly Item[],
  sees: Sees = () => true,
): Promise<FoundEffects> {
  const { orgs, model, parameters } = call.served;
  const date = (org: string | null) => (org === null ? call.now : parts.now(org)).localDate;
  const before: EffectiveState = { values: parameters, orgs, model, date };
  const after = { ...before, values: changedValues(parameters, valueChanges(call, items)) };
  const pause = timeSlices();
  const changed: FoundChange[] = [];
  const touched = new Set<string>();
  let total = 0;
  let hidden = 0;
  for (const some of changesAhead(before, after)) {
    for (const { type, key, org, from, to, since, until } of some) {
      total += 1;
      touched.add(nameOf(type, key, org));
      if (!sees(type, org)) hidden += 1;
      else if (changed.length < mostListed)
        changed.push({ type, key, org, from: found(from), to: found(to), since, until });
    }
    await pause();
  }
  return { changed, total, hidden, ...(await untouchedBelow(items, { after, sees, touched, pause })) };
}

function nameOf(type: string, key: string, org: string | null): string {
  return `${type}/${key} ${org}`;
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

function seenBy({ served, rights }: Call): Sees {
  return (type, org) => mayRead(served, rights, { type, org }) || mayWrite(served, rights, { type, org });
}

function answerChange(
  call: Call,
  { type, key, org, from, to, since, until = null }: FoundChange,
): ValueChange {
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
    until,
  };
}

interface Below {
  readonly after: EffectiveState;
  readonly sees: Sees;
  /** Names of those that read another value on some day. */
  readonly touched: ReadonlySet<string>;
  readonly pause: () => Promise<void> | undefined;
}

async function untouchedBelow(
  items: readonly Item[],
  { after, sees, touched, pause }: Below,
): Promise<Pick<FoundEffects, 'untouched' | 'untouchedTotal'>> {
  const untouched: FoundEffects['untouched'][number][] = [];
  let count = 0;
  for (const item of items.filter(isParam)) {
    const { type, key, id } = item;
    for (const [org, why] of sayingTheirOwn(item, after)) {
      if (!sees(type, org) || (why === 'overrides' && touched.has(nameOf(type, key, org)))) continue;
      count += 1;
      if (untouched.length < mostListed) untouched.push({ type, key, item: id, org, why });
    }
    await pause();
  }
  return { untouched, untouchedTotal: count };
}

/**
 * Organisations below the scope of an item that say a value of their own on a day on which the item holds: it goes on to
 * hold, or a lock above takes its place.
 */
function* sayingTheirOwn(
  { type, key, org, validFrom, validTo }: ParamItem,
  after: EffectiveState,
): Generator<readonly [string, 'overrides' | 'locked']> {
  const atKey = after.values?.ofType(type)?.get(key);
  for (const [scope, said] of atKey ?? []) {
    if (scope === systemScope || scope === org) continue;
    if (org !== null && !after.orgs.within(scope, org)) continue;
    const above = [...after.orgs.ancestors(scope), systemScope].flatMap((one) => atKey?.get(one) ?? []);
    const today = after.date(scope);
    const days = [today, ...[...said, ...above].flatMap(turns)].filter(
      (day) => day >= today && !isBefore({ validFrom, validTo }, day) && !isOver({ validFrom, validTo }, day),
    );
    const whys = new Set(days.flatMap((day) => whyOn(day)));
    if (whys.has('locked')) yield [scope, 'locked'];
    else if (whys.has('overrides')) yield [scope, 'overrides'];

    function whyOn(day: string): readonly ('overrides' | 'locked')[] {
      const own = saidAt([atKey], scope, day);
      if (!own) return [];
      const read = readAt({ type, key }, { ...after, date: () => day }, scope);
      return [read?.set === own ? 'overrides' : 'locked'];
    }
  }
}
