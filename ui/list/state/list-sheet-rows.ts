import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { isSame } from '../../model/record-same.ts';
import { recordsById } from '../../model/records-by-id.ts';
import { serverClock } from '../../session/server-clock.ts';
import { session } from '../../session/session.ts';
import { isConditional, type States } from '../../sheet/model/sheet-marks.ts';

/** One value that somebody changed. */
interface CellChange {
  readonly field: Field;
  readonly before: Json;
  readonly now: Json;
}

/** A record with what was changed in it. */
export interface RowChange {
  /** Place in the sheet. */
  readonly row: number;
  readonly base: ListedRecord;
  readonly cells: readonly CellChange[];
}

/** Answers the fields of a sheet over a list: the columns of the list, then the others that can be changed there. */
export function sheetFieldsOf(form: FormModel, columns: readonly string[]): readonly Field[] {
  const shown = columns.flatMap((name) => form.byName.get(name) ?? []);
  const rest = form.fields.filter(
    (field) => !shown.includes(field) && form.writable.has(field.path) && field.readonly !== true,
  );
  return [...shown, ...rest].filter(
    ({ kind, rows, hidden, visible }) => !rows && !hidden && !kind.secret && visible !== false,
  );
}

/** The records of a list as if they were rows of one. */
export function asEntries(form: FormModel, fields: readonly Field[]): Field {
  const rows: FieldSet = {
    fields,
    byId: new Map(fields.map((field) => [field.id, field])),
    byName: new Map(fields.map((field) => [field.name, field])),
    entries: [],
  };
  const [any] = fields;
  if (!any) throw new Error('a sheet without columns');
  return { ...any, id: '$list', name: '$list', path: '$list', label: form.listLabel, rows };
}

/** The records as they are now, in the order of the list; those that one does not manage are not among them. */
export async function loadRows(
  form: FormModel,
  records: readonly ListedRecord[],
  fields: readonly Field[],
): Promise<readonly ListedRecord[]> {
  const found = await recordsById(
    form.name,
    records.map(({ id }) => id),
    { view: 'manage', fields: [...fields.map(({ name }) => name), 'modifiedBy', 'modifiedAt'].join(',') },
  );
  return records.flatMap(({ id }) => found.get(id) ?? []);
}

export function changesOf(
  base: readonly ListedRecord[],
  rows: readonly JsonObject[],
  fields: readonly Field[],
): readonly RowChange[] {
  return base.flatMap((record, row) => {
    const now = rows[row];
    if (!now || now === record) return [];
    const cells = fields.flatMap((field): CellChange[] => {
      const [was, is] = [record[field.name] ?? null, now[field.name] ?? null];
      return isSame(was, is) ? [] : [{ field, before: was, now: is }];
    });
    return cells.length > 0 ? [{ row, base: record, cells }] : [];
  });
}

/** Answers the values that stand in a sheet by now and did not when its changes were sent, by id and name. */
export function typedSince(
  sent: readonly RowChange[],
  now: readonly RowChange[],
): ReadonlyMap<string, JsonObject> {
  const before = new Map(sent.map(({ base, cells }) => [base.id, cells]));
  return new Map(
    now.map(({ base, cells }) => {
      const known = new Map(before.get(base.id)?.map((cell) => [cell.field, cell.now]));
      const since = cells.filter(
        (cell) => !known.has(cell.field) || !isSame(known.get(cell.field), cell.now),
      );
      return [base.id, Object.fromEntries(since.map((cell) => [cell.field.name, cell.now]))];
    }),
  );
}

/** The records as they are once their changes were saved. */
export function savedRows(
  base: readonly ListedRecord[],
  changes: readonly RowChange[],
  revisions: ReadonlyMap<string, number>,
): readonly ListedRecord[] {
  const saved = new Map(changes.map(({ base, cells }) => [base.id, cells]));
  return base.map((record) => {
    const values = saved.get(record.id)?.map(({ field, now }) => [field.name, now] as const);
    if (!values) return record;
    const revision = revisions.get(record.id) ?? record.revision;
    return { ...record, ...Object.fromEntries(values), revision };
  });
}

/** All or none; each as it was read. Answers the revisions there are now, by id. */
export async function saveChanges(
  form: FormModel,
  changes: readonly RowChange[],
): Promise<ReadonlyMap<string, number>> {
  return patchAll(
    form,
    changes.map(({ base, cells }) => ({
      id: base.id,
      ifMatch: base.revision,
      body: Object.fromEntries(cells.map(({ field, now }) => [field.name, now])),
    })),
  );
}

/** Puts the former values back, unless somebody else changed a record since: then none is. */
export async function undoChanges(
  form: FormModel,
  changes: readonly RowChange[],
  revisions: ReadonlyMap<string, number>,
): Promise<void> {
  await patchAll(
    form,
    changes.map(({ base, cells }) => ({
      id: base.id,
      ifMatch: revisions.get(base.id) ?? base.revision,
      body: Object.fromEntries(cells.map(({ field, before }) => [field.name, before])),
    })),
  );
}

async function patchAll(
  form: FormModel,
  patches: readonly { readonly id: string; readonly ifMatch: number; readonly body: JsonObject }[],
): Promise<ReadonlyMap<string, number>> {
  const items = patches.map((patch) => ({ op: 'patch', ...patch }) as const);
  const answer = await session.api.call('POST /api/forms/:form/batch', {
    path: { form: form.name },
    body: { items, atomic: true },
  });
  return new Map(
    answer.items.flatMap(({ index, record }) => {
      const id = items[index]?.id;
      return id !== undefined && record ? [[id, record.revision] as const] : [];
    }),
  );
}

type Holds = (record: JsonObject) => boolean;

/**
 * Answers which cells are visible, required or closed by their own record. The server judges conditions that ask for
 * more than its fields: until then the cells can be filled in.
 */
export async function listStates(
  form: FormModel,
  fields: readonly Field[],
  rowAt: (row: number) => JsonObject | undefined,
): Promise<States | undefined> {
  const conditional = fields.filter(isConditional);
  if (conditional.length === 0) return undefined;
  const [{ compileLater }, { test }] = await Promise.all([
    import('../../../rules/condition/compile.ts'),
    import('../../../rules/condition/closure.ts'),
  ]);
  const holdsOf = async (when: boolean | Condition): Promise<Holds | boolean | undefined> => {
    if (typeof when === 'boolean') return when;
    const compiled = await compileLater(when, { shape: form, kept: true });
    if (!compiled.ok) return undefined;
    const isNear = compiled.value.facts.every(
      ({ root, entries, via, member }) =>
        root === 'record' &&
        entries.length === 0 &&
        !via &&
        'field' in member &&
        fields.includes(member.field),
    );
    if (!isNear) return undefined;
    const holds = test(compiled.value);
    return (record) => holds({ record, call: serverClock.callFacts });
  };
  const known = new Map<
    string,
    { visible: Holds | boolean | undefined; readonly: Holds | boolean | undefined }
  >();
  for (const { id, visible, readonly } of conditional)
    known.set(id, { visible: await holdsOf(visible), readonly: await holdsOf(readonly) });
  return (row, { id }) => {
    const own = known.get(id);
    const values = rowAt(row);
    if (!own || !values) return {};
    const record = Object.fromEntries(fields.map((field) => [field.id, values[field.name] ?? null]));
    const said = (when: Holds | boolean | undefined, unknown: boolean) =>
      typeof when === 'function' ? when(record) : (when ?? unknown);
    return { visible: said(own.visible, true), readonly: said(own.readonly, false) };
  };
}
