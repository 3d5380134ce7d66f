import { isDeepStrictEqual } from 'node:util';
import type { Problem } from '../../../../metadata/common/issue.ts';
import { type Json, pointerTo } from '../../../../metadata/common/json.ts';
import type { TargetForm } from '../../../../metadata/field.ts';
import { asToday } from '../../../../metadata/former-values.ts';
import type { Column } from '../../../../metadata/kinds/common/kind.ts';
import { holdsMarks } from '../../../../metadata/kinds/common/marked-text.ts';
import { pointedIn, pointedText } from '../../../../metadata/kinds/common/pointed.ts';
import { isId } from '../../../../metadata/kinds/common/pointer.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import { movedRow } from '../../../../metadata/moves.ts';
import { aboutOf } from '../../../../rules/behaviour/about.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { columnContent } from '../../tables/column-content.ts';
import { conversion } from '../../tables/conversion.ts';
import type { ColumnContent } from '../../tables/table-spec.ts';
import { rowsOf, type Stored, type StoredRow } from './stored.ts';

/** A value of a former version that the field, reshaped since, can no longer hold. */
interface Unfit {
  /** JSON Pointer, by today's names. */
  readonly path: string;
  readonly value: Json;
}

/**
 * Fits a version to today's form: history remembers values as they were written, and fields were reshaped since. A
 * value that does not fit is null and is told.
 */
export function fitStored<T extends StoredRow>(
  shape: FieldSet,
  version: T,
  zone: string,
): { readonly row: T; readonly unfit: readonly Unfit[] } {
  const unfit: Unfit[] = [];
  return { row: fitRow(shape, version, { zone, unfit, path: '' }), unfit };
}

interface Work {
  readonly zone: string;
  readonly unfit: Unfit[];
  readonly path: string;
}

function fitRow<T extends StoredRow>(shape: FieldSet, written: T, work: Work): T {
  const version = movedRow(shape.moves, written);
  const row: StoredRow = { ...version };
  for (const field of shape.fields) {
    const value = version[field.id];
    if (value === undefined || value === null) continue;
    const path = `${work.path}/${field.name}`;
    const { rows } = field;
    if (rows) {
      row[field.id] = Array.isArray(value)
        ? (value as readonly StoredRow[]).map((one, at) =>
            fitRow(rows, one, { ...work, path: `${path}/${at}` }),
          )
        : [];
      continue;
    }
    const kept = columnContent(field);
    if (!kept) continue;
    const today = asToday(field, value);
    const fitted =
      today === null ? null : fitValue(today, kept, work.zone, (one) => field.kind.read(one, field).ok);
    // A carried or computed value is made again from what it is made of today.
    if (fitted === undefined && !field.kind.derived) work.unfit.push({ path, value });
    row[field.id] = fitted ?? null;
  }
  return row as T;
}

function fitValue(
  value: Json,
  kept: ColumnContent,
  zone: string,
  isRead: (value: Json) => boolean,
): Json | undefined {
  if (kept.secret) return typeof value === 'string' ? value : undefined;
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  if (kept.list) return fitList(items, kept.target);
  if (kept.column.type === 'json') return typeof value === 'object' && isRead(value) ? value : undefined;
  if (items.length > 1) return undefined;
  const [only = null] = items;
  if (only === null) return null;
  if (kept.targets) return fitPointed(only, kept.targets);
  if (kept.target !== undefined) return fitPointer(only, kept.target);
  const from = guess(only, kept.column);
  const marked = typeof only === 'string' && holdsMarks(only);
  const to = { column: kept.column, ...(kept.marked && { marked: true }) };
  return from && conversion({ column: from, marked }, to, zone).convert(only);
}

function fitList(items: readonly Json[], target: string | undefined): Json | undefined {
  if (target === undefined) return items.every(isText) ? items : undefined;
  const ids = items.map((one) => fitPointer(one, target));
  return ids.includes(undefined) ? undefined : (ids as readonly Json[]);
}

/** It may have been a reference to one of several forms. */
function fitPointer(value: Json, target: string): Json | undefined {
  if (isPointer(value)) return value;
  const pointed = typeof value === 'string' ? pointedIn(value) : undefined;
  return pointed?.form === target ? pointed.id : undefined;
}

/** It may have been a reference to one form, which stands first if it still is one of these. */
function fitPointed(value: Json, targets: readonly string[]): Json | undefined {
  const pointed = typeof value === 'string' ? pointedIn(value) : undefined;
  if (pointed) return targets.includes(pointed.form) ? value : undefined;
  const [only] = targets;
  if (!isPointer(value)) return undefined;
  return only === undefined ? undefined : pointedText({ form: only, id: String(value) });
}

function isText(value: Json): boolean {
  return typeof value === 'string';
}

function isPointer(value: Json): boolean {
  return typeof value === 'string' && isId(value);
}

/** Guesses the column that kept a value, as far as it can be told by looking at the value. */
function guess(value: Json, to: Column): Column | undefined {
  if (typeof value === 'number') return { type: 'integer' };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value !== 'string') return undefined;
  if (to.type === 'datetime' && /^\d{4}-\d\d-\d\d$/.test(value)) return { type: 'date' };
  return { type: 'text', length: Number.MAX_SAFE_INTEGER };
}

/**
 * Told of fields that stay as they are though the former version says something else: they are not the caller's to
 * write.
 */
export function notRestored(call: Call, form: Form, version: Stored, next: Stored): readonly Problem[] {
  return ofShape(call, form, { shape: form, version, next, path: '' });
}

/** A record or a row, as it was and as it will be. */
interface RestoredPart {
  readonly shape: FieldSet;
  readonly version: StoredRow;
  readonly next: StoredRow;
  readonly path: string;
}

function ofShape(call: Call, form: Form, { shape, version, next, path }: RestoredPart): readonly Problem[] {
  return shape.fields.flatMap((field): readonly Problem[] => {
    const { kind, rows, id, name, label } = field;
    if (kind.derived || !call.rights.readable(form, field)) return [];
    const here = path + pointerTo(name);
    if (!call.rights.writable(form, field) || field.readonly === true) {
      if (isDeepStrictEqual(shown(version[id]), shown(next[id]))) return [];
      return [
        {
          path: here,
          code: 'not-restored',
          params: { field: name, label: { ...label } },
          severity: 'warning',
        },
      ];
    }
    if (!rows) return [];
    const then = new Map(rowsOf(version[id]).map((row) => [row.id, row]));
    return rowsOf(next[id]).flatMap((row, at) => {
      const was = then.get(row.id);
      return was ? ofShape(call, form, { shape: rows, version: was, next: row, path: `${here}/${at}` }) : [];
    });
  });
}

function shown(value: Json | undefined): Json {
  return value === undefined || (Array.isArray(value) && value.length === 0) ? null : value;
}

interface Meanings {
  readonly reader: Connection;
  readonly model: Model;
  readonly unfit: Unfit[];
}

/**
 * Fits a version whose values have the right shape and mean something else since a field became another: ids of records
 * of another form, names of fields that the form it is about never had. A value that means nothing is left out and
 * told; a record that was deleted since is not of these, since it can come back first.
 */
export async function fitMeaning<T extends StoredRow>(
  shape: FieldSet,
  version: T,
  reader: Connection,
  model: Model,
): Promise<{ readonly row: T; readonly unfit: readonly Unfit[] }> {
  const work: Meanings = { reader, model, unfit: [] };
  return { row: (await fitMeanings(shape, version, '', work)) as T, unfit: work.unfit };
}

async function fitMeanings(
  shape: FieldSet,
  version: StoredRow,
  path: string,
  work: Meanings,
): Promise<StoredRow> {
  const row: StoredRow = { ...version };
  for (const field of shape.fields) {
    const value = version[field.id];
    const here = path + pointerTo(field.name);
    if (value === undefined || value === null || field.kind.derived) continue;
    const { rows } = field;
    if (rows) {
      const kept: StoredRow[] = [];
      for (const [at, one] of rowsOf(value).entries())
        kept.push(await fitMeanings(rows, one, `${here}/${at}`, work));
      row[field.id] = kept;
      continue;
    }
    const meant = await meaning(field, value, work);
    if (meant === value) continue;
    row[field.id] = meant;
    if (!field.targets || meant === null) work.unfit.push({ path: here, value });
  }
  return row;
}

/** The value itself when all of it means something. */
async function meaning(field: Field, value: Json, { reader, model }: Meanings): Promise<Json> {
  const items = [value].flat() as readonly Json[];
  let kept = items;
  if (field.targets) return formOfFormer(field.targets, value, reader);
  if (field.target !== undefined) {
    const ever: Json[] = [];
    for (const id of items) if (await everWas(reader, field.target, String(id))) ever.push(id);
    kept = ever;
  } else {
    const about = aboutOf(field, (form) => model.formsById.get(form));
    const problems = about ? (field.kind.fits?.(value, field, about) ?? []) : [];
    const unknown = new Set(
      problems.filter(({ code }) => code === 'unknown-field').map((problem) => problem.path),
    );
    kept = items.filter((_, at) => !unknown.has(`/${at}`));
  }
  if (kept.length === items.length) return value;
  return Array.isArray(value) ? kept : null;
}

/** Of the time when there was only one form, the one of these that had such a record. */
async function formOfFormer(targets: readonly TargetForm[], value: Json, reader: Connection): Promise<Json> {
  const said = pointedIn(String(value));
  const forms = said ? [said.form, ...targets.map(({ id }) => id)] : [];
  for (const form of forms)
    if (said && (await everWas(reader, form, said.id))) return pointedText({ form, id: said.id });
  return null;
}

async function everWas(reader: Connection, form: string, id: string): Promise<boolean> {
  const found = await reader.first('SELECT revision FROM gj_history WHERE form = ? AND record = ? LIMIT 1', [
    form,
    id,
  ]);
  return found !== undefined && found !== null;
}
