import type { Json } from '../../common/json.ts';
import { formulaWords } from '../../formula/formula.ts';
import { ownAlone } from '../../model/sharing-needed.ts';
import type { FieldSource, FormSource, UniqueSource } from '../../source.ts';
import type { ProposedColumn, ProposedSheet, WorkbookProposal } from './proposal.ts';

/** The columns of a sheet as an import is told of them: by places, not by headings. */
export interface SheetColumns {
  /** Place in the file, from 0. */
  readonly sheet: number;
  /** First row of data, from 0. */
  readonly first: number;
  /** Row after the last of data, from 0. Default: it goes to the end of the sheet. */
  readonly end?: number;
  /** Name of the entries whose rows it has. Default: records. */
  readonly entries?: string;
  /** By place in the row: name of the field, `parent.` before that of a key of the record; null: not read. */
  readonly columns: readonly (string | null)[];
}

export interface MadeForm {
  readonly form: FormSource;
  readonly columns: readonly SheetColumns[];
}

/** Name of the field that names a record, here and in references to it. */
export const keyName = 'number';

/** The prefix that marks a key as that of the record to which a row belongs; its id or name follows. */
export const parentMark = 'parent.';

/** The form that a proposal comes to, and how the file it was made from is read into it. */
export function formOfProposal(proposal: WorkbookProposal): MadeForm {
  const { name, label, kind, key } = proposal;
  const sharing = proposal.sharing ?? (kind === 'document' ? ownAlone : undefined);
  const records = proposal.sheets.find(({ use }) => use === 'records');
  const entries = proposal.sheets.filter(({ use }) => use === 'entries' && key !== null);
  const named = (records?.columns ?? []).filter(({ use }) => use === 'field');
  const own = fieldsOf(named, key);
  const number: FieldSource = {
    name: keyName,
    kind: 'number',
    label: { zh: '编码', en: 'Number' },
    pattern: '{seq:5}',
    editable: true,
  };
  const rows = entries.map(
    (sheet): FieldSource => ({
      name: sheet.name,
      kind: 'entries',
      label: sheet.label,
      fields: fieldsOf(
        sheet.columns.filter(({ use }) => use === 'field'),
        null,
      ),
    }),
  );
  const unique = named
    .filter((column) => column.unique || column.place === key)
    .map((column): UniqueSource => {
      const id = column.place === key ? keyName : column.name;
      return { name: id, fields: [id] };
    });
  return {
    form: {
      name,
      label,
      kind,
      ...(sharing && { sharing }),
      fields: [...(key === null ? [number] : []), ...own, ...rows],
      ...(unique.length > 0 && { unique }),
      list: { columns: listed(key === null ? [number, ...own] : own) },
    },
    columns: [...(records ? [records] : []), ...entries].map((sheet) => columnsOf(sheet, key)),
  };
}

/** Of the columns of a sheet; what is taken from a record stands behind the reference to that. */
function fieldsOf(columns: readonly ProposedColumn[], key: number | null): readonly FieldSource[] {
  const named = (column: ProposedColumn) => (column.place === key ? keyName : column.name);
  return columns.map((column) => {
    const { carried } = column;
    const computed = column.kind === 'formula' ? formulaOf(column, columns, named) : undefined;
    if (computed !== undefined)
      return { ...fieldOf({ ...column, required: false }, named(column)), formula: computed };
    if (column.kind === 'formula') return fieldOf({ ...column, ...valuesOf(column) }, named(column));
    const from = carried && columns.find(({ place }) => place === carried.place);
    if (!carried || column.kind !== 'carry') return fieldOf(column, named(column));
    if (from?.kind !== 'reference')
      return fieldOf({ ...column, kind: 'text', props: { length: 200 } }, named(column));
    return {
      name: named(column),
      kind: 'carry',
      label: column.label,
      from: named(from),
      field: carried.field,
    };
  });
}

function fieldOf({ label, kind, props, required }: ProposedColumn, name: string): FieldSource {
  return { name, kind, label, ...(props as Record<string, Json>), ...(required && { required: true }) };
}

/** Its formula by the names of fields; undefined: a column that it reads becomes no field. */
function formulaOf(
  { computed }: ProposedColumn,
  columns: readonly ProposedColumn[],
  named: (column: ProposedColumn) => string,
): string | undefined {
  const said = (computed?.parts ?? [undefined]).map((part) => {
    if (typeof part !== 'number') return part;
    const column = columns.find(({ place, use }) => place === part && use === 'field');
    const name = column && named(column);
    return name !== undefined && formulaWords.has(name) ? `{${name}}` : name;
  });
  return said.includes(undefined) ? undefined : said.join('');
}

/** The column as its values stand there, whatever computed them. */
function valuesOf({ computed }: ProposedColumn): Pick<ProposedColumn, 'kind' | 'props'> {
  return { kind: computed?.kind ?? 'text', props: computed?.props ?? { length: 200 } };
}

/** Whether the platform makes the value: then the file is not asked. */
function isTaken(column: ProposedColumn, columns: readonly ProposedColumn[]): boolean {
  const { kind, carried } = column;
  if (kind === 'formula') return formulaOf(column, columns, ({ name }) => name) !== undefined;
  const from = carried && columns.find(({ place, use }) => place === carried.place && use === 'field');
  return kind === 'carry' && from?.kind === 'reference';
}

const mostColumns = 8;

/** As they stood in the sheet, the key first. */
function listed(fields: readonly FieldSource[]): readonly string[] {
  const shown = fields.filter(({ kind }) => kind !== 'multiline').map(({ name }) => name);
  return [...new Set([keyName, ...shown])].slice(0, mostColumns);
}

function columnsOf(
  { sheet, first, end, use, name, columns }: ProposedSheet,
  key: number | null,
): SheetColumns {
  const width = columns.reduce((most, { place }) => Math.max(most, place + 1), 0);
  const at = new Map(columns.map((column) => [column.place, column]));
  const said = (column: ProposedColumn | undefined): string | null => {
    if (!column || column.use === 'none' || isTaken(column, columns)) return null;
    if (column.use === 'key') return parentMark + keyName;
    return use === 'records' && column.place === key ? keyName : column.name;
  };
  return {
    sheet,
    first,
    ...(end !== undefined && { end }),
    ...(use === 'entries' && { entries: name }),
    columns: Array.from({ length: width }, (_, place) => said(at.get(place))),
  };
}
