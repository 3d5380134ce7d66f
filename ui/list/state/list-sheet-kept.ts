import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { session } from '../../session/session.ts';
import type { UnsavedPlace } from '../../session/unsaved/unsaved.ts';
import type { RowChange } from './list-sheet-rows.ts';

/** Where the sheet over a list of a form keeps what is not saved. */
export function sheetPlace(form: string): UnsavedPlace | undefined {
  const { who, org } = session;
  return who && org ? { person: who.user.id, org: org.id, form, of: 'sheet' } : undefined;
}

/** What is kept of a sheet, as text, a record a step. */
export function* sheetContent(changes: readonly RowChange[]): Generator<undefined, string> {
  const texts: string[] = [];
  for (const { base, cells } of changes) {
    const said = cells.map(({ field, before, now }) => [field.name, before, now]);
    texts.push(JSON.stringify({ id: base.id, revision: base.revision, cells: said }));
    yield;
  }
  return `{"records":[${texts.join(',')}]}`;
}

/** The changes again; of fields that the sheet still has. */
export function changesFrom(content: JsonObject, fields: readonly Field[]): readonly RowChange[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const records = isList(content['records']) ? content['records'].filter(isObject) : [];
  return records.map(({ id, revision, cells }, row): RowChange => {
    const known = (isList(cells) ? cells : []).flatMap((cell) => {
      const [name, before = null, now = null] = isList(cell) ? cell : [];
      const field = byName.get(String(name));
      return field ? [{ field, before, now }] : [];
    });
    const was: Readonly<Record<string, Json>> = Object.fromEntries(
      known.map(({ field, before }) => [field.name, before]),
    );
    const base: ListedRecord = { ...was, id: String(id), revision: Number(revision) };
    return { row, base, cells: known };
  });
}
