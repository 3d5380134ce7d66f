import { isObject, type Json } from './common/json.ts';
import type { Condition, Leaf } from './condition.ts';
import type { Field } from './field.ts';
import type { Form } from './model.ts';
import type { ActionSource } from './source.ts';

/** A state in which records of a form wait for somebody who approves them, or sends them back with a reason. */
export interface Approval {
  /** The choice that says how far a record is. */
  readonly field: Field;
  /** What lets it go on, in the order of the form. */
  readonly approve: readonly ActionSource[];
  readonly sendBack: ActionSource;
  /** What brings it there; none: others do. */
  readonly submit?: ActionSource;
  /** What a record says that waits, and one that came back or was never submitted, by ids. */
  readonly waits: readonly Leaf[];
  readonly begins?: readonly Leaf[];
  /** New records begin where those stand that were sent back. */
  readonly fromStart: boolean;
}

const known = new WeakMap<Form, readonly Approval[]>();

/**
 * Finds the approvals of a form in its actions: what is done with a reason takes a choice from one value back to another,
 * and beside it stands what takes it on from there.
 */
export function approvalsOf(form: Form): readonly Approval[] {
  const found = known.get(form) ?? form.actions.flatMap((action) => approvalBy(action, form) ?? []);
  known.set(form, found);
  return found;
}

function approvalBy(sendBack: ActionSource, form: Form): Approval | undefined {
  if (!sendBack.asksReason) return undefined;
  for (const [id, back] of Object.entries(setBy(sendBack))) {
    const field = form.byId.get(id);
    const state = field?.options && askedOf(sendBack, id);
    if (!field || state === undefined || state === back) continue;
    const from = form.actions.filter((one) => one.on !== 'form' && askedOf(one, id) === state);
    const approve = from.filter((one) => {
      const to = setBy(one)[id];
      return to !== undefined && to !== back && to !== state;
    });
    const [first] = approve;
    if (!first) continue;
    const submit = form.actions.find((one) => askedOf(one, id) === back && setBy(one)[id] === state);
    return {
      field,
      approve,
      sendBack,
      waits: plainly(first),
      ...(submit && { submit, begins: plainly(submit) }),
      fromStart: field.default === back,
    };
  }
  return undefined;
}

/** Whether a record that says this, by ids, waits; what is not said may be so. */
export function isWaiting({ field, waits }: Approval, said: Readonly<Record<string, Json>>): boolean {
  return field.id in said && waits.every((leaf) => holdsOf(leaf, said));
}

/** The values that an action sets, by ids. */
export function setBy({ params }: Pick<ActionSource, 'params'>): Readonly<Record<string, Json>> {
  const fields = params?.['fields'];
  return isObject(fields) ? fields : {};
}

/** The only value of a field for which an action is offered; undefined: it asks none, or several. */
function askedOf(action: ActionSource, field: string): Json | undefined {
  const asked = plainly(action).find(({ fact, operator }) => fact === field && operator === 'equal');
  return isObject(asked?.value) ? undefined : asked?.value;
}

/** What has to hold of the record alone for an action to be offered, whatever else is asked: a list finds it by indexes. */
function plainly({ when }: ActionSource): readonly Leaf[] {
  const all: readonly Condition[] = when === undefined ? [] : 'all' in when ? when.all : [when];
  return all.filter((one): one is Leaf => 'fact' in one && !one.fact.startsWith('$') && !isObject(one.value));
}

/**
 * Whether whoever did an action may take it back at once: it sets values, and from there the form lets records be moved on
 * by hand. What nothing leads away from has begun something that nobody stops.
 */
export function canTakeBack(action: ActionSource, { actions }: Pick<Form, 'actions'>): boolean {
  const sets = setBy(action);
  if (action.capability !== 'set-fields' || Object.keys(sets).length === 0) return false;
  return actions.some((one) => leadsAway(one, action) && plainly(one).every((leaf) => holdsOf(leaf, sets)));
}

/** Whether an action keeps others from ever being done again, as voiding does: nothing by hand leads back. */
export function endsRecord(action: ActionSource, form: Pick<Form, 'actions'>): boolean {
  const sets = setBy(action);
  if (action.capability !== 'set-fields' || canTakeBack(action, form)) return false;
  const others = form.actions.filter((one) => one !== action);
  return others.some((one) => plainly(one).some((leaf) => leaf.fact in sets && !holdsOf(leaf, sets)));
}

/** Whether an action by hand sets what another one has set. */
export function leadsAway(one: ActionSource, action: ActionSource): boolean {
  const sets = setBy(action);
  return one !== action && Object.keys(setBy(one)).some((id) => id in sets);
}

/**
 * What keeps an action from a record that says this, by ids: what it asks of a field and the field does not say. Of
 * several ways it is the one that lacks least; nothing is told of what only whoever compiles the condition knows.
 */
export function leavesAgainst(
  { when }: Pick<ActionSource, 'when'>,
  said: Readonly<Record<string, Json>>,
): readonly Leaf[] {
  return when === undefined ? [] : against(when, said);
}

function against(condition: Condition, said: Readonly<Record<string, Json>>): readonly Leaf[] {
  if ('all' in condition) return condition.all.flatMap((one) => against(one, said));
  if ('any' in condition) {
    const ways = condition.any.map((one) => against(one, said));
    return ways.toSorted((one, other) => one.length - other.length)[0] ?? [];
  }
  if (!('fact' in condition) || !plain.has(condition.operator) || isObject(condition.value)) return [];
  return holdsOf(condition, said) ? [] : [condition];
}

const plain = new Set<string>(['equal', 'notEqual', 'in', 'isEmpty', 'isNotEmpty']);

/** Whether what was set is as a condition asks; of what was not nobody knows, and it may be so. */
function holdsOf({ fact, operator, value }: Leaf, sets: Readonly<Record<string, Json>>): boolean {
  if (!(fact in sets)) return true;
  const now = sets[fact] ?? null;
  switch (operator) {
    case 'equal':
      return now === value;
    case 'notEqual':
      return now !== value;
    case 'in':
      return Array.isArray(value) && value.includes(now);
    case 'isEmpty':
      return now === null;
    default:
      return now !== null;
  }
}
