import type { Json } from '../../../../metadata/common/json.ts';
import { rowInWords } from '../../../../metadata/former-values.ts';
import type { Column } from '../../../../metadata/kinds/common/kind.ts';
import { wordsOf } from '../../../../metadata/kinds/common/marked-text.ts';
import type { FieldSet, Form } from '../../../../metadata/model.ts';
import { englishTitle } from '../../../../metadata/numbering/english-title.ts';
import { membersWith } from '../../../../metadata/system-members.ts';
import type { FormTable } from '../../../call/call.ts';
import type { Cell, Dialect, Row } from '../../../database/database.ts';
import { entryColumns, recordColumns } from '../../tables/table-spec.ts';
import { fitStored } from './fit-stored.ts';
import { byCount, type Insert, insertInto } from './insert.ts';
import type { Stored, StoredRow } from './stored.ts';

/** One column of a table, with everything that can be known before a request comes. */
export interface LayoutColumn {
  /** Field id, or the name of a system column. */
  readonly id: string;
  /** Quoted. */
  readonly name: string;
  readonly physical: string;
  readonly column: Column;
}

/** A table as the store reads and writes it: texts and lists made once, when a form is first used. */
export interface Layout {
  readonly dialect: Dialect;
  /** Quoted. */
  readonly table: string;
  readonly tableName: string;
  readonly columns: readonly LayoutColumn[];
  readonly byId: ReadonlyMap<string, LayoutColumn>;
  /** `"id", "org", …`, every column under its id. */
  readonly list: string;
  readonly insert: Insert;
  /** Cells of a row, in the order of the columns. */
  cells(value: Readonly<Record<string, Json>>): Cell[];
  /** Makes the row the stored value, in place. */
  decode(row: Row): Record<string, Json>;
}

export interface RecordLayout extends Layout {
  readonly form: Form;
  readonly entries: readonly EntriesLayout[];
  /** `UPDATE … WHERE id = ? AND revision = ?`; its cells come from `updateCells`. */
  readonly update: string;
  updateCells(record: Stored, expected: number): Cell[];
  readonly byRecordId: string;
  /** Replaces rows that are there, many at a time; undefined where one by one is as quick. */
  readonly replace: Insert | undefined;
  /** Guarded by the revision, as the update is. */
  readonly remove: string;
  readonly byRecordIds: (records: number) => string;
  /** Reads the label that others show of a record: its number and the field that names it. */
  readonly labels: {
    readonly sql: (records: number) => string;
    label(row: Row): LabelRow;
  };
  decode(row: Row): Stored;
}

export interface LabelRow {
  readonly number: string | null;
  readonly name: string | null;
  /** The name in English, where the form has one of its own and it is filled. */
  readonly nameEn: string | null;
  /** Ids of the records that the name is made of, by the field that points at them. */
  readonly sources: Readonly<Record<string, string | null>>;
}

export interface EntriesLayout extends Layout {
  readonly field: string;
  readonly entries: readonly EntriesLayout[];
  /** Rows in order; sub-entries have `parent`. */
  readonly ofRecords: (records: number) => string;
  readonly deleteRows: (rows: number) => string;
  readonly deleteOfRecord: string;
  decode(row: Row): EntriesRow;
}
export type EntriesRow = StoredRow & { record: string; parent: string | null };

/** Never changes once the record was made. */
const lasting: ReadonlySet<string> = new Set(membersWith((facts) => facts.lasting));

export function recordLayout(form: Form, table: FormTable, dialect: Dialect): RecordLayout {
  const layout = tableLayout(form, table, recordColumns(form), dialect);
  const updated = layout.columns.filter(({ id }) => !lasting.has(id));
  const [id, revision] = [column(layout, 'id'), column(layout, 'revision')];
  const encoder = cellsOf(updated, dialect);
  return {
    ...layout,
    form,
    entries: entriesLayouts(form, table, dialect, false),
    byRecordId: `SELECT ${layout.list} FROM ${layout.table} WHERE ${id.name} = ?`,
    replace: dialect.distant ? replaceRows(layout, table.name, updated, dialect) : undefined,
    remove: `DELETE FROM ${layout.table} WHERE ${id.name} = ? AND ${revision.name} = ?`,
    byRecordIds: byCount(
      (marks) => `SELECT ${layout.list} FROM ${layout.table} WHERE ${id.name} IN (${marks})`,
    ),
    labels: labelQuery(form, layout, dialect),
    update: `UPDATE ${layout.table} SET ${updated.map(({ name }) => `${name} = ?`).join(', ')} WHERE ${id.name} = ? AND ${revision.name} = ?`,
    updateCells(record, expected) {
      const cells = encoder(record);
      cells.push(dialect.encode(id.column, record.id), dialect.encode(revision.column, expected));
      return cells;
    },
    decode: (row) => layout.decode(row) as Stored,
  };
}

/** Every row is there (its revision was read in the same transaction), so none is inserted. */
function replaceRows(
  layout: Layout,
  table: string,
  updated: readonly LayoutColumn[],
  dialect: Dialect,
): Insert {
  const plain = ({ physical }: LayoutColumn) => physical;
  const texts = new Map<number, string>();
  return {
    columns: layout.columns.length,
    sql(rows) {
      const text =
        texts.get(rows) ?? dialect.upsert(table, layout.columns.map(plain), ['id'], updated.map(plain), rows);
      texts.set(rows, text);
      return text;
    },
  };
}

function labelQuery(form: Form, layout: Layout, dialect: Dialect): RecordLayout['labels'] {
  const id = column(layout, 'id');
  const [number, name, nameEn] = [form.number, form.title, englishTitle(form)].map((field) =>
    layout.byId.get(field?.id ?? ''),
  );
  const sources = (form.title?.through ?? []).flatMap(({ from }, at) => {
    const reference = from === null ? undefined : layout.byId.get(from);
    return reference ? [{ ...reference, alias: `source${at}` }] : [];
  });
  const selected = [
    id.name,
    column(layout, 'org').name,
    column(layout, 'sharing').name,
    `${number?.name ?? 'NULL'} AS ${dialect.quote('number')}`,
    `${name?.name ?? 'NULL'} AS ${dialect.quote('name')}`,
    ...(nameEn ? [`${nameEn.name} AS ${dialect.quote('nameEn')}`] : []),
    ...sources.map((reference) => `${reference.name} AS ${dialect.quote(reference.alias)}`),
  ];
  const text = (from: LayoutColumn | undefined, cell: Cell | undefined) =>
    from && cell !== null && cell !== undefined ? wordsOf(String(dialect.decode(from.column, cell))) : null;
  return {
    sql: byCount(
      (marks) => `SELECT ${selected.join(', ')} FROM ${layout.table} WHERE ${id.name} IN (${marks})`,
    ),
    label: (row) => ({
      number: text(number, row['number']),
      name: text(name, row['name']),
      nameEn: text(nameEn, row['nameEn']) || null,
      sources: Object.fromEntries(
        sources.map((reference) => [reference.id, text(reference, row[reference.alias])]),
      ),
    }),
  };
}

function entriesLayouts(
  shape: FieldSet,
  table: FormTable,
  dialect: Dialect,
  nested: boolean,
): EntriesLayout[] {
  return shape.entries.flatMap((field) => {
    const own = table.entries.get(field.id);
    if (!own || !field.rows) return [];
    const layout = tableLayout(field.rows, own, entryColumns(nested), dialect);
    const [id, record, seq] = [column(layout, 'id'), column(layout, 'record'), column(layout, 'seq')];
    return {
      ...layout,
      field: field.id,
      entries: entriesLayouts(field.rows, own, dialect, true),
      ofRecords: byCount(
        (marks) =>
          `SELECT ${layout.list} FROM ${layout.table} WHERE ${record.name} IN (${marks}) ORDER BY ${record.name}, ${seq.name}`,
      ),
      deleteRows: byCount((marks) => `DELETE FROM ${layout.table} WHERE ${id.name} IN (${marks})`),
      deleteOfRecord: `DELETE FROM ${layout.table} WHERE ${record.name} = ?`,
      decode: (row: Row) => layout.decode(row) as EntriesRow,
    };
  });
}

function tableLayout(
  shape: FieldSet,
  table: FormTable,
  system: readonly (readonly [id: string, column: Column])[],
  dialect: Dialect,
): Layout {
  const columns: LayoutColumn[] = system.map(([id, type]) => ({
    id,
    name: dialect.quote(id),
    physical: id,
    column: type,
  }));
  for (const field of shape.fields) {
    const physical = table.columns.get(field.id);
    const type = field.kind.column(field);
    if (physical !== undefined && type)
      columns.push({ id: field.id, name: dialect.quote(physical), physical, column: type });
  }
  const decoded = columns.filter((entry) => !dialect.plain(entry.column));
  const layout: Layout = {
    dialect,
    table: dialect.quote(table.name),
    tableName: table.name,
    columns,
    byId: new Map(columns.map((entry) => [entry.id, entry])),
    list: columns
      .map(({ id, name }) => (name === dialect.quote(id) ? name : `${name} AS ${dialect.quote(id)}`))
      .join(', '),
    insert: insertInto(
      dialect.quote(table.name),
      columns.map(({ name }) => name),
    ),
    cells: cellsOf(columns, dialect),
    decode(row) {
      for (const { id, column: type } of decoded) {
        const cell = row[id];
        if (cell !== null && cell !== undefined)
          (row as Record<string, Json | Cell>)[id] = dialect.decode(type, cell);
      }
      return row as Record<string, Json>;
    },
  };
  const { former } = table;
  if (!former) return layout;
  const before = tableLayout(former.shape, former.table, system, dialect);
  return {
    ...layout,
    list: before.list,
    decode: (row) => {
      const kept = rowInWords(shape, before.decode(row) as StoredRow, former.shape);
      return fitStored(shape, kept, former.zone).row;
    },
  };
}

function cellsOf(columns: readonly LayoutColumn[], dialect: Dialect) {
  return (value: Readonly<Record<string, Json>>): Cell[] =>
    columns.map(({ id, column: type }) => {
      const stored = value[id];
      return stored === null || stored === undefined ? null : dialect.encode(type, stored);
    });
}

export function column(layout: Layout, id: string): LayoutColumn {
  const found = layout.byId.get(id);
  if (!found) throw new Error(`no column ${id} in ${layout.table}`);
  return found;
}
