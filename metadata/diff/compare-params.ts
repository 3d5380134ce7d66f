import type { Json } from '../common/json.ts';
import { sameData } from '../common/same-data.ts';
import type { ParamSource, ParamsSource } from '../source.ts';
import { always, byName, type Collector, collector, compareProperties, type Reading } from './collect.ts';
import { compareFields } from './compare-fields.ts';
import { type Difference, meaningOf } from './difference.ts';

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
    compareProperties(
      [{ label: was.label }, { label: is.label }],
      { known: {}, otherwise: always('text-changed') },
      at,
    );
    compareKeys(was, is, to);
  }
}

function compareKeys(before: ParamsSource, after: ParamsSource, to: Collector): void {
  const { gone, come, both } = byName(before.params, after.params, nameOf);
  const at = (param: ParamSource) => to.within(`${after.type}.${nameOf(param)}`, param.label);
  for (const param of gone) at(param).add('param-removed');
  for (const param of come) at(param).add('param-added');
  for (const [was, is] of both) {
    const { value: from, source: _from, ...wasRest } = was;
    const { value: now, source: _now, ...isRest } = is;
    compareProperties(
      [wasRest, isRest],
      { known: properties, otherwise: always('property-changed') },
      at(is),
    );
    compareKind(from, now, at(is));
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

const properties: Readonly<Record<string, Reading>> = {
  label: always('called-otherwise'),
  help: always('text-changed'),
  unit: always('text-changed'),
  since: always('text-changed'),
  dimension: always('param-narrowed'),
  default: always('param-unset-changed'),
  preset: always('param-unset-changed'),
  unset: ({ before, after }) =>
    sameData(unsetValue(before), unsetValue(after)) ? ['text-changed'] : ['param-unset-changed'],
  raw: always('param-spelling-changed'),
  danger: always('param-caution-changed'),
  hidden: always('text-changed'),
  inherited: ({ after }) => [after === false ? 'param-narrowed' : 'param-unset-changed'],
  scopes: ({ before, after }) => {
    const all = ['system', 'organisation'];
    const [was, is] = [before, after].map((list) => (Array.isArray(list) ? list : all));
    return [was?.some((scope: Json) => !is?.includes(scope)) ? 'param-narrowed' : 'param-widened'];
  },
};

function unsetValue(unset: Json | undefined): Json {
  return (unset as { readonly value?: Json } | undefined)?.value ?? null;
}
