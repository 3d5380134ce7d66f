import type { JsonObject } from '../common/json.ts';
import { type Difference, meaningOf } from '../property/difference.ts';
import { paramProperties } from '../property/param.ts';
import { textChanged } from '../property/reading.ts';
import type { ParamSource, ParamsSource } from '../source.ts';
import { byName, type Collector, collector, compareProperties, compareThings } from './collect.ts';
import { compareFields } from './compare-fields.ts';
import { compareSaid } from './compare-said.ts';

/** Definitions of parameters of two versions, by type and key. */
export function compareParams(
  before: readonly ParamsSource[],
  after: readonly ParamsSource[],
  to: Collector,
): void {
  const [was, is] = [before, after].map((all) => Map.groupBy(all, ({ type }) => type));
  for (const type of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
    const [old, now] = [was?.get(type), is?.get(type)];
    const [words, others] = [old?.at(-1)?.label, now?.at(-1)?.label];
    if (words && others) {
      const at = to.within(type, others);
      compareProperties([{ label: words }, { label: others }], { known: {}, otherwise: textChanged }, at);
    }
    const all = (files: readonly ParamsSource[] = []) => files.flatMap(({ params }) => params);
    compareKeys(type, [all(old), all(now)], to);
    compareSets(type, [saidBy(old), saidBy(now)], to);
  }
}

/** By key: what the files of a type say of parameters of others. */
function saidBy(files: readonly ParamsSource[] = []): ReadonlyMap<string, JsonObject> {
  const said = new Map<string, JsonObject>();
  for (const [target, value] of files.flatMap(({ set = {} }) => Object.entries(set))) {
    const cut = target.indexOf('/');
    const key = target.slice(0, cut);
    said.set(key, { ...said.get(key), [target.slice(cut + 1)]: value });
  }
  return said;
}

function compareSets(
  type: string,
  [before, after]: readonly [ReadonlyMap<string, JsonObject>, ReadonlyMap<string, JsonObject>],
  to: Collector,
): void {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const sides = [before.get(key) ?? {}, after.get(key) ?? {}] as const;
    compareSaid(sides, `params/${type}/${key}/`, to.within(`${type}.${key}`));
  }
}

function compareKeys(
  type: string,
  [before, after]: readonly [readonly ParamSource[], readonly ParamSource[]],
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, keyOf);
  const at = (param: ParamSource) => to.within(`${type}.${keyOf(param)}`, param.label);
  for (const param of gone) at(param).add('param-removed');
  for (const param of come) at(param).add('param-added');
  for (const [was, is] of both) {
    compareThings([was, is], paramProperties, at(is));
    compareKind(was.value, is.value, at(is));
  }
}

function keyOf({ key, dimension }: ParamSource): string {
  return key ?? `{${dimension ?? ''}}`;
}

/** A value is read and checked as a field is: what would break one breaks the other. */
function compareKind(before: ParamSource['value'], after: ParamSource['value'], to: Collector): void {
  const found: Difference[] = [];
  const label = { zh: '值', en: 'Value' };
  const field = (value: ParamSource['value']) => [{ ...value, name: 'value', label }];
  compareFields(field(before), field(after), collector(found, ''));
  for (const one of found) {
    const { grade } = meaningOf(one);
    const rule =
      grade === 'breaking' ? 'param-narrowed' : grade === 'additive' ? 'param-widened' : 'text-changed';
    const { before: was = null, after: is = null } = one;
    to.add(rule, { before: was, after: is });
  }
}
