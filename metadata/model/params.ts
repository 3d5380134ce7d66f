import { type Json, pointerTo } from '../common/json.ts';
import type { Field } from '../field.ts';
import { readParamValue } from '../kinds/common/param-value.ts';
import type { ParamType } from '../model.ts';
import { isParamName, isParamType } from '../names.ts';
import type { FieldSource, OptionSource, ParamSource } from '../source.ts';
import type { FieldBuilder } from './forms/field-builder.ts';
import { layerParams } from './layer-params.ts';
import { layeredField } from './layers/base.ts';
import type { LayeredForm } from './layers/layered.ts';
import type { Ordered } from './layers/order.ts';
import { type Place, pointed, type Report } from './layers/report.ts';

/** Parameters of all packages by type; several files may speak of one type, each key once. */
export function buildParams(
  ordered: Ordered,
  builder: FieldBuilder,
  report: Report,
): ReadonlyMap<string, ParamType> {
  const { packages } = ordered;
  const types = new Map<string, ParamType>();
  const saidOf = layerParams(ordered, report);
  for (const source of packages) {
    for (const { file, content } of source.params) {
      const place: Place = { package: source.manifest.name, file, pointer: '' };
      const { type, label } = content;
      if (!isParamType(type)) report.error('param-name', pointed(place, '/type'), { name: type });
      // A file that only speaks of others' parameters makes no type.
      if (content.params.length === 0 && !types.has(type)) continue;
      const before = types.get(type) ?? { type, package: source.manifest.name, label, params: [] };
      const params = [...before.params];
      for (const [index, param] of content.params.entries()) {
        const at = pointed(place, `/params/${index}`);
        checkKey(param, params, type, at, report);
        const { param: whole, added } = saidOf(type, param);
        const field = buildParam(whole, at, { builder, added, report });
        if (field) params.push({ ...whole, field });
      }
      types.set(type, { ...before, params });
    }
  }
  return types;
}

function checkKey(
  { key, dimension }: ParamSource,
  before: readonly ParamSource[],
  type: string,
  place: Place,
  report: Report,
): void {
  if ((key === undefined) === (dimension === undefined)) report.error('param-key', place, { type });
  else if (key !== undefined && !isParamName(key))
    report.error('param-name', pointed(place, '/key'), { name: key });
  if (before.some((other) => other.key === key && other.dimension === dimension)) {
    const at = pointed(place, key === undefined ? '/dimension' : '/key');
    report.error('param-twice', at, { type, key: key ?? dimension ?? '' });
  }
}

function buildParam(
  param: ParamSource,
  place: Place,
  {
    builder,
    added,
    report,
  }: {
    readonly builder: FieldBuilder;
    /** The places where others wrote options that they added, by their values. */
    readonly added: ReadonlyMap<string, Place>;
    readonly report: Report;
  },
): Field | undefined {
  const form = emptyForm(place);
  const source: FieldSource = { name: 'value', label: param.label, ...param.value };
  const layered = layeredField(source, '', pointed(place, '/value'), form.places);
  for (const option of (layered.source['options'] ?? []) as readonly OptionSource[]) {
    const by = added.get(option.value);
    if (by) form.places.set(option, by);
  }
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
