import { expect } from 'vitest';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, Form } from '../../../metadata/model.ts';

/**
 * What a new record was given stands in it, but for what a warning names, what was said `otherwise`, and fields that are
 * shown under a condition alone: what is not shown has no value.
 */
export function saysAll(
  form: Form,
  given: JsonObject,
  made: JsonObject,
  otherwise: readonly Field[] = [],
): void {
  const { $warnings = [], ...record } = made;
  const warned = ($warnings as readonly { readonly path: string }[]).map(({ path }) => path.split('/')[1]);
  const asked = form.fields.filter((field) => {
    const { name, kind, copied, visible } = field;
    const skipped = kind.derived || kind.secret || copied === false || otherwise.includes(field);
    if (visible !== undefined && isNothing(made[name] ?? null)) return false;
    return !skipped && field !== form.number && !warned.includes(name) && !isNothing(given[name] ?? null);
  });
  const lost = asked.filter(({ name, rows }) => {
    const [read, sent] = [record[name] ?? null, given[name] ?? null];
    return rows
      ? !holds(
          read,
          (sent as JsonObject[]).map(({ id: _, ...row }) => row),
        )
      : !holds(read, sent);
  });
  expect(lost.map(({ name }) => [name, given[name], record[name]])).toEqual([]);
}

/** Whether a value that is read back says all that was given: of a reference it says its label, too. */
function holds(read: Json, given: Json): boolean {
  if (Array.isArray(given) && Array.isArray(read))
    return given.length === read.length && given.every((each, at) => holds(read[at] ?? null, each));
  if (isObject(given) && isObject(read))
    return Object.entries(given).every(([name, value]) => holds(read[name] ?? null, value));
  return sameValue(read, given) || (isNothing(read) && isNothing(given)) || isSameNumber(read, given);
}

function isSameNumber(read: Json, given: Json): boolean {
  return given !== '' && read !== '' && read !== null && Number(read) === Number(given);
}

/** Numbers are read back as texts. */
export function sameValue(value: Json, before: Json | undefined): boolean {
  return String(value) === String(before) || JSON.stringify(value) === JSON.stringify(before);
}

export function isNothing(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
