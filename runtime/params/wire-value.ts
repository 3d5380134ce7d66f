import type { Problem, Result } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import { isSeveral, type Param, readParamValue } from '../../metadata/kinds/common/param-value.ts';
import type { Model } from '../../metadata/model.ts';
import { aboutOf } from '../../rules/behaviour/about.ts';
import type { Address } from '../../rules/params/address.ts';
import { readRaw } from '../../rules/params/raw.ts';
import type { SetValue } from '../../rules/params/set-value.ts';
import { withoutAliases } from '../../rules/params/without-aliases.ts';
import { rename } from '../storage/store/record/naming.ts';

/** The value that somebody sends for a parameter: typed, or as other systems spell it. */
export interface SentValue {
  readonly value?: Json;
  readonly raw?: string;
}

/** As it is kept. */
export type StoredValue = Pick<SetValue, 'value' | 'raw'>;

export interface Keeping {
  readonly model: Model;
  /** Closes what nobody is to read. */
  readonly seal: (plain: string) => string;
  /** The value that stands there: the mask of a secret means that it stays. Default: none. */
  readonly before?: Pick<SetValue, 'value'> | undefined;
}

/** As it is kept: canonical, by field ids, a secret sealed. */
export function storedValue(sent: SentValue, address: Address, keeping: Keeping): Result<StoredValue> {
  const { value, raw } = sent;
  if ((value === undefined) === (raw === undefined)) return refused('', 'param-value-or-raw');
  if (value === null) return { ok: true, value: { value, raw: null } };
  const path = raw === undefined ? '/value' : '/raw';
  const read = isSecret(address)
    ? sealed(value ?? raw ?? null, address.param, keeping)
    : readPlain(sent, address, keeping.model);
  if (!read.ok)
    return { ok: false, problems: read.problems.map((one) => ({ ...one, path: path + one.path })) };
  if (read.value === null) return refused(path, 'param-null');
  // A secret has no spelling but itself.
  return { ok: true, value: { value: read.value, raw: isSecret(address) ? null : (raw ?? null) } };
}

function readPlain({ value, raw }: SentValue, { param, key }: Address, model: Model): Result<Json> {
  const read = raw === undefined ? readParamValue(value ?? null, param) : readRaw(raw, param, key);
  if (!read.ok || read.value === null) return read;
  const about = aboutOf(param.field, (form) => model.formsById.get(form));
  const known = raw === undefined || !about ? read.value : withoutAliases(read.value, about);
  const kept = rename(param.field, known, model, 'toIds');
  const problems = fitting(kept, param, model);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: kept };
}

/** The mask is what everybody reads: sent back it says that nothing is meant to change. */
function sealed(sent: Json, { field }: Param, { seal, before }: Keeping): Result<Json> {
  if (sent === field.kind.write(null, field)) {
    const stands = before?.value ?? null;
    return stands === null ? refused('', 'secret-masked') : { ok: true, value: stands };
  }
  const read = field.kind.read(sent, field);
  if (!read.ok) return read;
  const plain = String(read.value);
  return { ok: true, value: plain.trim() === '' ? null : seal(plain) };
}

/** Nobody is answered what it is, but who may reveal it. */
export function isSecret({ param }: Pick<Address, 'param'>): boolean {
  return param.field.kind.secret;
}

/** Said beside a value that is there and not told. */
export function maskOf(address: Pick<Address, 'param'>, value: Json | undefined): { readonly masked?: true } {
  return isSecret(address) && value !== undefined && value !== null ? { masked: true } : {};
}

/** As it is answered: as the wire writes the kind, by today's names; a secret masked. */
export function wireOf(value: Json, { param }: Pick<Address, 'param'>, model: Model): Json {
  const { field } = param;
  const named = rename(field, value, model, 'toNames');
  if (isSeveral(param) && Array.isArray(named)) return named.map((one: Json) => field.kind.write(one, field));
  return field.kind.write(named, field);
}

function fitting(value: Json, { field }: Param, model: Model): readonly Problem[] {
  const about = aboutOf(field, (form) => model.formsById.get(form));
  return about ? (field.kind.fits?.(value, field, about) ?? []) : [];
}

function refused(path: string, code: string): Result<never> {
  return { ok: false, problems: [{ path, code }] };
}
