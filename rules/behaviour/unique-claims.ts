import { isEmptyValue, isObject, type Json, type JsonObject, pointerTo } from '../../metadata/common/json.ts';
import type { Field } from '../../metadata/field.ts';
import { severalOf } from '../../metadata/kinds/common/pointed.ts';
import type { UniqueSource } from '../../metadata/source.ts';
import { pointedRefOf, refOf } from '../condition/facts.ts';
import { targetOf } from '../condition/scope.ts';
import type { FormRules, UniqueRule } from './compile-form.ts';
import { type Asking, type Context, factsOf, holds } from './context.ts';
import { partsAt, type RecordPart } from './record-parts.ts';

/** A key that no other record may have claimed; one record may claim several (one a row, one a list's element). */
export interface UniqueClaim {
  readonly rule: UniqueSource;
  /** Stored values in the order of the rule's fields; references by id. */
  readonly key: readonly (string | number | boolean)[];
  /** JSON Pointer to the first of the fields. */
  readonly path: string;
}

/**
 * Nothing is claimed where one of the fields is empty and that does not count, or where the rule does not apply. Among
 * `others`, what
 * has to be unique within the record alone is nothing to claim.
 */
export function* claimsOf(
  rules: FormRules,
  top: RecordPart,
  context: Context,
  among: 'others' | 'rows',
): Asking<readonly UniqueClaim[]> {
  const claims: UniqueClaim[] = [];
  for (const rule of rules.unique) {
    if (among === 'others' && rule.source.within === 'record') continue;
    for (const part of partsAt(top, rule.entries)) {
      const keys = keysOf(rule, part.values);
      if (keys.length === 0) continue;
      if (!(yield* holds(rule.where ?? true, factsOf(part, top, context)))) continue;
      const [first] = rule.fields;
      const path = part.path + (first ? pointerTo(first.name) : '');
      for (const key of keys) claims.push({ rule: rule.source, key, path });
    }
  }
  return claims;
}

type Key = UniqueClaim['key'];

/** Whether two rows, or two elements, agree in what a rule names, be it where the rule does not apply: seen at a glance. */
export function agreesAnywhere(rule: UniqueRule, { values }: RecordPart): boolean {
  const seen = new Set<string>();
  for (const row of rowsBelow([values], rule.entries))
    for (const key of keysOf(rule, row)) {
      const text = JSON.stringify(key);
      if (seen.has(text)) return true;
      seen.add(text);
    }
  return false;
}

function rowsBelow(parts: readonly JsonObject[], entries: readonly Field[]): readonly JsonObject[] {
  return entries.reduce<readonly JsonObject[]>(
    (all, { id }) =>
      all.flatMap((part) => {
        const rows = part[id];
        return Array.isArray(rows) ? rows.filter(isObject) : [];
      }),
    parts,
  );
}

/** Every combination of elements where fields are lists: one organisation in no two schemes. */
function keysOf({ fields, source }: UniqueRule, values: JsonObject): readonly Key[] {
  return fields.reduce<readonly Key[]>(
    (keys, field) => {
      const parts = partsOf(values[field.id], field, source.emptyCounts === true);
      return keys.flatMap((key) => parts.map((part) => [...key, part]));
    },
    [[]],
  );
}

function partsOf(value: Json | undefined, field: Field, emptyCounts: boolean): Key {
  const items = Array.isArray(value) ? (value as readonly Json[]) : [value ?? null];
  return items.flatMap((item) => {
    if (isEmptyValue(item)) return emptyCounts ? [''] : [];
    if (severalOf(field)) {
      const ref = pointedRefOf(item);
      return ref ? [`${ref.form}/${ref.id ?? ref.number ?? ''}`] : [];
    }
    if (targetOf(field) !== undefined) {
      const ref = refOf(item);
      return ref ? [ref.id ?? ref.number ?? ''] : [];
    }
    return typeof item === 'object' ? [JSON.stringify(item)] : [item];
  });
}
