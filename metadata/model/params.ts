import { append } from '../common/append.ts';
import type { Issue } from '../common/issue.ts';
import { type Json, pointerTo } from '../common/json.ts';
import type { Field } from '../field.ts';
import { readParamValue } from '../kinds/common/param-value.ts';
import type { ParamType } from '../model.ts';
import { isParamName, isParamType } from '../names.ts';
import type { FieldSource, OptionSource, ParamSource } from '../source.ts';
import type { FieldBuilder } from './forms/field-builder.ts';
import type { StatedParam } from './forms/stated-param.ts';
import { layerParams } from './layer-params.ts';
import { layeredField } from './layers/base.ts';
import type { LayeredForm } from './layers/layered.ts';
import type { Ordered } from './layers/order.ts';
import { type Place, pointed, Report } from './layers/report.ts';

/** The parameters of all packages as layers say them, with what is wrong of them so far. */
export interface StatedParams {
  readonly types: ReadonlyMap<
    string,
    Omit<ParamType, 'params'> & { readonly params: readonly StatedParam[] }
  >;
  readonly issues: readonly Issue[];
}

/** Parameters of all packages by type; several files may speak of one type, each key once. */
export function stateParams(ordered: Ordered): StatedParams {
  const { packages } = ordered;
  const report = new Report();
  const types = new Map<string, Omit<ParamType, 'params'> & { readonly params: StatedParam[] }>();
  const saidOf = layerParams(ordered, report);
  for (const source of packages) {
    for (const { file, content } of source.params) {
      const place: Place = { package: source.manifest.name, file, pointer: '' };
      const { type, label } = content;
      if (!isParamType(type)) report.error('param-name', pointed(place, '/type'), { name: type });
      // A file that only speaks of others' parameters makes no type.
      if (content.params.length === 0 && !types.has(type)) continue;
      const of = types.get(type) ?? { type, package: source.manifest.name, label, params: [] };
      types.set(type, of);
      for (const [index, said] of content.params.entries()) {
        const at = pointed(place, `/params/${index}`);
        checkKey(said, of.params, type, at, report);
        const { param, added } = saidOf(type, said);
        of.params.push(stated(param, added, at));
      }
    }
  }
  return { types, issues: report.issues };
}

function stated(param: ParamSource, added: ReadonlyMap<string, Place>, place: Place): StatedParam {
  const form = emptyForm(place);
  const source: FieldSource = { name: 'value', label: param.label, ...param.value };
  const layered = layeredField(source, '', pointed(place, '/value'), form.places);
  for (const option of (layered.source['options'] ?? []) as readonly OptionSource[]) {
    const by = added.get(option.value);
    if (by) form.places.set(option, by);
  }
  return { param, form, layered };
}

/** The same with the fields that stand for their values. */
export function buildParams(
  { types, issues }: StatedParams,
  builder: FieldBuilder,
  report: Report,
): ReadonlyMap<string, ParamType> {
  append(report.issues, issues);
  return new Map(
    [...types].map(([type, of]) => {
      const params = of.params.flatMap((one) => {
        const field = buildParam(one, builder, report);
        return field ? [{ ...one.param, field }] : [];
      });
      return [type, { ...of, params }];
    }),
  );
}

function checkKey(
  { key, dimension }: ParamSource,
  before: readonly StatedParam[],
  type: string,
  place: Place,
  report: Report,
): void {
  if ((key === undefined) === (dimension === undefined)) report.error('param-key', place, { type });
  else if (key !== undefined && !isParamName(key))
    report.error('param-name', pointed(place, '/key'), { name: key });
  if (before.some((other) => other.param.key === key && other.param.dimension === dimension)) {
    const at = pointed(place, key === undefined ? '/dimension' : '/key');
    report.error('param-twice', at, { type, key: key ?? dimension ?? '' });
  }
}

function buildParam(
  { param, form, layered }: StatedParam,
  builder: FieldBuilder,
  report: Report,
): Field | undefined {
  const { place } = form;
  const field = builder.field(form, layered);
  if (!field) return undefined;
  const check = (value: Json | undefined, pointer: string) => {
    if (value === undefined || value === null) return;
    const read = readParamValue(value, { ...param, field });
    for (const { code, path, params } of read.ok ? [] : read.problems) {
      report.error(code, pointed(place, pointer + path), params ?? {});
    }
  };
  if (field.kind.secret) {
    // Packages travel and are read: whatever one says of a secret everybody knows.
    const said = {
      default: param.default,
      preset: param.preset,
      raw: param.raw,
      'unset/value': param.unset.value,
    };
    for (const [name, value] of Object.entries(said))
      if (value !== undefined) report.error('param-secret-stated', pointed(place, `/${name}`), { name });
  }
  check(param.default, '/default');
  check(param.preset, '/preset');
  check(param.raw?.empty, '/raw/empty');
  check(param.raw?.unreadable, '/raw/unreadable');
  check(param.unset.value, '/unset/value');
  for (const [raw, value] of Object.entries(param.raw?.values ?? {}))
    check(value, pointerTo('raw', 'values', raw));
  return field;
}

/** A value stands in no form; this is what the builder asks for in its place. */
function emptyForm(place: Place): LayeredForm {
  const origin = { name: '', kind: 'platform', label: { zh: '', en: '' }, fields: [] } as const;
  return { id: '', place, origin, source: { ...origin }, fields: [], said: new Map(), places: new Map() };
}
