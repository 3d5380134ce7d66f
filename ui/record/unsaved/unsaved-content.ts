import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isBlank, isSame } from '../../model/record-same.ts';
import type { Unsaved } from '../../session/unsaved/unsaved.ts';
import type { Flaw } from '../editor/record-findings.ts';
import { platformFields } from '../editor/record-platform-fields.ts';
import { isGiven } from '../editor/record-sending.ts';

/** What was typed into a record and not saved. */
export interface Typed {
  /** Of the record as one began; 0: it was new. */
  readonly revision: number;
  /** By names: the fields that were changed, as they were when one began. */
  readonly base: JsonObject;
  readonly edited: JsonObject;
  /** Names of fields with secrets, which are not kept. */
  readonly secrets: readonly string[];
  /** Texts that are no values yet, with why not, by names of their fields. */
  readonly flaws: Readonly<Record<string, { readonly text: string; readonly sentence: string }>>;
}

/** A record that is being typed into. */
interface Editing {
  readonly form: FormModel;
  readonly base: JsonObject | null;
  readonly edited: JsonObject;
  /** As it was, with everything filled in, before anybody typed. */
  readonly began: JsonObject;
  readonly flaws: ReadonlyMap<string, Flaw>;
}

/** Something that was typed into a record before, sealed in the browser. */
export interface Offer {
  readonly kept: Unsaved;
  readonly typed: Typed;
}

/**
 * What is kept of a record, as text: the fields that were changed, without secrets. A row a step; rows that are the very
 * same are written down once, however often what stands beside them is changed.
 */
export function* contentOf(editing: Editing): Generator<undefined, string> {
  const { form, base, edited, began } = editing;
  const fields = [...form.fields, ...platformFields({ form, base })].filter(
    (field) =>
      isGiven(field) && edited[field.name] !== began[field.name] && (field.rows || isOther(field, editing)),
  );
  const [now, was] = [yield* textOf(fields, edited), yield* textOf(fields, began)];
  const secrets = JSON.stringify(
    fields.filter((field) => hasSecret(field, edited[field.name])).map(({ name }) => name),
  );
  const flaws = JSON.stringify(
    Object.fromEntries(
      [...editing.flaws].flatMap(([path, { sentence, text }]) =>
        text === undefined || form.byName.get(path.slice(1))?.kind.secret
          ? []
          : [[path.slice(1), { sentence, text }] as const],
      ),
    ),
  );
  const revision = Number(base?.['revision'] ?? 0);
  return `{"revision":${revision},"base":${was},"edited":${now},"secrets":${secrets},"flaws":${flaws}}`;
}

function isOther({ name }: Field, { edited, began }: Editing): boolean {
  return !isSame(edited[name], began[name]);
}

function* textOf(fields: readonly Field[], record: JsonObject): Generator<undefined, string> {
  const members: string[] = [];
  for (const field of fields) {
    const value = record[field.name];
    if (field.kind.secret || value === undefined) continue;
    const text = field.rows && isList(value) ? yield* rowsText(field, value) : JSON.stringify(value);
    members.push(`${JSON.stringify(field.name)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

const written = new WeakMap<JsonObject, string>();

function* rowsText(field: Field, rows: readonly Json[]): Generator<undefined, string> {
  const texts: string[] = [];
  for (const row of rows) {
    if (!isObject(row)) continue;
    const text = written.get(row) ?? JSON.stringify(withoutSecrets(field, row));
    written.set(row, text);
    texts.push(text);
    yield;
  }
  return `[${texts.join(',')}]`;
}

function withoutSecrets({ rows }: Field, row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]): [string, Json][] => {
      const field = rows?.byName.get(name);
      if (value === undefined || field?.kind.secret) return [];
      if (!field?.rows || !isList(value)) return [[name, value]];
      return [[name, value.filter(isObject).map((inner) => withoutSecrets(field, inner))]];
    }),
  );
}

function hasSecret(field: Field, value: Json | undefined): boolean {
  if (field.kind.secret) return !isBlank(value);
  const { rows } = field;
  if (!rows || !isList(value)) return false;
  const inner = rows.fields.filter((one) => one.kind.secret || one.rows);
  return (
    inner.length > 0 &&
    value.some((row) => isObject(row) && inner.some((one) => hasSecret(one, row[one.name])))
  );
}

/** Null: nobody wrote this, or something else did. */
export function readTyped(content: JsonObject): Typed | null {
  const { revision, base, edited, secrets, flaws } = content;
  if (typeof revision !== 'number' || !isObject(base) || !isObject(edited) || !isList(secrets)) return null;
  const texts = Object.entries(isObject(flaws) ? flaws : {}).flatMap(([name, flaw]) =>
    isObject(flaw)
      ? [[name, { text: String(flaw['text']), sentence: String(flaw['sentence']) }] as const]
      : [],
  );
  return { revision, base, edited, secrets: secrets.map(String), flaws: Object.fromEntries(texts) };
}

/** The fields of it that the form still has, and those that went with a publish. */
export function placesOf(form: FormModel, base: object | null, { edited, flaws }: Typed) {
  const known = new Map([...form.fields, ...platformFields({ form, base })].map((one) => [one.name, one]));
  const names = [...new Set([...Object.keys(edited), ...Object.keys(flaws)])];
  return {
    fields: names.flatMap((name) => known.get(name) ?? []),
    lost: names.filter((name) => !known.has(name)),
  };
}
