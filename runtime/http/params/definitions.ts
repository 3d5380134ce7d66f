import type { QueryOf } from '../../../metadata/contract/common/call.ts';
import type { params } from '../../../metadata/contract/params/calls.ts';
import type { Definition } from '../../../metadata/contract/params/definition.ts';
import { isSeveral, type Param } from '../../../metadata/kinds/common/param-value.ts';
import type { ParamType } from '../../../metadata/model.ts';
import { foldText } from '../../../metadata/words/fold-text.ts';
import { needsApproval } from '../../../rules/changes/needs-approval.ts';
import { addressOf, everyInstance } from '../../../rules/params/address.ts';
import { takes } from '../../../rules/params/effective.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { Served } from '../../call/call.ts';
import type { Scope } from '../../call/rights.ts';
import { maySee, type ReadAsk, settingAnswer } from '../../params/answer-parameter.ts';
import { lastRead } from '../../params/readers/answer-readers.ts';
import { isSecret } from '../../params/wire-value.ts';
import type { Ask } from '../pipeline/ask.ts';
import { covers } from './named-parameter.ts';
import { mayReveal } from './reveal.ts';

const day = 24 * 3_600_000;

/** Definitions the caller may see, as packages state them, with how many values are set of each that he may see. */
export function definitions(ask: Ask, wanted: QueryOf<typeof params.list>): readonly Definition[] {
  const found: Definition[] = [];
  for (const type of ask.served.model.params.values()) {
    const sight = ask.principal.rights.parameters(type.type, 'read');
    if (nowhere(sight) || (wanted.type !== undefined && wanted.type !== type.type)) continue;
    for (const param of type.params) {
      if (param.hidden || !speaksOf(type, param, wanted.q ?? '')) continue;
      if (wanted.danger !== undefined && (param.danger ?? false) !== wanted.danger) continue;
      const set = setOf(ask.served, type.type, param).filter(({ org }) => reaches(ask, sight, org));
      if (wanted.set !== undefined && set.length > 0 !== wanted.set) continue;
      const address = { type: type.type, key: param.key ?? everyInstance, param };
      const { readers } = ask.host;
      const { count, at } = lastRead({ readers, served: ask.served, address, sight });
      if (wanted.unread !== undefined && at !== null && at > ask.host.clock() - wanted.unread * day) continue;
      const below = countBelow(ask, set, sight);
      const counts = { ...countsOf(set, sight), below, reached: set.length > 0 };
      found.push({
        ...definition(type, param, counts),
        readers: { count, lastRead: at === null ? null : new Date(at).toISOString() },
        ...(waitsForApproval(ask, type.type, param) && { needsApproval: true }),
        may: settable(ask, type.type, param),
      });
    }
  }
  return found;
}

/** From when on it is known who reads what. */
export function readersSince({ host }: Ask): string | null {
  const since = host.readers.since();
  return since === null ? null : new Date(since).toISOString();
}

/** Every value of a parameter, in the order of keys; of one with a dimension those of all its instances. */
export function overridesOf(read: ReadAsk) {
  const { call, address, sight } = read;
  const set = setOf(call.served, address.type, address.param);
  return { items: set.filter(({ org }) => maySee(sight, org)).map((one) => settingAnswer(read, one)) };
}

/** Tells whether the organisation of the call reads a value set there, whoever may see it, or the caller may see it. */
function reaches({ call, served }: Ask, sight: Scope, org: string | null): boolean {
  return org === null || maySee(sight, org) || served.orgs.within(call.org, org);
}

function nowhere(sight: Scope): boolean {
  return sight !== 'all' && sight.size === 0;
}

function setOf({ parameters, model }: Served, type: string, param: Param): readonly SetValue[] {
  const byKey = parameters?.ofType(type);
  if (!byKey) return [];
  // A key that is spelt out is no instance, though it could be called so.
  const keys =
    param.key !== undefined
      ? [param.key]
      : [...byKey.keys()].filter((name) => addressOf(model, type, name)?.param === param).sort();
  return keys.flatMap((name) => [...(byKey.get(name)?.values() ?? [])].flat());
}

function countsOf(set: readonly SetValue[], sight: Scope) {
  const organisations = set.filter(({ org }) => org !== null);
  return {
    organisations: new Set(organisations.filter(({ org }) => maySee(sight, org)).map(({ org }) => org)).size,
    values: set.filter(({ org }) => maySee(sight, org)).length,
    system: set.some(({ org }) => org === null),
  };
}

/** Counts the organisations below that of the call with values of their own, as far as the caller may see. */
function countBelow({ call, served }: Ask, set: readonly SetValue[], sight: Scope): number {
  const below = set.filter(
    ({ org }) => org !== null && org !== call.org && served.orgs.within(org, call.org) && maySee(sight, org),
  );
  return new Set(below.map(({ org }) => org)).size;
}

function waitsForApproval({ served: { approvals } }: Ask, type: string, { danger = false }: Param): boolean {
  return approvals !== undefined && needsApproval(approvals, type, danger);
}

/**
 * Tells where the caller may set it: for the organisation of the call, for the whole system; and whether he may reveal
 * what the organisation reads of a secret.
 */
function settable(ask: Ask, type: string, param: Param) {
  const { principal, call } = ask;
  const { rights } = principal;
  const { scopes } = param;
  const writes = takes(scopes, 'organisation') && rights.parameters(type, 'write');
  const system = takes(scopes, 'system') && covers(rights.parameters(type, 'system'), null);
  return {
    ...(isSecret({ param }) && { reveal: mayReveal(ask, type, call.org) }),
    organisation: writes !== false && covers(writes, call.org),
    system,
    somewhere: system || writes === 'all' || (writes !== false && writes.size > 0),
  };
}

function speaksOf({ type, label }: ParamType, param: Param, q: string): boolean {
  const words = foldText(q.trim());
  const texts = [
    type,
    param.key,
    param.dimension,
    param.label.zh,
    param.label.en,
    param.help?.zh,
    param.help?.en,
  ];
  return (
    words === '' || [...texts, label.zh, label.en].some((text) => text && foldText(text).includes(words))
  );
}

function definition(
  { type, label, package: owner }: ParamType,
  param: Param,
  overrides: Definition['overrides'],
): Omit<Definition, 'readers' | 'may' | 'needsApproval'> {
  const { field, source: _source, raw: _raw, value, ...stated } = param;
  return {
    type,
    typeLabel: { ...label },
    package: owner,
    ...stated,
    kind: field.kind.name,
    properties: value,
    several: isSeveral(param),
    danger: param.danger ?? false,
    inherited: param.inherited ?? true,
    scopes: [...(param.scopes ?? ['system', 'organisation'])],
    overrides,
  };
}
