import { isDeepStrictEqual } from 'node:util';
import type { Issue } from '../../../../metadata/common/issue.ts';
import { isObject, type Json, type JsonObject } from '../../../../metadata/common/json.ts';
import { isSeveral, type Param } from '../../../../metadata/kinds/common/param-value.ts';
import type { Model } from '../../../../metadata/model.ts';
import { type Address, addressOf } from '../../../../rules/params/address.ts';
import type { SetValue } from '../../../../rules/params/set-value.ts';
import { settingProblems } from '../../../../rules/params/setting.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { isSealed } from '../../../common/vault.ts';
import type { Connection } from '../../../database/database.ts';
import { isSecret, storedValue, wireOf } from '../../../params/wire-value.ts';
import { setValueOf } from '../../../storage/store/platform/parameter-values.ts';
import type { RecordLayout } from '../../../storage/store/record/layout.ts';
import type { Installed } from '../../packages/package-store.ts';
import { storedPages } from './found-records.ts';

export interface ParametersQuestion {
  readonly reader: Connection;
  /** The model in service, and the one to come. */
  readonly former: Model;
  readonly model: Model;
  /** How what is looked through is kept at this moment: values of parameters. */
  readonly layout: RecordLayout;
  readonly orgs: OrgTree;
  /** All that will be installed. */
  readonly installed: readonly Installed[];
  /** Opens a sealed value; null: it is only carried here, and judged where its key is. */
  readonly open: (sealed: string) => string | null;
}

/** So many values of one parameter are listed one by one, and so many stand in the sentence. */
const [listed, named] = [1_000, 10];

/** The fate of a value: it cannot be kept, nobody defines it any more, or those below do not inherit it. */
type Fate = 'params-break' | 'params-left-out' | 'params-not-inherited';

interface StoredValues {
  readonly fate: Fate;
  readonly address: Address;
  readonly rows: JsonObject[];
  count: number;
}

/** Values that are set of parameters whose definitions come to be narrower, or go. */
export async function storedParameters(question: ParametersQuestion): Promise<readonly Issue[]> {
  const { reader, former, model, layout } = question;
  const found = new Map<string, StoredValues>();
  for await (const page of storedPages(reader, layout))
    for (const stored of page) {
      const set = setValueOf(stored);
      const then = addressOf(former, set.type, set.key);
      const next = addressOf(model, set.type, set.key);
      const address = next ?? then;
      if (!address || (then && next && isDeepStrictEqual(asks(then.param), asks(next.param)))) continue;
      const said = next ? fateOf(question, set, then, next) : { fate: 'params-left-out' as const };
      if (said) note(question, found, { set, said, shown: then ?? address, address });
    }
  return [...found.values()].map((one) => issueOf(question, one));
}

/** All that decides whether a value can be kept, and for whom it holds. */
export function asks({ key, dimension, value, raw, scopes, inherited, preset }: Param) {
  const places = [...(scopes ?? ['organisation', 'system'])].sort();
  const preSet = preset !== undefined;
  return { key, dimension, value, separator: raw?.separator, places, inherited: inherited ?? true, preSet };
}

/** Whether any parameter may come to take other values than it takes now. */
export function definesOtherwise(former: Model, model: Model): boolean {
  return !isDeepStrictEqual(statedOf(former), statedOf(model));
}

function statedOf({ params }: Model) {
  return new Map([...params].map(([type, one]) => [type, one.params.map(asks)]));
}

interface Said {
  readonly fate: Fate;
  /** Code of what stands in the way of it. */
  readonly problem?: string;
}

export function fateOf(
  { former, model, orgs, open }: ParametersQuestion,
  set: SetValue,
  then: Address | undefined,
  next: Address,
): Said | undefined {
  const [problem] = settingProblems(set, [], next.param);
  const broken = problem?.code ?? (set.value === null ? undefined : unfit(set.value));
  if (broken !== undefined) return { fate: 'params-break', problem: broken };
  const ends = next.param.inherited === false && then?.param.inherited !== false;
  return ends && set.org !== null && orgs.children(set.org).length > 0
    ? { fate: 'params-not-inherited' }
    : undefined;

  /** Answers why the value would not be kept today as it is, since nothing rewrites it; undefined: it would. */
  function unfit(value: Json): string | undefined {
    const same = !then || isAlike(then.param, next.param);
    if (isSecret(next)) {
      if (!isSealed(String(value))) return 'param-definition-changed';
      const plain = open(String(value));
      if (plain === null) return undefined;
      const read = next.param.field.kind.read(plain, next.param.field);
      return read.ok ? undefined : read.problems[0]?.code;
    }
    const wire = same ? wireOf(value, next, model) : wireOf(value, then, former);
    const kept = storedValue({ value: wire }, next, { model, seal: (plain) => plain });
    if (!kept.ok) return kept.problems[0]?.code ?? 'param-null';
    return same || isDeepStrictEqual(kept.value.value, value) ? undefined : 'param-definition-changed';
  }
}

/** Whether values of both are kept in one way. */
function isAlike(one: Param, other: Param): boolean {
  return one.field.kind.name === other.field.kind.name && isSeveral(one) === isSeveral(other);
}

interface Noted {
  readonly set: SetValue;
  readonly said: Said;
  /** By what its value is written out. */
  readonly shown: Address;
  readonly address: Address;
}

function note(
  { former, orgs }: ParametersQuestion,
  found: Map<string, StoredValues>,
  { set, said: { fate, problem }, shown, address }: Noted,
): void {
  const { key, dimension } = address.param;
  const name = JSON.stringify([fate, address.type, key, dimension]);
  const one = found.get(name) ?? { fate, address, rows: [], count: 0 };
  found.set(name, one);
  one.count += 1;
  if (one.rows.length >= listed) return;
  one.rows.push({
    type: set.type,
    key: set.key,
    org: set.org === null ? null : (orgs.get(set.org)?.number ?? set.org),
    value: set.value === null ? null : wireOf(set.value, shown, former),
    ...(problem !== undefined && { problem }),
  });
}

function issueOf(question: ParametersQuestion, { fate, address, rows, count }: StoredValues): Issue {
  const { type, param } = address;
  const values = rows.slice(0, named).map(inWords);
  return {
    code: fate,
    severity: fate === 'params-break' ? 'error' : 'warning',
    pointer: '',
    ...placeOf(question, address),
    params: {
      type,
      key: param.key ?? param.dimension ?? '',
      label: { ...param.label },
      count,
      rows,
      values: count > values.length ? [...values, '…'] : values,
    },
  };
}

/** `sim_config.timeout (NORTH) = 600` */
export function inWords({ type, key, org, value }: JsonObject): JsonObject {
  const written = (place: string) => `${String(type)}.${String(key)} (${place}) = ${JSON.stringify(value)}`;
  if (typeof org === 'string') return { zh: written(org), en: written(org) };
  return { zh: written('全系统'), en: written('the whole system') };
}

/** Finds the place where a package states a parameter; of one that is stated no more, the package whose it was. */
export function placeOf({ former, model, installed }: ParametersQuestion, { type, param }: Address) {
  for (const { name, files } of installed)
    for (const [file, content] of files) {
      if (!file.startsWith('params/') || !isObject(content) || content['type'] !== type) continue;
      const stated = (content['params'] ?? []) as readonly JsonObject[];
      const at = stated.findIndex(({ key, dimension }) => key === param.key && dimension === param.dimension);
      if (at >= 0) return { package: name, file, pointer: `/params/${at}` };
    }
  const owner = (model.params.get(type) ?? former.params.get(type))?.package;
  return owner === undefined ? {} : { package: owner };
}
