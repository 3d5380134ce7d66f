import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { UsedRecord } from './trace.ts';

/** Records by the ids of their forms: a domain says which there are and what they hold. */
export type FormRecords = Readonly<Record<string, JsonObject>>;

/** The id of one of these forms. */
export type FormId<F> = keyof F & string;

/** A record, or a row of one, whose condition holds. */
export interface Hit<R = JsonObject> {
  readonly record: R;
  /** Place among the rows of the record, where rows match. */
  readonly seq?: number;
}

/** The options of a match, beside the facts. */
export interface HitOptions {
  /** Id of the record whose rows are asked. */
  readonly within?: string;
  readonly ask?: JsonObject;
  /** Only who wins is wanted. Default: everyone who holds. */
  readonly first?: true;
}

/** The rules an organisation may use at the moment of a decision: a match is asked, and answers in its order. */
export interface Rules<F = FormRecords> {
  hits<N extends FormId<F>>(form: N, facts: JsonObject, options?: HitOptions): Promise<readonly Hit<F[N]>[]>;
}

/** The members by which a record is named. */
type Identified = { readonly id?: Json; readonly number?: Json; readonly revision?: Json };

/** The record a decision went by, as its trace names it. */
export function used(form: string, record: Identified): UsedRecord {
  const { id, number, revision } = record;
  return {
    form,
    ...(typeof id === 'string' ? { id } : {}),
    ...(typeof number === 'string' ? { number } : {}),
    ...(typeof revision === 'number' ? { revision } : {}),
  };
}

type RowOf<V> = V extends readonly (infer Row)[] ? Extract<Row, JsonObject> : never;

/** The rows of entries of a record. */
export function rowsIn<R extends object, N extends keyof R & string>(
  record: R,
  entries: N,
): readonly RowOf<R[N]>[];
export function rowsIn(record: JsonObject, entries: string): readonly JsonObject[] {
  const rows = record[entries];
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

/** A member of what a reference points at. */
export function through<R extends object>(
  record: R,
  reference: keyof R & string,
  member: string,
): string | null {
  const target: unknown = record[reference];
  const value = isObject(target) ? target[member] : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The number of what a reference points at, which may be written as it is. */
export function numberOf(reference: Json | undefined): string | null {
  const number = isObject(reference) ? reference['number'] : reference;
  return typeof number === 'string' ? number : null;
}
