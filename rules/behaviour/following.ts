import { isEmptyValue, type Json } from '../../metadata/common/json.ts';
import { test } from '../condition/closure.ts';
import type { Facts } from '../condition/facts.ts';
import type { Followers, FormRules, When } from './compile-form.ts';
import { type Context, factsOf, recordPart } from './context.ts';
import type { Step } from './derive.ts';
import { isSame, type MutableRecord, type Only, partsAt, type RecordPart } from './record-parts.ts';

/**
 * Fields of a part that is changed which its formulas make anew, by their values: a default follows what it reads for
 * as long as nobody gave it another value, and begins anew where somebody emptied it.
 */
export type Followed = ReadonlyMap<object, ReadonlyMap<string, Json | undefined>>;

/**
 * Empties what nobody touched of the parts that were there before, and answers with it what stood there. What a caller
 * sent is his, though it be what stood there; a page sends everything, and knows itself what was typed.
 */
export function* freeFollowers(
  rules: FormRules,
  top: RecordPart,
  context: Context,
  only: Only | undefined,
): Generator<undefined, Followed> {
  const freed = new Map<object, ReadonlyMap<string, Json | undefined>>();
  for (const group of rules.followers)
    for (const part of partsAt(top, group.entries, only)) {
      yield;
      if (!part.before) continue;
      const isOther = readsOther(group, part, top);
      const emptied = group.steps.filter(({ field: { id } }) => {
        const isGone = isEmptyValue(part.values[id]);
        return isGone && (isOther || !isEmptyValue(part.before?.[id]));
      });
      const some = new Map<string, Json | undefined>(emptied.map(({ field }) => [field.id, undefined]));
      if (isOther && context.sent !== undefined) {
        const unsent = group.steps.filter(({ field: { id } }) => !part.sent || !Object.hasOwn(part.sent, id));
        for (const { field } of yield* untouched({ ...group, steps: unsent }, part, top, context))
          some.set(field.id, part.values[field.id]);
      }
      if (some.size === 0) continue;
      for (const id of some.keys()) delete (part.values as MutableRecord)[id];
      freed.set(part.values, some);
    }
  return freed;
}

/** Fields of a record, by place, that stand as their formulas make them: a page lets them follow what is typed. */
export function* untouchedPlaces(
  rules: FormRules,
  record: Readonly<Record<string, Json>>,
  context: Context,
): Generator<undefined, ReadonlyMap<string, Json>> {
  const places = new Map<string, Json>();
  const top = recordPart(record, record, undefined);
  for (const group of rules.followers)
    for (const part of partsAt(top, group.entries)) {
      yield;
      for (const { field } of yield* untouched(group, part, top, context)) {
        const value = part.values[field.id];
        if (value !== undefined) places.set(placeOf(group, part, field.id), value);
      }
    }
  return places;
}

/** Fields and rows by their ids, down to the value. */
function placeOf({ entries }: Followers, { values, upper }: RecordPart, id: string): string {
  const rows = [upper, values].filter((row) => row !== undefined).map((row) => String(row['id']));
  const steps = entries.flatMap((field, at) => [field.id, rows.at(at - entries.length) ?? '']);
  return ['', ...steps, id].join('/');
}

/**
 * Those whose formulas made what stood there before. Of several that may be made of each other, the first ones count as
 * given: what is made of nothing but what it makes itself is nobody's but a person's.
 */
function* untouched(
  { steps }: Followers,
  part: RecordPart,
  top: RecordPart,
  context: Context,
): Generator<undefined, readonly Step[]> {
  const { before } = part;
  if (!before || !top.before) return [];
  const facts = factsOf(part, top, context);
  let open = steps.filter(({ field, follows = false }) => {
    const [now, then] = [part.values[field.id], before[field.id]];
    return !field.fixed && !isEmptyValue(then) && isSame(now, then) && holdsNow(follows, facts);
  });
  for (;;) {
    const values: MutableRecord = { ...before };
    for (const { field } of open) delete values[field.id];
    const above = { ...top, values: part === top ? values : top.before };
    const then = part === top ? above : { ...part, values };
    let other: Step | undefined;
    for (const step of open) {
      const made = yield* step.make({ ...factsOf(then, above, context), shared: new Map() });
      if (made === undefined || !isSame(made, before[step.field.id])) {
        other = step;
        break;
      }
      values[step.field.id] = made;
    }
    if (!other) return open;
    open = open.filter((step) => step !== other);
  }
}

function holdsNow(when: When, facts: Facts): boolean {
  return typeof when === 'boolean' ? when : test(when)(facts);
}

/** Whether something that the formulas read is another than it was. */
function readsOther({ entries, steps }: Followers, part: RecordPart, top: RecordPart): boolean {
  const within = entries.at(-1)?.path;
  const own = within === undefined ? '' : `${within}.`;
  return steps.some(({ reads }) =>
    reads.some((path) => {
      const isOwn = path.startsWith(own);
      const of = isOwn ? part : top;
      const [id = ''] = (isOwn ? path.slice(own.length) : path).split('.');
      return !isSame(of.values[id], of.before?.[id]);
    }),
  );
}
