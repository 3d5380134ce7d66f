import type { FactsFile } from '../../../metadata/contract/match/findings.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { SheetPlan } from './book/column.ts';
import { SheetFailure, sheetLimits } from './book/sheet.ts';
import type { SheetSession } from './book/sheet-worker.ts';
import { planSheets } from './columns/sheet-plan.ts';
import { mergeEntries } from './decide-record.ts';
import type { ImportRequest } from './import-file.ts';
import { problemText } from './mark-file.ts';
import { changedValues } from './merge-rows.ts';
import { NameFinder } from './name-finder.ts';
import { findSheets } from './read-head.ts';
import { type CellProblem, type Comparing, type ReadRecord, readRecord } from './read-record.ts';

type FileFacts = FactsFile['items'][number];

/** A file whose rows are documents of a form, as an export writes them or by hand: as facts, and nothing is written. */
export async function readFactsFile(
  session: SheetSession,
  store: Store,
  call: Call,
  form: Form,
  { bytes, format, zone, most }: ImportRequest & { readonly most: number },
): Promise<FactsFile> {
  const plan = wholePlan(planSheets(form, call.rights, call.served.model));
  const opened = await session.ask({ type: 'open', bytes, format, limits: sheetLimits });
  const sheets = findSheets(opened, plan, format);
  const [fatal] = sheets.problems;
  if (fatal) throw new SheetFailure(fatal.code, fatal.params);
  const grouped = await session.ask({ type: 'group', grouping: sheets.grouping });
  if (grouped.records + grouped.repeated.length > most)
    throw new SheetFailure('sheet-too-many-rows', { limit: most });
  const reading = {
    records: sheets.found.find(({ sheet }) => sheet.path.length === 0),
    rows: sheets.found.filter(({ sheet }) => sheet.path.length > 0),
    language: call.language,
    zone,
  };
  const raw = await session.ask({ type: 'take', from: 0, count: grouped.records });
  const records = await new NameFinder(store, call).resolve(raw.map((one) => readRecord(one, reading)));
  const lost = [
    ...grouped.repeated.map(({ row, earlier }) => ({
      row,
      problem: { path: '', code: 'sheet-key-twice', params: { row: String(earlier + 1) } },
    })),
    ...grouped.homeless.map(({ row }) => ({ row, problem: { path: '', code: 'sheet-key-blank' } })),
  ].map(({ row, problem }) => ({ row: row + 1, facts: {}, problems: [problemText(call, { problem })] }));
  const label = ({ sheet, column }: CellProblem) =>
    column === null
      ? ''
      : (sheets.found.find(({ index }) => index === sheet)?.columns[column]?.label[call.language] ?? '');
  return {
    items: [...records.map((record) => factsOf(call, form, record, label)), ...lost],
    warnings: sheets.warnings.map((problem) => problemText(call, { problem })),
  };
}

/** Makes every column writable: a value that a form makes by itself is a fact like any other. */
function wholePlan([records, ...entries]: SheetPlan): SheetPlan {
  const whole = (sheet: SheetPlan[0]): SheetPlan[0] => ({
    ...sheet,
    columns: sheet.columns.map((column) => ({ ...column, writable: true })),
  });
  return [whole(records), ...entries.map(whole)];
}

function factsOf(
  call: Call,
  form: Form,
  record: ReadRecord,
  label: (problem: CellProblem) => string,
): FileFacts {
  const comparing: Comparing = { problems: [...record.problems], unused: new Set(), emptied: new Set() };
  const own = record.row ? changedValues(record.row, undefined, call.language, comparing) : {};
  const entries = mergeEntries(call, form, record, undefined, comparing);
  const [first] = [...(record.row ? [record.row] : []), ...record.rows.flat()];
  return {
    row: (first?.at ?? 0) + 1,
    facts: Object.fromEntries(
      Object.entries({ ...own, ...entries.body }).filter(([name]) => form.byName.has(name)),
    ),
    problems: comparing.problems.map((problem) =>
      [label(problem), problemText(call, problem)].filter(Boolean).join(' '),
    ),
  };
}
