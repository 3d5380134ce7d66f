import type { SheetColumns } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { entriesSheet } from './book/column.ts';
import type { CellPlace, MendedCell, MendedText } from './book/mend-cells.ts';
import type { RepeatedRow, RowPlace, SameText } from './book/protocol.ts';
import { SheetFailure, type SheetFormat, sheetLimits } from './book/sheet.ts';
import type { SheetSession } from './book/sheet-worker.ts';
import { keyColumns, planSheets } from './columns/sheet-plan.ts';
import { givenSheets } from './given-sheets.ts';
import { type Counts, type ImportOutcome, ImportRun } from './import-run.ts';
import { markFile } from './mark-file.ts';
import type { Meant } from './name-finder.ts';
import { findSheets } from './read-head.ts';
import { type CellProblem, readRecord } from './read-record.ts';
import { FileBringer } from './zip/bring-files.ts';
import type { FilesBeside } from './zip/files-beside.ts';

export interface ImportRequest {
  readonly bytes: Uint8Array;
  readonly format: SheetFormat;
  /** Of a csv: which entries its rows are. Default: it has records. */
  readonly entries?: string;
  /** The meaning of sheets and columns, by their places. Default: as their names and headings say. */
  readonly columns?: readonly SheetColumns[];
  /** The meaning of texts that name no record. Default: none is said. */
  readonly meant?: Meant;
  /** Cells that read otherwise than they stand in the file. Default: none does. */
  readonly mended?: readonly MendedCell[];
  /** Texts that stand for others in columns of the file. Default: none does. */
  readonly alike?: readonly MendedText[];
  /** Files that came with it. Default: cells name those that records have. */
  readonly beside?: FilesBeside;
  /** Of the organisation of the call. */
  readonly zone: string;
}

export interface ImportProgress {
  readonly total: number;
  readonly done: number;
  readonly counts: Counts;
}

/** Between two of these the server answers others. */
const chunkSize = 50;

interface Import {
  readonly call: Call;
  readonly form: Form;
  readonly request: ImportRequest;
  readonly contents: Contents;
  readonly report: (progress: ImportProgress) => Promise<void>;
}

/**
 * A file becomes records: each is found by its natural key, compared, and written where it differs. A rehearsal
 * finds out everything and writes nothing.
 */
export async function importFile(
  session: SheetSession,
  store: Store,
  { call, form, request, contents, report }: Import,
): Promise<ImportOutcome> {
  const { bytes, format, zone } = request;
  const plan = planSheets(form, call.rights, call.served.model);
  const opened = await session.ask({
    type: 'open',
    bytes,
    format,
    limits: sheetLimits,
    ...(request.mended && { mended: request.mended }),
  });
  const sheets = request.columns
    ? givenSheets(opened, plan, request.columns)
    : findSheets(
        opened,
        plan,
        format,
        request.entries === undefined ? undefined : entriesSheet(plan, request.entries),
      );
  const [fatal] = sheets.problems;
  if (fatal) throw new SheetFailure(fatal.code, fatal.params);
  const grouped = await session.ask({
    type: 'group',
    grouping: sheets.grouping,
    ...(request.alike && { alike: request.alike }),
  });

  const run = new ImportRun(store, call, form, {
    key: keyColumns(form, call.rights, call.served.model),
    found: sheets.found,
    meant: request.meant ?? {},
    files: new FileBringer(contents, request.beside),
  });
  for (const place of grouped.homeless) run.fail([rowProblem(place, 'sheet-key-blank')]);
  for (const place of grouped.repeated) run.fail([repeatedProblem(place)]);
  const lost = grouped.homeless.length + grouped.repeated.length;
  const total = grouped.records + lost;
  const reading = {
    records: sheets.found.find(({ sheet }) => sheet.path.length === 0),
    rows: sheets.found.filter(({ sheet }) => sheet.path.length > 0),
    language: call.language,
    zone,
  };
  for (let from = 0; from < grouped.records; from += chunkSize) {
    const raw = await session.ask({ type: 'take', from, count: chunkSize });
    await run.write(raw.map((one) => readRecord(one, reading)));
    await report({ total, done: lost + from + raw.length - run.waiting, counts: run.counts });
  }
  for await (const _ of run.finish(chunkSize))
    await report({ total, done: total - run.waiting, counts: run.counts });

  const { counts, notes, changes } = run;
  const inOrder = run.problems.toSorted(
    (one, other) => one.sheet - other.sheet || one.row - other.row || placeIn(one) - placeIn(other),
  );
  const problems = await withSame(session, inOrder);
  const outcome = { counts, problems, notes, changes, found: sheets.found, warnings: sheets.warnings };
  if (problems.length === 0) return outcome;
  return { ...outcome, marked: await markFile(session, call, sheets.found, problems) };
}

/** What is wrong of the whole row comes after its cells. */
function placeIn({ column }: CellProblem): number {
  return column ?? Number.MAX_SAFE_INTEGER;
}

/** With the text of each cell, and the rows that may be mended with it. */
async function withSame(
  session: SheetSession,
  problems: readonly CellProblem[],
): Promise<readonly CellProblem[]> {
  const inCells = problems.filter((one): one is CellProblem & CellPlace => one.column !== null);
  if (inCells.length === 0) return problems;
  const cells = inCells.map(({ sheet, row, column }) => ({ sheet, row, column }));
  const texts = await session.ask({ type: 'same-texts', cells });
  const same = new Map<CellProblem, SameText | null | undefined>(inCells.map((one, at) => [one, texts[at]]));
  return problems.map((one) => {
    const found = same.get(one);
    if (!found) return one;
    // Rows of the same key are told apart by mending one of them.
    return { ...one, same: one.problem.code === 'sheet-key-twice' ? { ...found, rows: 1 } : found };
  });
}

/** At the key, where another one can be typed. */
function repeatedProblem({ sheet, row, column, earlier }: RepeatedRow): CellProblem {
  const problem = { path: '', code: 'sheet-key-twice', params: { row: String(earlier + 1) } };
  return { sheet, row, column, problem };
}

function rowProblem({ sheet, row }: RowPlace, code: string): CellProblem {
  return { sheet, row, column: null, problem: { path: '', code } };
}
