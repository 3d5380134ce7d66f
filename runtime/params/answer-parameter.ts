import type { Json } from '../../metadata/common/json.ts';
import type { Address } from '../../rules/params/address.ts';
import { effectiveValue } from '../../rules/params/effective.ts';
import { explainParam, type Link } from '../../rules/params/explain.ts';
import { textOf } from '../../rules/params/parameter-door.ts';
import type { SetValue } from '../../rules/params/set-value.ts';
import { askOf } from '../../rules/params/set-values.ts';
import { type Call, readParameters } from '../call/call.ts';
import type { Scope } from '../call/rights.ts';
import { maskOf, wireOf } from './wire-value.ts';

/** What is asked: a parameter, for an organisation or the whole system, by somebody who may see so much. */
export interface ReadAsk {
  readonly call: Call;
  readonly address: Address;
  /** Null: the whole system. */
  readonly org: string | null;
  /** Organisations whose values the caller may see. */
  readonly sight: Scope;
  /** Local date. Default: that of the call. */
  readonly date?: string;
}

/** The effective value with where it comes from, and on demand everything that was asked and why it does not hold. */
export function answerParameter(ask: ReadAsk, explain: boolean): Readonly<Record<string, Json>> {
  const { call, address, org } = ask;
  const { model } = call.served;
  const asked = askedOf(ask);
  const { value, holds, chain } = explainParam(asked);
  const { type, key, param } = address;
  const { set } = holds;
  const answer: Record<string, Json> = {
    type,
    key,
    org: orgOf(call, org),
    date: asked.date,
    value: value === undefined ? null : wireOf(value, address, model),
    ...maskOf(address, value),
    raw: textOf(address, set),
    isSet: set !== undefined && set.value !== null,
    from: fromOf(ask, holds),
    own: chain.flatMap(({ set: one }) =>
      one && one.org === org && one.key === key ? [valueAnswer(ask, one)] : [],
    ),
    unset: { ...valued(ask, param.unset.value), label: { ...param.unset.label } },
  };
  if (explain) answer['chain'] = chain.map((link) => linkAnswer(ask, link));
  return answer;
}

/** The value that is effective; undefined: nobody set it. */
export function effectiveSet(ask: ReadAsk): SetValue | undefined {
  return effectiveValue(askedOf(ask));
}

function askedOf({ call, address, org, date }: ReadAsk) {
  const at = readParameters(call, org);
  return askOf(address, at.values, { ...at, date: date ?? at.date });
}

/** A value somebody set; to whoever may not see the organisation's, only that there is one. */
export function valueAnswer(ask: Omit<ReadAsk, 'org'>, set: SetValue): Readonly<Record<string, Json>> {
  const { call, address, sight } = ask;
  const place = { key: set.key, scope: scopeName(set.org), org: orgOf(call, set.org) };
  if (!maySee(sight, set.org)) return { ...place, hidden: true };
  return {
    id: set.id,
    revision: set.written?.revision ?? null,
    ...place,
    value: set.value === null ? null : wireOf(set.value, address, call.served.model),
    ...maskOf(address, set.value),
    raw: set.raw,
    validFrom: set.validFrom,
    validTo: set.validTo,
    locked: set.locked,
    by: set.written ? { ...set.written.by } : null,
    at: set.written?.at ?? null,
    reason: set.written?.reason ?? null,
  };
}

/** Whoever sees all organisations sees what holds for all of them. */
export function maySee(sight: Scope, org: string | null): boolean {
  return sight === 'all' || (org !== null && sight.has(org));
}

function linkAnswer(ask: ReadAsk, { from, set, value, reason, by }: Link): Readonly<Record<string, Json>> {
  const { call } = ask;
  return {
    from,
    state: reason,
    ...(set ? valueAnswer(ask, set) : valued(ask, value)),
    ...(by && { because: { scope: scopeName(by.org), org: orgOf(call, by.org), key: by.key } }),
  };
}

function valued({ address, call }: Pick<ReadAsk, 'address' | 'call'>, value: Json | undefined) {
  return { value: value === undefined ? null : wireOf(value, address, call.served.model) };
}

/** Who set it, and when, is told to whoever may see values there. */
function fromOf({ call, sight }: ReadAsk, { from, set }: Link): Readonly<Record<string, Json>> {
  if (!set) return { scope: from };
  const { org, key, locked, written } = set;
  return {
    scope: scopeName(org),
    org: orgOf(call, org),
    key,
    locked,
    ...(written && maySee(sight, org) && { by: { ...written.by }, at: written.at }),
  };
}

function scopeName(org: string | null): string {
  return org === null ? 'system' : 'organisation';
}

function orgOf({ served }: Call, id: string | null): Json {
  const org = id === null ? undefined : served.orgs.get(id);
  return org ? { id: org.id, number: org.number, name: org.name } : null;
}
