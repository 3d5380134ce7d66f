import type { Json, JsonObject } from '../../metadata/json.ts';
import type { Field } from '../../metadata/model.ts';
import type { Now } from '../call/call.ts';

/** Whether a record that is there can be given what a field says for who leaves it out. */
export function hasDefault({ default: value }: Field): boolean {
  const fact = factOf(value);
  if (fact !== undefined) return !fact.startsWith('$') || fact === '$today' || fact === '$now';
  return value !== undefined && value !== null;
}

/** What it is given: the value itself, today or now, or what a field beside it or of the record above says. Stored form. */
export function defaultFor({ default: value }: Field, row: JsonObject, record: JsonObject, now: Now): Json {
  const fact = factOf(value);
  if (fact === undefined) return value ?? null;
  if (fact === '$today') return now.localDate;
  if (fact === '$now') return now.instant;
  return (fact.startsWith('parent.') ? record[fact.slice('parent.'.length)] : row[fact]) ?? null;
}

function factOf(value: Json | undefined): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'fact') return undefined;
  return String((value as { readonly fact: Json }).fact);
}
