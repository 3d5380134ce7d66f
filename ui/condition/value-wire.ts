import type { Field } from '../../metadata/field.ts';
import { isObject, type Json } from '../../metadata/json.ts';
import { isId } from '../../metadata/kinds/pointer.ts';
import { isList } from '../../metadata/kinds/reading.ts';
import type { RefNames } from '../facts/match-names.ts';

/** A value right of an operator as its control takes it: conditions name records by number (or id), controls point at them. */
export function toControl(value: Json | undefined, field: Field, names: RefNames): Json {
  if (value === undefined || value === null) return null;
  if (field.target === undefined) return value;
  const { target } = field;
  const several = field.kind.name === 'references';
  const pointer = (one: Json): Json => {
    const known = names.get(target, String(one).toLowerCase()) ?? names.get(target, String(one));
    const { number, name } = known ?? { number: isId(String(one)) ? null : String(one), name: null };
    // One alone is not linked to: a link would leave what is being built.
    return several
      ? { id: known?.id ?? String(one), number, name: name ?? number ?? String(one) }
      : { number, name };
  };
  if (several) return isList(value) ? value.map(pointer) : [pointer(value)];
  return isList(value) ? null : pointer(value);
}

/** Back again; what was picked is remembered by name. */
export function fromControl(value: Json, field: Field, names: RefNames): Json | undefined {
  if (value === null || (isList(value) && value.length === 0)) return undefined;
  const { target } = field;
  if (target === undefined) return value;
  const spelt = (one: Json): Json => {
    if (!isObject(one)) return one;
    const [id, number, name] = [one['id'], one['number'], one['name']].map((part) =>
      typeof part === 'string' && part !== '' ? part : null,
    );
    if (id && (number || name)) names.learn(target, { id, number: number ?? null, name: name ?? null });
    return number ?? id ?? null;
  };
  return isList(value) ? [...new Set(value.map(spelt))] : spelt(value);
}
