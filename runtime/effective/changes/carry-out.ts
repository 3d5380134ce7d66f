import { parameterForm } from '../../../metadata/names.ts';
import { type Item, isParam, type ParamItem, type RecordItem } from '../../../rules/changes/item.ts';
import { inOrder, withMade } from '../../../rules/changes/references.ts';
import { changedValues, type ValueChange } from '../../../rules/params/changed-values.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { Call } from '../../call/call.ts';
import type { Rights } from '../../call/rights.ts';
import { parameterRights, platformForm } from '../../call/system-call.ts';
import type {
  TogetherDone,
  TogetherOutcome,
  TogetherPlan,
  TogetherStep,
} from '../../storage/store/record/store.ts';
import type { ChangesParts } from './changes-parts.ts';
import { valueAt } from './now-of.ts';
import { formUnknown } from './refusals.ts';

export interface ToWrite {
  readonly call: Call;
  readonly items: readonly Item[];
  /** The rights with which it is carried out. */
  readonly rights: Rights;
  readonly reason: string | null;
}

/** The items in the order in which they are written, each with its write. */
export function plansOf(
  parts: ChangesParts,
  { call, items, rights, reason }: ToWrite,
): { readonly order: readonly Item[]; readonly plans: readonly TogetherPlan[] } {
  const { served } = call;
  const depth = (org: string | null) => (org === null ? -1 : served.orgs.ancestors(org).length);
  const order = inOrder(items, depth);
  const parameters = changedValues(served.parameters, valueChanges(call, items));
  const asked = { ...call, rights, approved: true, ...(reason !== null && { reason }) } as const;
  return { order, plans: order.map((item) => (done) => stepOf(item, done)) };

  function stepOf(item: Item, done: TogetherOutcome['done']): TogetherStep {
    if (isParam(item)) {
      const now = item.org === null ? call.now : parts.now(item.org);
      const form = platformForm(served.model, parameterForm);
      // History has it with the organisation whose value it is, as of one that is set by itself.
      const org = item.org ?? call.org;
      return { call: { ...asked, org, rights: parameterRights, now }, form, item: paramWrite(item) };
    }
    const form = served.model.formsById.get(item.form);
    if (!form) throw formUnknown({ form: item.form });
    // A record is judged by what parameters say once all of this holds.
    const own = { ...asked, served: { ...served, parameters }, org: item.org, now: parts.now(item.org) };
    return { call: own, form, item: recordWrite(item, madeBy(order, done)) };
  }
}

function paramWrite(item: ParamItem): TogetherStep['item'] {
  const { action, base, type, key, org, validFrom, validTo } = item;
  const place = {
    type,
    address: key,
    organisation: org === null ? null : { id: org },
    from: validFrom,
    until: validTo,
  };
  if (action === 'set') {
    const { value = null, raw = null, locked = false } = item;
    const body = { ...place, content: { value, raw }, locked };
    return base ? { op: 'put', id: base.id, ifMatch: base.revision, body } : { op: 'create', body };
  }
  const id = base?.id ?? '';
  const ifMatch = base?.revision ?? 0;
  if (action === 'unset') return { op: 'delete', id, ifMatch };
  const { value = null, raw = null } = base ?? {};
  return { op: 'put', id, ifMatch, body: { ...place, content: { value, raw }, locked: action === 'lock' } };
}

function recordWrite(item: RecordItem, made: ReadonlyMap<string, string>): TogetherStep['item'] {
  const { action, record: id = '', base, body = {}, version = 0 } = item;
  const ifMatch = base?.revision ?? 0;
  switch (action) {
    case 'create':
      return { op: 'create', body: withMade(body, made) };
    case 'change':
      return { op: 'patch', id, ifMatch, body: withMade(body, made) };
    case 'restore':
      return { op: 'restore', id, ifMatch, version };
    default:
      return { op: action, id, ifMatch };
  }
}

function madeBy(order: readonly Item[], done: TogetherOutcome['done']): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  for (const [at, one] of done.entries()) {
    const item = order[at];
    if (item && one && !isParam(item) && item.as !== undefined) made.set(item.as, one.record);
  }
  return made;
}

/** Answers the changes of set values that the items would make. */
export function valueChanges(
  { served }: Pick<Call, 'served'>,
  items: readonly Item[],
): readonly ValueChange[] {
  return items.filter(isParam).flatMap((item): readonly ValueChange[] => {
    const was = valueAt(served, item);
    if (item.action === 'unset') return was ? [{ was }] : [];
    const { id, type, key, org, validFrom, validTo } = item;
    const place = { type, key, org, validFrom, validTo };
    if (item.action === 'set') {
      const { value = null, raw = null, locked = false } = item;
      const is: SetValue = { ...place, id: was?.id ?? id, value, raw, locked };
      return [{ ...(was && { was }), is }];
    }
    return was ? [{ was, is: { ...was, locked: item.action === 'lock' } }] : [];
  });
}

/** The items with what they left behind. */
export function withDone(
  items: readonly Item[],
  order: readonly Item[],
  done: readonly (TogetherDone | undefined)[],
): readonly Item[] {
  const byId = new Map(order.map(({ id }, at) => [id, done[at]]));
  return items.map((item) => {
    const one = byId.get(item.id);
    if (!one) return item;
    const { record, revision } = one;
    return { ...item, done: { record, ...(revision !== undefined && { revision }) } } as Item;
  });
}
