import type { Json } from '../../metadata/common/json.ts';
import type { Organisation } from '../../metadata/contract/common/shared.ts';
import type {
  ChainLink,
  HiddenSetting,
  ParameterRead,
  SeenSetting,
  ValueFrom,
} from '../../metadata/contract/params/value.ts';
import type { Address } from '../../rules/params/address.ts';
import { effectiveValue } from '../../rules/params/effective.ts';
import { explainParam, type Link } from '../../rules/params/explain.ts';
import { textOf } from '../../rules/params/parameter-door.ts';
import type { SetValue } from '../../rules/params/set-value.ts';
import { askOf } from '../../rules/params/set-values.ts';
import { type Call, readParameters } from '../call/call.ts';
import type { Scope } from '../call/rights.ts';
import { spokenReason } from '../call/spoken-reason.ts';
import { refusal } from '../common/refusal.ts';
import { maskOf, wireOf } from './wire-value.ts';

/** Of one that is not there, or not for the caller. */
export const parameterUnknown = refusal('parameter-unknown', 404);

/** A read of a parameter, for an organisation or the whole system, by somebody who may see so much. */
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
export function answerParameter(ask: ReadAsk, explain: boolean): ParameterRead {
  const { call, address, org } = ask;
  const { model } = call.served;
  const asked = askedOf(ask);
  const { value, holds, chain } = explainParam(asked);
  const { type, key, param } = address;
  const { set } = holds;
  return {
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
    ...(explain && { chain: chain.map((link) => linkAnswer(ask, link)) }),
  };
}

/** The value that is effective; undefined: nobody set it. */
export function effectiveSet(ask: ReadAsk): SetValue | undefined {
  return effectiveValue(askedOf(ask));
}

export function askedOf({ call, address, org, date }: ReadAsk) {
  const at = readParameters(call, org);
  return askOf(address, at.values, { ...at, date: date ?? at.date });
}

/** A value somebody set; to whoever may not see the organisation's, only that there is one. */
function valueAnswer(ask: ReadAsk, set: SetValue): SeenSetting | HiddenSetting {
  return maySee(ask.sight, set.org) ? settingAnswer(ask, set) : { ...placeOf(ask, set), hidden: true };
}

/** The same to whoever may see it. */
export function settingAnswer(ask: Pick<ReadAsk, 'call' | 'address'>, set: SetValue): SeenSetting {
  const { call, address } = ask;
  return {
    id: set.id,
    revision: set.written?.revision ?? null,
    ...placeOf(ask, set),
    value: set.value === null ? null : wireOf(set.value, address, call.served.model),
    ...maskOf(address, set.value),
    raw: set.raw,
    validFrom: set.validFrom,
    validTo: set.validTo,
    locked: set.locked,
    by: set.written ? { ...set.written.by } : null,
    at: set.written?.at ?? null,
    reason: spokenReason(set.written?.reason ?? null, call),
  };
}

function placeOf({ call }: Pick<ReadAsk, 'call'>, { key, org }: SetValue) {
  return { key, scope: scopeName(org), org: orgOf(call, org) };
}

/** Whether the caller may see values there; whoever sees all organisations sees what holds for all of them. */
export function maySee(sight: Scope, org: string | null): boolean {
  return sight === 'all' || (org !== null && sight.has(org));
}

function linkAnswer(ask: ReadAsk, { from, set, value, reason, by }: Link): ChainLink {
  return {
    from,
    state: reason,
    ...(set ? valueAnswer(ask, set) : valued(ask, value)),
    ...(by && { because: placeOf(ask, by) }),
  };
}

function valued({ address, call }: Pick<ReadAsk, 'address' | 'call'>, value: Json | undefined) {
  return { value: value === undefined ? null : wireOf(value, address, call.served.model) };
}

/** Answers where a value comes from; who set it, and when, is told to whoever may see values there. */
function fromOf({ call, sight }: ReadAsk, { from, set }: Link): ValueFrom {
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

function scopeName(org: string | null): 'system' | 'organisation' {
  return org === null ? 'system' : 'organisation';
}

export function orgOf({ served }: Call, id: string | null): Organisation | null {
  const org = id === null ? undefined : served.orgs.get(id);
  return org ? { id: org.id, number: org.number, name: org.name } : null;
}
