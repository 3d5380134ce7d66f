import { msg, str } from '@lit/localize';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import {
  keyName,
  type MadeForm,
  parentMark,
  type SheetColumns,
} from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { ProposedColumn, WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import { mostShown } from '../../../metadata/design/workbook/survey.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { problemText } from '../../fields/read-typed.ts';
import type { FormModel } from '../../model/form-model.ts';
import { lookUp } from '../../model/record-picks.ts';
import { language } from '../../session/i18n.ts';

type Row = readonly string[];

/** A record of the file as its form reads it. */
export interface FirstRecord {
  readonly values: JsonObject;
  /** Cells that do not fit, by name of the field: what stands there, and why not. */
  readonly flaws: ReadonlyMap<string, { readonly text: string; readonly sentence: string }>;
  /** The same of cells in rows of entries. */
  readonly problems: readonly FieldProblem[];
}

/** The rows of the file that are shown in a form, first ones first. */
export function firstRows({ sheets }: WorkbookProposal, { columns: [own] }: MadeForm): readonly Row[] {
  return sheets.find(({ sheet }) => sheet === own?.sheet)?.begins.slice(0, mostShown) ?? [];
}

/** The record that begins with a row, with the rows of other sheets that name it. */
export async function firstRecord(
  form: FormModel,
  { sheets }: WorkbookProposal,
  { columns: [own, ...others] }: MadeForm,
  row: Row,
): Promise<FirstRecord> {
  const sheetAt = (at: number | undefined) => sheets.find(({ sheet }) => sheet === at);
  const read = (shape: FieldSet, given: SheetColumns | undefined, cells: Row) =>
    readRow({ shape, names: given?.columns ?? [], columns: sheetAt(given?.sheet)?.columns ?? [] }, cells);
  const { values, wrong } = await read(form, own, row);
  const flaws = new Map(wrong.map(({ name, ...flaw }) => [name, flaw]));
  const problems: FieldProblem[] = [];
  const all: Record<string, Json> = { ...values };
  const number = row[own?.columns.indexOf(keyName) ?? -1];
  for (const given of others) {
    const { sheet, entries = '', columns: names } = given;
    const rows = form.byName.get(entries)?.rows;
    const by = names.indexOf(parentMark + keyName);
    const named = sheetAt(sheet)?.begins.filter((one) => number !== undefined && one[by] === number);
    if (!rows || !named) continue;
    const records = await Promise.all(named.map((one) => read(rows, given, one)));
    all[entries] = records.map((one) => one.values);
    for (const [at, { wrong: cells }] of records.entries())
      for (const { name, sentence } of cells)
        problems.push({ path: `/${entries}/${at}/${name}`, code: '', message: sentence, severity: 'error' });
  }
  return { values: all, flaws, problems };
}

/** Fields, and where in a row their values stand. */
interface RowShape {
  readonly shape: FieldSet;
  /** By place; null: not read. */
  readonly names: SheetColumns['columns'];
  readonly columns: readonly ProposedColumn[];
}

interface WrongCell {
  readonly name: string;
  readonly text: string;
  readonly sentence: string;
}

/** The cells of a row by the names of their fields. */
async function readRow(
  of: RowShape,
  row: Row,
): Promise<{ readonly values: JsonObject; readonly wrong: readonly WrongCell[] }> {
  const cells = of.names.flatMap((name, place) => {
    const [field, text = ''] = [name === null ? undefined : of.shape.byName.get(name), row[place]];
    return field && text.trim() !== '' ? [{ field, text, place }] : [];
  });
  const read = await Promise.all(
    cells.map(async ({ field, text, place }) => {
      const found = await readCell(text.trim(), field);
      return { field, text, found: 'value' in found ? await withTaken(found.value, place, of, row) : found };
    }),
  );
  const values = read.flatMap(({ field, found }) =>
    'value' in found ? [[field.name, found.value] as const] : [],
  );
  const wrong = read.flatMap(({ field: { name }, text, found }) => {
    if ('value' in found) return [];
    const { why } = found;
    return [{ name, text, sentence: msg(str`“${text}”：${why}`, { id: 'workbook-unfit' }) }];
  });
  return { values: Object.fromEntries(values), wrong };
}

/** A record that comes with the file, with what is taken from it: the row says that as well. */
async function withTaken(
  value: Json,
  place: number,
  { shape, columns }: RowShape,
  row: Row,
): Promise<{ readonly value: Json }> {
  if (!isObject(value) || columns.find((column) => column.place === place)?.refers === undefined)
    return { value };
  const taken = columns.filter(({ kind, carried }) => kind === 'carry' && carried?.place === place);
  const read = await Promise.all(
    taken.map(async (column) => {
      const field = shape.byName.get(column.name);
      const text = row[column.place]?.trim() ?? '';
      const found = field?.inner && text !== '' ? await readCell(text, field.inner) : { why: '' };
      return 'value' in found ? [[String(field?.props['field'] ?? ''), found.value] as const] : [];
    }),
  );
  return { value: { ...value, ...Object.fromEntries(read.flat()) } };
}

/** As an import reads it: what sheets say of moments is local, all else is as the kind has it. */
async function readCell(
  text: string,
  field: Field,
): Promise<{ readonly value: Json } | { readonly why: string }> {
  const { target } = field;
  if (target !== undefined) {
    const found = await lookUp(target, [text], undefined);
    // Records that nobody here can search, as they come with the file, are named as it says; the import finds them.
    const value = found ? found.get(text) : { number: text };
    return value ? { value } : { why: msg('没有这条记录', { id: 'workbook-no-record' }) };
  }
  return readText(text, field);
}

/** A text that names no record, as an import reads it. */
export function readText(text: string, field: Field): { readonly value: Json } | { readonly why: string } {
  const { kind } = field;
  const isMoment = kind.comparison(field) === 'datetime';
  const parsed = (isMoment && uiKind(field).read?.(text, field)) || kind.parse(text, field, language());
  const read = parsed.ok && parsed.value !== null ? kind.read(parsed.value, field) : parsed;
  if (!read.ok) return { why: read.problems.map(problemText).join(' ') };
  return { value: read.value === null ? null : kind.write(read.value as never, field) };
}
