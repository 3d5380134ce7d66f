import type { DraftColumn, DraftSheet, WorkbookDraft } from '../../metadata/design/workbook/draft.ts';
import { keyName } from '../../metadata/design/workbook/form-of-draft.ts';
import { proposeDraft } from '../../metadata/design/workbook/propose-draft.ts';
import type { Json } from '../../metadata/json.ts';
import { isReservedId } from '../../metadata/names.ts';
import type { Call } from '../call/call.ts';
import type { Sheets } from '../sheets/create-sheets.ts';
import { SheetFailure, type SheetFormat } from '../sheets/sheet.ts';
import type { Store } from '../store/record/store.ts';
import { namedRecords } from './named-records.ts';
import { proposeNames } from './propose-names.ts';

export interface WorkbookFile {
  readonly bytes: Uint8Array;
  readonly format: SheetFormat;
  /** What people call the file. */
  readonly name: string;
}

export type FromWorkbook = (call: Call, file: WorkbookFile) => Promise<WorkbookDraft>;

/** Reads a file in a process of its own, and proposes a form by what is in it. */
export function createFromWorkbook({
  sheets,
  store,
}: {
  readonly sheets: Pick<Sheets, 'survey'>;
  readonly store: Pick<Store, 'list'>;
}): FromWorkbook {
  return async (call, { name, ...file }) => {
    const survey = await sheets.survey(file);
    const named = await namedRecords(store, call, survey);
    const draft = proposeDraft(survey, { title: name.replace(/\.[^.]*$/, '') || name, named });
    if (!draft) throw new SheetFailure('workbook-no-rows');
    return withNames(draft, new Set(call.served.model.forms.keys()));
  };
}

/** Everything called as it is spoken; what names a record and what it is called have the names that lists know. */
async function withNames(draft: WorkbookDraft, forms: ReadonlySet<string>): Promise<WorkbookDraft> {
  const [name = 'form'] = await proposeNames([draft.label.en], { of: 'form', taken: forms });
  const records = draft.sheets.find(({ use }) => use === 'records');
  const entries = draft.sheets.filter(({ use }) => use === 'entries');
  const taken = new Set([keyName, ...draft.sheets.flatMap(({ columns }) => reservedIn(columns, false))]);
  const entriesNames = await proposeNames(
    entries.map(({ title }) => title),
    { of: 'field', taken },
  );
  for (const one of entriesNames) taken.add(one);
  const sheets: DraftSheet[] = [];
  for (const sheet of draft.sheets) {
    const at = entries.indexOf(sheet);
    const title = sheet === records ? titleOf(sheet, draft.key) : undefined;
    const inRows = sheet !== records;
    const used = inRows ? new Set(reservedIn(sheet.columns, true)) : new Set(taken);
    if (title) used.add('name');
    const names = await proposeNames(
      sheet.columns.map(({ heading }) => heading),
      { of: 'field', taken: used },
    );
    const columns = await Promise.all(
      sheet.columns.map(async (column, place) => {
        const spoken = names[place] ?? 'field';
        const isKey = sheet === records && column.place === draft.key;
        return withOptions({ ...column, name: isKey ? keyName : column === title ? 'name' : spoken });
      }),
    );
    sheets.push({ ...sheet, columns, name: entriesNames[at] ?? '' });
  }
  return { ...draft, name, sheets };
}

/** The column that says what a record is called. */
function titleOf({ columns }: DraftSheet, key: number | null): DraftColumn | undefined {
  const texts = columns.filter(({ place, kind, use }) => place !== key && kind === 'text' && use === 'field');
  return texts.find(({ heading }) => /名称$|姓名$|标题$|^(?:.*\s)?(?:name|title)$/i.test(heading));
}

/** What headings might be called, and no field may. */
function reservedIn(columns: readonly DraftColumn[], inRows: boolean): readonly string[] {
  return columns.flatMap(({ heading }) => {
    const name = heading.charAt(0).toLowerCase() + heading.slice(1);
    return isReservedId(name, inRows) ? [name] : [];
  });
}

/** Options of a choice, by the texts of the column. */
async function withOptions(column: DraftColumn): Promise<DraftColumn> {
  if (column.kind !== 'choice') return column;
  const values = await proposeNames(column.values, { of: 'option', taken: new Set() });
  const options = column.values.map(
    (text, at): Json => ({ value: values[at] ?? text, label: { zh: text, en: text } }),
  );
  return { ...column, props: { ...column.props, options } };
}
