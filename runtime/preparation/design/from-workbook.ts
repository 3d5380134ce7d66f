import type { Json } from '../../../metadata/common/json.ts';
import { entriesOf, keyName } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type {
  ProposedColumn,
  ProposedSheet,
  WorkbookProposal,
} from '../../../metadata/design/workbook/proposal.ts';
import { titleOf } from '../../../metadata/design/workbook/sheet-keys.ts';
import type { SaidUses } from '../../../metadata/design/workbook/sheet-uses.ts';
import type { Strictness } from '../../../metadata/design/workbook/strictness.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { SheetFailure, type SheetFormat } from '../../work/sheets/book/sheet.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import { namedRecords } from './named-records.ts';
import { proposeNames } from './propose-names.ts';

export interface WorkbookFile {
  readonly bytes: Uint8Array;
  readonly format: SheetFormat;
  /** The file's name, as people have it. */
  readonly name: string;
  /**
   * Place of the sheet that has the records, from 0. Default: the one whose rows others name, else the first with rows.
   */
  readonly sheet?: number;
  /** What people said of other sheets, by their places. Default: nothing, it is proposed. */
  readonly uses?: SaidUses;
  /** Default: usual. */
  readonly strictness?: Strictness;
}

export type FromWorkbook = (call: Call, file: WorkbookFile) => Promise<WorkbookProposal>;

/** Reads a file in a process of its own, and proposes a form by what is in it. */
export function createFromWorkbook({
  sheets,
  store,
}: {
  readonly sheets: Pick<Sheets, 'propose'>;
  readonly store: Pick<Store, 'list'>;
}): FromWorkbook {
  return async (call, { name, sheet, uses, strictness, ...file }) => {
    const title = name.replace(/\.[^.]*$/, '') || name;
    const proposal = await sheets.propose(file, async (columns) => ({
      title,
      ...(await namedRecords(store, call, columns)),
      ...(sheet !== undefined && { sheet }),
      ...(uses && { uses }),
      ...(strictness && { strictness }),
    }));
    if (!proposal) throw new SheetFailure('workbook-no-rows');
    return withNames(proposal, new Set(call.served.model.forms.keys()));
  };
}

/** Everything called as it is spoken; what says what a record is called is the name that lists know. */
async function withNames(proposal: WorkbookProposal, forms: ReadonlySet<string>): Promise<WorkbookProposal> {
  const own = proposal.sheets.filter(({ use }) => use === 'form');
  const labels = [proposal.label.en, ...own.map(({ label }) => label.en)];
  const [name = 'form', ...called] = await proposeNames(labels, { of: 'form', taken: forms });
  const rows = proposal.sheets.filter(({ use }) => use === 'entries' || use === 'none');
  const fields = await fieldNames(
    rows.map(({ title }) => title),
    new Set([keyName, 'name', ...proposal.sheets.flatMap(givenNames)]),
    false,
  );
  const fieldOf = (sheet: ProposedSheet) => fields[rows.indexOf(sheet)] ?? 'rows';
  const sheets = proposal.sheets.map((sheet): Promise<ProposedSheet> => {
    if (rows.includes(sheet)) return named({ ...sheet, name: fieldOf(sheet) }, undefined, []);
    const entries = entriesOf(proposal, sheet).map(fieldOf);
    return sheet.use === 'form'
      ? named({ ...sheet, name: called[own.indexOf(sheet)] ?? 'form' }, sheet.key, entries)
      : named(sheet, proposal.key, entries);
  });
  return { ...proposal, name, sheets: await Promise.all(sheets) };
}

/** The sheet with its columns called; `key`: that of its records, undefined: they have none of their own. */
async function named(
  sheet: ProposedSheet,
  key: number | null | undefined,
  others: readonly string[],
): Promise<ProposedSheet> {
  const title = key === undefined ? undefined : titleOfSheet(sheet, key);
  const own = key === undefined ? [] : [keyName, ...(title ? ['name'] : []), ...others];
  const headings = sheet.columns.map(({ label }) => label.en);
  const taken = new Set([...givenNames(sheet), ...own]);
  const names = await fieldNames(headings, taken, key === undefined);
  const columns = await Promise.all(
    sheet.columns.map((column, at) => {
      const spoken = column === title ? 'name' : (names[at] ?? 'field');
      return withOptions({ ...column, name: column.name || spoken });
    }),
  );
  return { ...sheet, columns };
}

async function fieldNames(
  texts: readonly string[],
  taken: ReadonlySet<string>,
  inRows: boolean,
): Promise<readonly string[]> {
  return proposeNames(texts, { of: 'field', taken, inRows });
}

/** Ids that columns brought along. */
function givenNames({ columns }: ProposedSheet): readonly string[] {
  return columns.flatMap(({ name }) => (name === '' ? [] : name));
}

/** The column that says what a record is called; undefined: none does, or it brought its id along. */
function titleOfSheet({ title, columns }: ProposedSheet, key: number | null): ProposedColumn | undefined {
  if (columns.some(({ name }) => name !== '')) return undefined;
  const texts = columns.filter(({ place, kind, use }) => place !== key && kind === 'text' && use === 'field');
  const heading = columns.find(({ place }) => place === key)?.heading ?? '';
  return titleOf(texts, { title, key: heading });
}

/** Options of a choice, by the texts of the column. */
async function withOptions(column: ProposedColumn): Promise<ProposedColumn> {
  if (column.kind !== 'choice') return column;
  const values = await proposeNames(column.values, { of: 'option', taken: new Set() });
  const options = column.values.map(
    (text, at): Json => ({ value: values[at] ?? text, label: { zh: text, en: text } }),
  );
  return { ...column, props: { ...column.props, options } };
}
