import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { Form } from '../../../metadata/model.ts';

/** Where a schema says what JSON Schema has no words for. */
export const beyondSchema = 'x-guiju';

/**
 * What holds of a form or a field beside its schema, so that two documents held beside each other show it. `is`: with
 * another one callers meet another thing. `asks`: with more of them, or another one, a call may be refused that was not.
 * `offers`: with fewer of them, or another one, a caller misses something. `most`, `least`: bounds of numbers.
 * Conditions stand there as fingerprints: that they are others is seen, and what they say is the model's to tell.
 */
export interface Beyond {
  readonly is?: JsonObject;
  readonly asks?: JsonObject;
  readonly offers?: JsonObject;
  readonly most?: JsonObject;
  readonly least?: JsonObject;
}

export function formBeyond(form: Form): JsonObject {
  const { kind, key, match, preset, rules, checks, unique, locks, actions, publicNumbers } = form;
  const { order: _order, result = [], fields: _fields, ...question } = match ?? {};
  return speaking({
    is: {
      kind,
      key: [...key],
      ...(match && { match: print(question) }),
      ...(preset?.where && { preset: print(preset.where) }),
    },
    asks: {
      ...prints(
        'rule',
        rules.filter(({ severity }) => severity !== 'warning'),
        ({ when, check, each }) => ({ when, check, each }),
      ),
      ...prints('unique', unique, ({ message: _m, source: _s, ...rest }) => rest),
      ...Object.fromEntries(checks.map(({ run }) => [`check:${run}`, true])),
      ...Object.fromEntries(locks.map((lock) => [`lock:${print(lock)}`, true])),
      ...Object.fromEntries((preset?.locked ?? []).map((one) => [`preset:${one}`, true])),
      ...Object.fromEntries((preset?.fields ?? []).map((one) => [`preset-field:${one}`, true])),
    },
    offers: {
      ...prints('action', actions, ({ label: _l, confirm: _c, source: _s, name: _n, ...rest }) => rest),
      ...Object.fromEntries(result.map((one) => [`result:${one}`, true])),
      ...(publicNumbers && { numbers: true }),
    },
  });
}

const exact = ['pattern', 'facts', 'entries', 'compute', 'from', 'field'] as const;
const tighterWithout = ['optIn', 'slots', 'pick'] as const;
const tighterWith = ['optOut', 'forced'] as const;

export function fieldBeyond(field: Field): JsonObject {
  const { kind, target, readonly, required, fixed, carry, optionsFilter, props } = field;
  const preset = field.default !== undefined && field.default !== null;
  const bounds = (...names: readonly string[]) =>
    Object.fromEntries(
      names.flatMap((name) => (props[name] === undefined ? [] : [[name, String(props[name])]])),
    );
  const listed = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => items(props[name]).map((one) => [`${name}:${one}`, true])));
  return speaking({
    is: {
      kind: kind.name,
      ...(target !== undefined && { target }),
      ...(optionsFilter && { optionsFilter: print(optionsFilter) }),
      ...(carry && kind.derived && { carry: print(carry) }),
      ...Object.fromEntries(
        exact.flatMap((name) => (props[name] === undefined ? [] : [[name, print(props[name])]])),
      ),
    },
    asks: {
      ...(readonly !== false && { readonly: print(readonly) }),
      ...(required !== false && { required: print(required) }),
      ...(fixed && { fixed }),
      ...listed(tighterWith),
    },
    offers: {
      ...(preset && { default: true }),
      ...(props['editable'] === true && { editable: true }),
      ...(props['deep'] === true && { deep: true }),
      ...listed(tighterWithout),
    },
    most: bounds('max', 'precision', 'scale', 'length'),
    least: bounds('min'),
  });
}

/** Without what says nothing. */
function speaking(beyond: Beyond): JsonObject {
  return Object.fromEntries(
    Object.entries(beyond as JsonObject).filter(([, said]) => Object.keys(said as JsonObject).length > 0),
  );
}

function prints<T extends { readonly name: string }>(
  what: string,
  all: readonly T[],
  of: (one: T) => object,
): JsonObject {
  return Object.fromEntries(all.map((one) => [`${what}:${one.name}`, print(of(one))]));
}

function items(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((one: Json) => JSON.stringify(one)) : [];
}

function print(value: unknown): Json {
  return value === true ? true : hash('sha256', JSON.stringify(value) ?? '', 'base64url').slice(0, 8);
}
