import { compare } from '../common/decimal.ts';
import { type FieldRight, type FieldRoles, narrows } from '../common/field-roles.ts';
import { isObject, type Json, type JsonObject } from '../common/json.ts';
import type { DifferenceRule } from './difference.ts';

/** The values of a property in both versions. */
export interface Change {
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Reads a property's change as differences, beside all that the same thing says after it; none: it changed nothing. */
export type Reading = (change: Change, beside: JsonObject) => readonly DifferenceRule[];

export const always =
  (...rules: readonly DifferenceRule[]): Reading =>
  () =>
    rules;

export const textChanged = always('text-changed');
export const looksChanged = always('looks-changed');

/** A switch that is one thing when it comes on, and another when it goes off. */
export const whenOn =
  (on: DifferenceRule, off: DifferenceRule): Reading =>
  ({ after }) => [after === true ? on : off];

/** A list as a set: something of it went, or came. */
export function asSet(lost: DifferenceRule, won: DifferenceRule): Reading {
  return ({ before, after }) => {
    const [was, is] = [items(before), items(after)];
    const rules = [
      ...([...was].some((one) => !is.has(one)) ? [lost] : []),
      ...([...is].some((one) => !was.has(one)) ? [won] : []),
    ];
    // The same in another order.
    return rules.length > 0 ? rules : ['looks-changed'];
  };
}

/** Options that a layer adds to those of others; each is the same by its value. */
export const asAddedOptions: Reading = ({ before, after }) => {
  const values = (list: Json | undefined) =>
    (Array.isArray(list) ? (list as readonly Json[]) : []).map((one) =>
      isObject(one) ? (one['value'] ?? null) : one,
    );
  const rules = asSet('option-removed', 'option-added')({ before: values(before), after: values(after) }, {});
  return rules[0] === 'looks-changed' ? ['text-changed'] : rules;
};

/** As a set, where no list stands for everything there is. */
export function asSetOfAll(lost: DifferenceRule, won: DifferenceRule): Reading {
  return (change, beside) => {
    if (change.before === undefined || change.after === undefined)
      return [change.after === undefined ? won : lost];
    return asSet(lost, won)(change, beside);
  };
}

function items(list: Json | undefined): ReadonlySet<string> {
  return new Set(Array.isArray(list) ? list.map((one: Json) => JSON.stringify(one)) : []);
}

/** A bound that lets less through than before; none lets everything through, or so much as the kind has. */
export function asLimit(side: 'greatest' | 'least'): Reading {
  return ({ before, after }) => {
    if (after === undefined) return ['limit-loosened'];
    if (before === undefined) return ['limit-tightened'];
    const order = compare(String(before), String(after));
    // The same number, written otherwise.
    if (order === 0) return ['looks-changed'];
    const tightened = side === 'greatest' ? order > 0 : order < 0;
    return [tightened ? 'limit-tightened' : 'limit-loosened'];
  };
}

/** Something asks it of people, always or under a condition. */
export function isAsked(said: Json | undefined): boolean {
  return said !== undefined && said !== null && said !== false;
}

/** Nobody asked for it before, or only sometimes; whoever sends nothing gets the default where there is one. */
export const asRequired: Reading = ({ after }, { default: preset }) => {
  if (!isAsked(after)) return ['required-loosened'];
  return [preset !== undefined && preset !== null ? 'required-with-default' : 'required-without-default'];
};

export const asReadonly: Reading = ({ after }) => [
  isAsked(after) ? 'readonly-tightened' : 'readonly-loosened',
];

/** Reads the rights of roles on a field, of each role. */
export const asRoles: Reading = ({ before, after }) => {
  const [was, is] = [before, after].map((said) => (isObject(said) ? said : {}) as FieldRoles);
  const narrower = Object.keys({ ...was, ...is }).some((role) => narrows(was?.[role], is?.[role]));
  return [narrower ? 'roles-narrowed' : 'roles-widened'];
};

/** Reads the right of one role. */
export const asRole: Reading = ({ before, after }) => [
  narrows(before as FieldRight | undefined, after as FieldRight) ? 'roles-narrowed' : 'roles-widened',
];
