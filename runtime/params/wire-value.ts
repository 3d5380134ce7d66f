import type { Problem, Result } from '../../metadata/issue.ts';
import type { Json } from '../../metadata/json.ts';
import { isSeveral, readParamValue } from '../../metadata/kinds/param-value.ts';
import type { Model } from '../../metadata/model.ts';
import { aboutOf } from '../../rules/behaviour/about.ts';
import type { Address } from '../../rules/params/address.ts';
import { readRaw } from '../../rules/params/raw.ts';
import { rename } from '../store/record/naming.ts';

/** What somebody sends for a parameter: typed, or as other systems spell it. */
export interface SentValue {
  readonly value?: Json;
  readonly raw?: string;
}

/** As it is kept: canonical, and by field ids. */
export function keptOf(sent: SentValue, { param, key }: Address, model: Model): Result<Json> {
  const { value, raw } = sent;
  const refused = (path: string, code: string): Result<Json> => ({ ok: false, problems: [{ path, code }] });
  if ((value === undefined) === (raw === undefined)) return refused('', 'param-value-or-raw');
  // Sealed values need a place of their own, which there is not yet.
  if (param.field.kind.name === 'secret') return refused('/value', 'param-secret');
  if (value === null) return { ok: true, value };
  const path = raw === undefined ? '/value' : '/raw';
  const read = raw === undefined ? readParamValue(value ?? null, param) : readRaw(raw, param, key);
  if (!read.ok)
    return { ok: false, problems: read.problems.map((one) => ({ ...one, path: path + one.path })) };
  if (read.value === null) return refused(path, 'param-null');
  const kept = rename(param.field, read.value, model, 'toIds');
  const problems = fitting(kept, { param, key }, model).map((one) => ({ ...one, path: path + one.path }));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: kept };
}

/** As it is answered: as the wire writes the kind, by today's names. */
export function wireOf(value: Json, { param }: Pick<Address, 'param'>, model: Model): Json {
  const { field } = param;
  const named = rename(field, value, model, 'toNames');
  if (isSeveral(param) && Array.isArray(named)) return named.map((one: Json) => field.kind.write(one, field));
  return field.kind.write(named, field);
}

function fitting(value: Json, { param }: Pick<Address, 'param' | 'key'>, model: Model): readonly Problem[] {
  const { field } = param;
  const about = aboutOf(field, (form) => model.formsById.get(form));
  return about ? (field.kind.fits?.(value, field, about) ?? []) : [];
}
