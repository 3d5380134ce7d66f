import { isEmptyValue, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { inItsCurrency, valuesByName } from '../../../metadata/currency/currency-of.ts';
import { parentMark } from '../../../metadata/design/workbook/form-of-proposal.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { FieldSet, Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Action } from '../../call/rights.ts';
import { namingFields } from '../../storage/store/answer/answered-file.ts';
import type { ListQuery, Store, WireRecord } from '../../storage/store/record/store.ts';
import { makeBook, shownColumns } from './book/book.ts';
import {
  type Column,
  type DataSheet,
  entriesSheet,
  recordMark,
  type SheetPlan,
  upperCode,
} from './book/column.ts';
import { type SheetFormat, sheetLimits, tooMany, type WrittenCell } from './book/sheet.ts';
import type { SheetSession } from './book/sheet-worker.ts';
import { amountCell, valueCell } from './columns/cells.ts';
import { type FileLinks, fileCell } from './columns/file-cells.ts';
import { planSheets } from './columns/sheet-plan.ts';
import { listOf } from './merge-rows.ts';
import { keyOf } from './read-head.ts';
import type { SeenList } from './table/seen-list.ts';
import type { ExportProgress } from './table/table-file.ts';

export interface ExportRequest {
  readonly format: SheetFormat;
  /** Of a csv: rows of these entries. Default: the records. */
  readonly entries?: string;
  /** As the list is seen, which no import takes back. Default: everything, as an import reads it. */
  readonly seen?: SeenList;
  readonly query: Pick<ListQuery, 'view' | 'filter' | 'q' | 'sort'>;
}

/** What a cell of files leads to: by the record, as whoever exported it is answered it. */
export type LinksOf = (record: WireRecord) => FileLinks;

const pageSize = 100;

interface Export {
  readonly call: Call;
  readonly form: Form;
  readonly request: ExportRequest;
  readonly links: LinksOf;
  readonly report: (progress: ExportProgress) => Promise<void>;
}

/** All records of a list as a file that an import reads back without changing anything. */
export async function exportFile(
  session: SheetSession,
  store: Store,
  { call, form, request, links, report }: Export,
): Promise<Uint8Array<ArrayBuffer>> {
  const { format } = request;
  const asked = withinScope(request.query);
  const plan = chosen(planSheets(form, call.rights, call.served.model), format, request.entries);
  const book = makeBook(plan, call.language, 'export', format);
  await session.ask({ type: 'begin', book, format });
  const fields = fieldsOf(plan, form, call);
  let [done, rows] = [0, 0];
  let cursor: string | null | undefined;
  do {
    const count = cursor === undefined;
    const query = { ...asked, fields, limit: pageSize, count, ...(cursor ? { cursor } : {}) };
    const page = await store.list(call, form, query);
    if (page.total !== undefined && page.total > sheetLimits.rows) throw tooMany();
    const linked = page.items.map((record) => ({ record, links: links(record) }));
    for (const [sheet, plain] of plan.entries()) {
      const written = linked.flatMap((one) => [...rowsOf(one, plain, { call, form, format })]);
      rows += written.length;
      if (rows > sheetLimits.rows) throw tooMany();
      if (written.length > 0) await session.ask({ type: 'append', sheet, rows: written });
    }
    done += page.items.length;
    await report({ total: Math.max(page.total ?? 0, done), done });
    cursor = page.next;
  } while (cursor);
  return session.ask({ type: 'finish' });
}

/** An empty workbook to fill in. */
export async function templateFile(
  session: SheetSession,
  call: Call,
  form: Form,
  format: SheetFormat,
  entries?: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const plan = chosen(planSheets(form, call.rights, call.served.model), format, entries);
  await session.ask({ type: 'begin', book: makeBook(plan, call.language, 'template', format), format });
  return session.ask({ type: 'finish' });
}

/** Narrows a query to records that the caller may export: he may not carry away all that he may read. */
export function withinScope(query: ExportRequest['query'], ...also: readonly Action[]): ListQuery {
  return { ...query, rights: ['export', ...also] };
}

/** A csv has one sheet. */
function chosen(plan: SheetPlan, format: SheetFormat, entries: string | undefined): SheetPlan {
  if (format !== 'csv') return plan;
  if (entries === undefined) return [plan[0]];
  return [entriesSheet(plan, entries)];
}

function* rowsOf(
  { record, links }: { readonly record: WireRecord; readonly links: FileLinks },
  sheet: DataSheet,
  { call, form, format }: Pick<Export, 'call' | 'form'> & { readonly format: SheetFormat },
): Generator<readonly WrittenCell[]> {
  const columns = shownColumns(sheet, 'export');
  const key = keyOf(sheet).map(({ member }) => record[member]);
  const keyless = key.every(isEmptyValue) || key.some(hasEdges);
  const cells = (row: JsonObject, upper: JsonObject | undefined) =>
    columns.map((column, place) =>
      keyless && place === 0
        ? recordMark(record.id)
        : cellOf(memberOf(column, record, row, upper), column, row),
    );
  const shape = shapeAt(form, sheet.path);
  const cellOf = (value: Json | undefined, column: Column, row: JsonObject): WrittenCell => {
    if (column.files) return fileCell(filesIn(value), record.id, links, format);
    const cell = valueCell(value, column, call.language, format);
    if (!column.amounts) return cell;
    const [here, above] = [valuesByName(row, shape), valuesByName(record, form)];
    return amountCell(cell, inItsCurrency(column.amounts, here, above));
  };
  const [entries, inner] = sheet.path;
  if (entries === undefined) return yield cells(record, undefined);
  for (const row of listOf(record[entries])) {
    if (inner === undefined) yield cells(row, undefined);
    else for (const below of listOf(row[inner])) yield cells(below, row);
  }
}

/** The shape of the rows that names of entries lead to; of none, the record's. */
function shapeAt(form: Form, path: readonly string[]): FieldSet {
  return path.reduce<FieldSet>((shape, name) => shape.byName.get(name)?.rows ?? shape, form);
}

function memberOf(
  { code, member }: Column,
  record: WireRecord,
  row: JsonObject,
  upper: JsonObject | undefined,
): Json | undefined {
  if (code.startsWith(parentMark)) return record[member];
  return code === upperCode ? upper?.['id'] : row[member];
}

/** The title, too, by which a folder of files is called. */
function fieldsOf(plan: SheetPlan, form: Form, call: Call): readonly string[] {
  const { title } = form;
  const names = new Set<string>(title && call.rights.readable(form, title) ? [title.name] : []);
  for (const { path, columns } of plan) {
    const [entries] = path;
    if (entries !== undefined) names.add(entries);
    for (const { code, member } of columns)
      if ((entries === undefined || code.startsWith(parentMark)) && member !== '') names.add(member);
  }
  for (const field of namingFields(form)) if (call.rights.readable(form, field)) names.add(field.name);
  names.delete('id');
  return [...names];
}

/** Sheets lose blanks around a text: whoever has them in his key is found by his id. */
function hasEdges(value: Json | undefined): boolean {
  return typeof value === 'string' && value.trim() !== value;
}
