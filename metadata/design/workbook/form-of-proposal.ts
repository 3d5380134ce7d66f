import type { Json } from '../../common/json.ts';
import { formulaWords } from '../../formula/formula.ts';
import { kindWords } from '../../kinds/words.ts';
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

/** The forms that a proposal comes to, each after those that it refers to, and how the file is read into them. */
export function formsOfProposal(proposal: WorkbookProposal): readonly MadeForm[] {
  return inOrder(proposal).map((sheet) => madeForm(proposal, sheet));
}

/** The form of the sheet with the records. */
export function formOfProposal(proposal: WorkbookProposal): MadeForm {
  return madeForm(
    proposal,
    proposal.sheets.find(({ use }) => use === 'records'),
  );
}

/** A form of a proposal as people say it: what it is called, and by which column its records are. */
export type FormOfSheet = Pick<WorkbookProposal, 'name' | 'label' | 'kind' | 'key' | 'sharing'>;

/** The form that a sheet becomes: that of the proposal, or one of its own. */
export function formOfSheet(proposal: WorkbookProposal, sheet: ProposedSheet | undefined): FormOfSheet {
  return sheet?.use === 'form' ? sheet : proposal;
}

/** The sheets whose rows belong to the records of a form. */
export function entriesOf({ sheets }: Pick<WorkbookProposal, 'sheets'>, form: ProposedSheet | undefined) {
  return sheets.filter(({ use, of }) => use === 'entries' && of === form?.sheet);
}

/** The sheets that become forms, each behind those whose records it names. */
function inOrder(proposal: WorkbookProposal): readonly ProposedSheet[] {
  const { sheets } = proposal;
  const forms = sheets.filter(({ use }) => use === 'records' || use === 'form');
  const placed = new Set<ProposedSheet>();
  const place = (sheet: ProposedSheet, above: readonly ProposedSheet[]): void => {
    if (placed.has(sheet) || above.includes(sheet)) return;
    const own = [sheet, ...entriesOf(proposal, sheet)];
    const named = own.flatMap(({ columns }) =>
      columns.flatMap(({ use, kind, refers }) => (use === 'field' && kind === 'reference' ? refers : [])),
    );
    for (const target of forms) if (named.includes(target.sheet)) place(target, [...above, sheet]);
    placed.add(sheet);
  };
  for (const sheet of forms) place(sheet, []);
  return [...placed];
}

function madeForm(proposal: WorkbookProposal, records: ProposedSheet | undefined): MadeForm {
  const { name, label, kind, key, sharing: said } = formOfSheet(proposal, records);
  const sharing = said ?? (kind === 'document' ? ownAlone : undefined);
  const entries = key === null ? [] : entriesOf(proposal, records);
  const named = (records?.columns ?? []).filter(({ use }) => use === 'field');
  const own = fieldsOf(named, key, proposal);
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
        proposal,
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
    columns: [...(records ? [records] : []), ...entries].map((sheet) => columnsOf(sheet, key, proposal)),
  };
}

/** Of the columns of a sheet; what is taken from a record stands behind the reference to that. */
function fieldsOf(
  columns: readonly ProposedColumn[],
  key: number | null,
  proposal: WorkbookProposal,
): readonly FieldSource[] {
  const named = (column: ProposedColumn) => (column.place === key ? keyName : column.name);
  return columns.map((column) => {
    const computed = column.kind === 'formula' ? formulaOf(column, columns, named) : undefined;
    if (computed !== undefined)
      return { ...fieldOf({ ...column, required: false }, named(column)), formula: computed };
    if (column.kind === 'formula') return fieldOf({ ...column, ...valuesOf(column.computed) }, named(column));
    if (column.kind === 'reference') return fieldOf(referring(column, proposal), named(column));
    if (column.kind !== 'carry') return fieldOf(column, named(column));
    const from = carriedFrom(column, columns, proposal);
    if (!from) return fieldOf({ ...column, ...valuesOf(column.carried) }, named(column));
    return {
      name: named(column),
      kind: 'carry',
      label: column.label,
      from: named(from.reference),
      field: from.field,
    };
  });
}

/** With the name of the form that it refers to, as people call it by now. */
function referring(column: ProposedColumn, proposal: WorkbookProposal): ProposedColumn {
  const sheet = referredSheet(column, proposal);
  return sheet ? { ...column, props: { ...column.props, form: formOfSheet(proposal, sheet).name } } : column;
}

/** The sheet whose form a column refers to; undefined: it refers to one in force, or the sheet is left out. */
export function referredSheet(
  { refers }: Pick<ProposedColumn, 'refers'>,
  { sheets }: Pick<WorkbookProposal, 'sheets'>,
): ProposedSheet | undefined {
  return sheets.find(
    ({ sheet, use }) => refers !== undefined && sheet === refers && (use === 'form' || use === 'records'),
  );
}

/** The reference that a value is taken by, and the field it is taken from; undefined: it cannot be. */
function carriedFrom(
  { carried }: ProposedColumn,
  columns: readonly ProposedColumn[],
  proposal: WorkbookProposal,
): { readonly reference: ProposedColumn; readonly field: string } | undefined {
  const reference = columns.find(({ place, use }) => place === carried?.place && use === 'field');
  if (!carried || reference?.kind !== 'reference') return undefined;
  const { field } = carried;
  if (typeof field === 'string') return reference.refers === undefined ? { reference, field } : undefined;
  const sheet = referredSheet(reference, proposal);
  const there = sheet?.columns.find(({ place, use }) => place === field && use === 'field');
  if (!sheet || !there || there.kind === 'carry' || there.kind === 'formula') return undefined;
  return { reference, field: field === formOfSheet(proposal, sheet).key ? keyName : there.name };
}

function fieldOf({ label, kind, props, required }: ProposedColumn, name: string): FieldSource {
  const begun = kindWords[kind]?.starting?.['default'];
  return {
    name,
    kind,
    label,
    ...(begun !== undefined && { default: begun }),
    ...(props as Record<string, Json>),
    ...(required && { required: true }),
  };
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

/** The column as its values stand there, whatever made them. */
function valuesOf(
  alone: Pick<ProposedColumn, 'kind' | 'props'> | undefined,
): Pick<ProposedColumn, 'kind' | 'props'> {
  return { kind: alone?.kind ?? 'text', props: alone?.props ?? { length: 200 } };
}

/** Whether the platform makes the value: then the file is not asked. */
function isTaken(
  column: ProposedColumn,
  columns: readonly ProposedColumn[],
  proposal: WorkbookProposal,
): boolean {
  if (column.kind === 'formula') return formulaOf(column, columns, ({ name }) => name) !== undefined;
  return column.kind === 'carry' && carriedFrom(column, columns, proposal) !== undefined;
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
  proposal: WorkbookProposal,
): SheetColumns {
  const width = columns.reduce((most, { place }) => Math.max(most, place + 1), 0);
  const at = new Map(columns.map((column) => [column.place, column]));
  const said = (column: ProposedColumn | undefined): string | null => {
    if (!column || column.use === 'none' || isTaken(column, columns, proposal)) return null;
    if (column.use === 'key') return parentMark + keyName;
    return use !== 'entries' && column.place === key ? keyName : column.name;
  };
  return {
    sheet,
    first,
    ...(end !== undefined && { end }),
    ...(use === 'entries' && { entries: name }),
    columns: Array.from({ length: width }, (_, place) => said(at.get(place))),
  };
}
