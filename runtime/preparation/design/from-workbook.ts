import type { Json } from '../../../metadata/common/json.ts';
import { keyName } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type {
  ProposedColumn,
  ProposedSheet,
  WorkbookProposal,
} from '../../../metadata/design/workbook/proposal.ts';
import { proposeForm } from '../../../metadata/design/workbook/propose-form.ts';
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
  /** Default: usual. */
  readonly strictness?: Strictness;
}

export type FromWorkbook = (call: Call, file: WorkbookFile) => Promise<WorkbookProposal>;

/** Reads a file in a process of its own, and proposes a form by what is in it. */
export function createFromWorkbook({
  sheets,
  store,
}: {
  readonly sheets: Pick<Sheets, 'survey'>;
  readonly store: Pick<Store, 'list'>;
}): FromWorkbook {
  return async (call, { name, sheet, strictness, ...file }) => {
    const survey = await sheets.survey(file);
    const named = await namedRecords(store, call, survey);
    const title = name.replace(/\.[^.]*$/, '') || name;
    const proposal = proposeForm(survey, {
      title,
      named,
      ...(sheet !== undefined && { sheet }),
      ...(strictness && { strictness }),
    });
    if (!proposal) throw new SheetFailure('workbook-no-rows');
    return withNames(proposal, new Set(call.served.model.forms.keys()));
  };
}

/** Everything called as it is spoken; what says what a record is called is the name that lists know. */
async function withNames(proposal: WorkbookProposal, forms: ReadonlySet<string>): Promise<WorkbookProposal> {
  const [name = 'form'] = await proposeNames([proposal.label.en], { of: 'form', taken: forms });
  const records = proposal.sheets.find(({ use }) => use === 'records');
  const others = proposal.sheets.filter((sheet) => sheet !== records);
  const given = givenNames(records);
  const rows = await fieldNames(
    others.map(({ title }) => title),
    new Set([keyName, 'name', ...given]),
    false,
  );
  const sheets: ProposedSheet[] = [];
  for (const sheet of proposal.sheets) {
    const title = sheet === records ? titleOf(sheet, proposal.key) : undefined;
    const taken = new Set([
      ...givenNames(sheet),
      ...(sheet === records ? [keyName, ...(title ? ['name'] : []), ...rows] : []),
    ]);
    const headings = sheet.columns.map(({ heading }) => heading);
    const names = await fieldNames(headings, taken, sheet !== records);
    const columns = await Promise.all(
      sheet.columns.map((column, at) => {
        const spoken = column === title ? 'name' : (names[at] ?? 'field');
        return withOptions({ ...column, name: column.name || spoken });
      }),
    );
    sheets.push({ ...sheet, columns, name: rows[others.indexOf(sheet)] ?? '' });
  }
  return { ...proposal, name, sheets };
}

async function fieldNames(
  texts: readonly string[],
  taken: ReadonlySet<string>,
  inRows: boolean,
): Promise<readonly string[]> {
  return proposeNames(texts, { of: 'field', taken, inRows });
}

/** Ids that columns brought along. */
function givenNames(sheet: ProposedSheet | undefined): readonly string[] {
  return (sheet?.columns ?? []).flatMap(({ name }) => (name === '' ? [] : name));
}

/** The column that says what a record is called; undefined: none does, or it brought its id along. */
function titleOf({ columns }: ProposedSheet, key: number | null): ProposedColumn | undefined {
  if (columns.some(({ name }) => name !== '')) return undefined;
  const texts = columns.filter(({ place, kind, use }) => place !== key && kind === 'text' && use === 'field');
  return texts.find(({ heading }) => /名称$|姓名$|标题$|^(?:.*\s)?(?:name|title)$/i.test(heading));
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
