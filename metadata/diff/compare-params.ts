import { type Difference, meaningOf } from '../property/difference.ts';
import { paramProperties } from '../property/param.ts';
import { textChanged } from '../property/reading.ts';
import type { ParamSource, ParamsSource } from '../source.ts';
import { byName, type Collector, collector, compareProperties, compareThings } from './collect.ts';
import { compareFields } from './compare-fields.ts';

/** Definitions of parameters of two versions, by type and key. */
export function compareParams(
  before: readonly ParamsSource[],
  after: readonly ParamsSource[],
  to: Collector,
): void {
  const { gone, come, both } = byName(before, after, ({ type }) => type);
  for (const one of gone) compareKeys(one, { ...one, params: [] }, to);
  for (const one of come) compareKeys({ ...one, params: [] }, one, to);
  for (const [was, is] of both) {
    const at = to.within(is.type, is.label);
    compareProperties([{ label: was.label }, { label: is.label }], { known: {}, otherwise: textChanged }, at);
    compareKeys(was, is, to);
  }
}

function compareKeys(before: ParamsSource, after: ParamsSource, to: Collector): void {
  const { gone, come, both } = byName(before.params, after.params, nameOf);
  const at = (param: ParamSource) => to.within(`${after.type}.${nameOf(param)}`, param.label);
  for (const param of gone) at(param).add('param-removed');
  for (const param of come) at(param).add('param-added');
  for (const [was, is] of both) {
    compareThings([was, is], paramProperties, at(is));
    compareKind(was.value, is.value, at(is));
  }
}

function nameOf({ key, dimension }: ParamSource): string {
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
