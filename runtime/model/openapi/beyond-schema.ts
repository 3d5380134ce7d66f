import { hash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { Form } from '../../../metadata/model.ts';
import type { fieldProperties } from '../../../metadata/property/field.ts';
import type { formProperties } from '../../../metadata/property/form.ts';
import { ofKinds } from '../../../metadata/property/of-kinds.ts';
import type { AnsweredIn, Row } from '../../../metadata/property/property.ts';

/** The member under which a schema keeps the facts that JSON Schema has no words for. */
export const beyondSchema = 'x-guiju';

/**
 * Facts of a form or a field beside its schema, so that two documents held beside each other show them. `is`: with
 * another one callers meet another thing. `asks`: with more of them, or another one, a call may be refused that was
 * not. `offers`: with fewer of them, or another one, a caller misses something. `most`, `least`: bounds of numbers.
 * Conditions stand there as fingerprints: that they are others is seen, and their content is the model's to tell.
 */
export interface Beyond {
  readonly is?: JsonObject;
  readonly asks?: JsonObject;
  readonly offers?: JsonObject;
  readonly most?: JsonObject;
  readonly least?: JsonObject;
}

/** Of each property that the document tells of forms, in this order. */
const ofForm: Readonly<Record<AnsweredIn<typeof formProperties, 'openapi'>, (form: Form) => Beyond>> = {
  kind: ({ kind }) => ({ is: { kind } }),
  key: ({ key }) => ({ is: { key: [...key] } }),
  rules: ({ rules }) => ({
    asks: prints(
      'rule',
      rules.filter(({ severity }) => severity !== 'warning'),
      ({ when, check, each }) => ({ when, check, each }),
    ),
  }),
  unique: ({ unique }) => ({
    asks: prints('unique', unique, ({ message: _m, source: _s, ...rest }) => rest),
  }),
  checks: ({ checks }) => ({
    asks: marks(
      'check',
      checks.map(({ run }) => run),
    ),
  }),
  locks: ({ locks }) => ({ asks: marks('lock', locks.map(print)) }),
  actions: ({ actions }) => ({
    offers: prints(
      'action',
      actions,
      ({ label: _l, confirm: _c, done: _d, source: _s, name: _n, ...rest }) => rest,
    ),
  }),
  match: ({ match }) => {
    if (!match) return {};
    const { order: _order, result, fields: _fields, ...question } = match;
    return { is: { match: print(question) }, offers: marks('result', result) };
  },
  preset: ({ preset: { where, locked = [], fields = [] } = {} }) => ({
    ...(where && { is: { preset: print(where) } }),
    asks: { ...marks('preset', locked), ...marks('preset-field', fields) },
  }),
  publicNumbers: ({ publicNumbers }) => (publicNumbers ? { offers: { numbers: true } } : {}),
};

export function formBeyond(form: Form): JsonObject {
  return together(Object.values(ofForm).map((of) => of(form)));
}

/** Of each property that the document tells of fields, in this order. */
const ofField: Readonly<Record<AnsweredIn<typeof fieldProperties, 'openapi'>, (field: Field) => Beyond>> = {
  optionsFilter: ({ optionsFilter }) =>
    optionsFilter ? { is: { optionsFilter: print(optionsFilter) } } : {},
  readonly: ({ readonly }) => (readonly === false ? {} : { asks: { readonly: print(readonly) } }),
  required: ({ required }) => (required === false ? {} : { asks: { required: print(required) } }),
  fixed: ({ fixed }) => (fixed ? { asks: { fixed } } : {}),
  default: (field) =>
    field.default === undefined || field.default === null ? {} : { offers: { default: true } },
  follows: ({ follows = false }) => (follows === false ? {} : { offers: { follows: print(follows) } }),
};

export function fieldBeyond(field: Field): JsonObject {
  const { kind, target, props } = field;
  const ofKind = Object.entries<Row>(ofKinds).map(([name, { answers }]) =>
    spoken(answers?.openapi, name, props[name]),
  );
  return together([
    { is: { kind: kind.name, ...(target !== undefined && { target }) } },
    ...Object.values(ofField).map((of) => of(field)),
    ...ofKind,
  ]);
}

/**
 * Describes a property of a kind, as its row says: a bound by its number, a list item by item, anything else as a
 * fingerprint.
 */
function spoken(how: keyof Beyond | true | undefined, name: string, value: Json | undefined): Beyond {
  if (how === undefined || how === true || value === undefined || value === false) return {};
  if (how === 'most' || how === 'least') return { [how]: { [name]: String(value) } };
  if (how === 'is') return { is: { [name]: print(value) } };
  const isList = Array.isArray(value);
  return {
    [how]: isList
      ? marks(
          name,
          value.map((one: Json) => JSON.stringify(one)),
        )
      : { [name]: true },
  };
}

const groups = ['asks', 'offers', 'most', 'least'] as const;

/** One after another, without what says nothing; what a thing is stands beside the groups, as each field tells that. */
function together(all: readonly Beyond[]): JsonObject {
  const said = (part: keyof Beyond): JsonObject => Object.assign({}, ...all.map((one) => one[part]));
  const others = groups.map((part) => [part, said(part)] as const);
  return {
    ...said('is'),
    ...Object.fromEntries(others.filter(([, facts]) => Object.keys(facts).length > 0)),
  };
}

/** The facts that a schema keeps beside it. */
export function beyondOf(kept: Json | undefined): Beyond {
  if (!isObject(kept)) return {};
  const is = Object.entries(kept).filter(([name]) => !groups.some((group) => group === name));
  const others = groups.map((part) => [part, kept[part]] as const);
  return {
    is: Object.fromEntries(is),
    ...Object.fromEntries(others.filter(([, facts]) => isObject(facts))),
  };
}

function marks(what: string, all: readonly Json[]): JsonObject {
  return Object.fromEntries(all.map((one) => [`${what}:${String(one)}`, true]));
}

function prints<T extends { readonly name: string }>(
  what: string,
  all: readonly T[],
  of: (one: T) => object,
): JsonObject {
  return Object.fromEntries(all.map((one) => [`${what}:${one.name}`, print(of(one))]));
}

function print(value: unknown): Json {
  return value === true ? true : hash('sha256', JSON.stringify(value) ?? '', 'base64url').slice(0, 8);
}
