import type { JsonObject } from '../../../metadata/common/json.ts';
import { sheetTypes } from '../../../metadata/contract/common/files.ts';
import type { BookPreview } from '../../../metadata/contract/files/calls.ts';
import type { FactsFile } from '../../../metadata/contract/match/findings.ts';
import type { ColumnPlace, ColumnToLookUp } from '../../../metadata/design/workbook/looked-up.ts';
import type { WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import type { WorkbookContext } from '../../../metadata/design/workbook/propose-form.ts';
import type { Form } from '../../../metadata/model.ts';
import { type Call, callForLater, type Served } from '../../call/call.ts';
import { inEveryLanguage } from '../../common/messages/index.ts';
import { problemLabel } from '../../common/messages/render-problem.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { besidePublishes } from '../jobs/beside-publishes.ts';
import type { Work } from '../jobs/job.ts';
import { say } from './book/column.ts';
import { type ReadTable, readTable } from './book/read-table.ts';
import { type SheetFormat, sheetLimits } from './book/sheet.ts';
import { createSheetWorker, type SheetSession } from './book/sheet-worker.ts';
import type { FileLinks } from './columns/file-cells.ts';
import { type ExportRequest, exportFile, type LinksOf, templateFile, withinScope } from './export-file.ts';
import { readFactsFile } from './facts-file.ts';
import { type ImportRequest, importFile } from './import-file.ts';
import type { ImportOutcome } from './import-run.ts';
import type { CellProblem } from './read-record.ts';
import { seenList } from './table/seen-list.ts';
import { type ExportProgress, type SheetTable, tableFile } from './table/table-file.ts';
import { PackedFiles } from './zip/packed-files.ts';
import { zipOfFiles } from './zip/zip-of-files.ts';

export interface SheetParts {
  readonly store: Store;
  served(): Served;
  /** Reads what was published on other nodes. */
  follow(): Promise<void>;
  /** Time zone of an organisation: sheets write moments without one. */
  readonly zone: (org: string) => string;
  /** Brings and opens files of records. */
  readonly contents: Contents;
  /** Address by which people reach the server: cells of files lead there. */
  readonly url: string;
  /** Told of many writes to one form. Default: nobody is. */
  readonly together?: <T>(call: Call, form: Form, work: () => Promise<T>) => Promise<T>;
}

interface ImportOrder extends Omit<ImportRequest, 'zone'> {
  /** The file's name, as the user has it. */
  readonly name: string;
  /** Called when the work is over, whatever came of it. Default: nothing is. */
  readonly over?: () => Promise<void>;
  readonly dryRun: boolean;
}

type Report = (progress: ExportProgress) => Promise<void>;

interface Exported {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many records there are in it. */
  readonly records: number;
}

/** A workbook and the files that its cells name, as one zip. */
interface ExportedZip {
  readonly stream: ReadableStream<Uint8Array>;
  readonly records: number;
  readonly files: number;
}

/** The columns of a file that is read, and texts of theirs as they are asked for. */
export interface ColumnsOfFile {
  readonly columns: readonly ColumnToLookUp[];
  texts(of: readonly ColumnPlace[]): Promise<readonly (readonly string[])[]>;
}

/** Forms as files, and files as records. */
export interface Sheets {
  template(call: Call, form: Form, format: SheetFormat, entries?: string): Promise<Uint8Array<ArrayBuffer>>;
  export(call: Call, form: Form, request: ExportRequest): Promise<Exported>;
  /** With the files of the records beside it, made while it is read; more than one zip takes are refused before. */
  exportZip(call: Call, form: Form, request: ExportRequest): Promise<ExportedZip>;
  /** The same as long work, whose outcome says `records`. */
  exporting(call: Call, form: Form, request: ExportRequest): Work;
  exportTable(call: Call, table: SheetTable, format: SheetFormat): Promise<Exported>;
  exportingTable(call: Call, table: SheetTable, format: SheetFormat): Work;
  importing(call: Call, form: Form, order: ImportOrder): Work;
  /** A file of such rows, while `use` reads it. */
  readTable<T>(
    file: Pick<ImportRequest, 'bytes' | 'format'>,
    use: (table: ReadTable) => Promise<T>,
  ): Promise<T>;
  /** The first rows of a workbook, to be looked at. */
  preview(bytes: Uint8Array<ArrayBuffer>): Promise<BookPreview>;
  /** The form that a file proposes by what `context` knows of its columns; null: it has no rows. */
  propose(
    file: Pick<ImportRequest, 'bytes' | 'format'>,
    context: (file: ColumnsOfFile) => Promise<WorkbookContext>,
  ): Promise<WorkbookProposal | null>;
  /** Its rows as facts, at most so many. */
  facts(
    call: Call,
    form: Form,
    file: Pick<ImportRequest, 'bytes' | 'format'>,
    most: number,
  ): Promise<FactsFile>;
}

/** Problems kept with the job; all of them stand in the marked file. */
const mostListed = 200;

export function createSheets(parts: SheetParts): Sheets {
  const { store, zone, contents, together = (_, __, work) => work() } = parts;
  // Quick work does not wait behind long work.
  const quick = createSheetWorker();
  const long = createSheetWorker();
  /** Counts what is written as it is reported. */
  const counted = (
    write: (session: SheetSession, report: Report) => Promise<Uint8Array<ArrayBuffer>>,
    report?: Report,
  ): Promise<Exported> =>
    long.use(async (session) => {
      let records = 0;
      const bytes = await write(session, async (progress) => {
        records = progress.done;
        await report?.(progress);
      });
      return { bytes, records };
    });
  const exportedTable = ({ language }: Call, table: SheetTable, format: SheetFormat, heard?: Report) =>
    counted((session, report) => tableFile(session, table, { format, language, report }), heard);
  const exported = (call: Call, form: Form, request: ExportRequest, heard?: Report) => {
    const { seen, format } = request;
    if (seen) {
      const query = withinScope(request.query);
      const table = seenList(store, seen, { call, form, query, zone: zone(call.org) });
      return exportedTable(call, table, format, heard);
    }
    const links: LinksOf = () => linksTo(parts.url, call, form);
    return counted(
      (session, report) => exportFile(session, store, { call, form, request, links, report }),
      heard,
    );
  };
  const exportWork = (
    call: Call,
    { label, listLabel }: Pick<Form, 'label' | 'listLabel'>,
    format: SheetFormat,
    run: (report: Report) => Promise<Exported>,
  ): Work => ({
    kind: 'export',
    name: inEveryLanguage('sheet-job-export', { form: { ...listLabel } }, call.served.model.messages),
    details: { format },
    run: async (job) => {
      const { bytes, records } = await run((progress) => job.report(progress));
      const file = { name: fileName(call, { label }, format), type: sheetTypes[format], bytes };
      return { details: { records }, file };
    },
  });
  return {
    template: (call, form, format, entries) =>
      quick.use((session) => templateFile(session, call, form, format, entries)),
    export: (call, form, request) => exported(call, form, request),
    async exportZip(call, form, request) {
      const packed = new PackedFiles(form, call.language, 'files/');
      const plain = linksTo(parts.url, call, form);
      const links: LinksOf = (record) => ({ ...plain, beside: packed.add(record) });
      const { bytes, records } = await counted((session, report) =>
        exportFile(session, store, { call, form, request, links, report }),
      );
      const first = { name: fileName(call, form, request.format), bytes };
      const { files } = packed;
      return {
        stream: zipOfFiles(contents, { first, files, language: call.language }),
        records,
        files: files.length,
      };
    },
    readTable: (file, use) => readTable(quick, file, use),
    preview: (bytes) => quick.use((session) => session.ask({ type: 'preview', bytes, limits: sheetLimits })),
    propose: (file, context) =>
      quick.use(async (session) => {
        await session.ask({ type: 'open', ...file, limits: sheetLimits });
        const columns = await session.ask({ type: 'survey' });
        const known = await context({ columns, texts: (of) => session.ask({ type: 'texts', of }) });
        return session.ask({ type: 'propose', context: known });
      }),
    facts: (call, form, file, most) =>
      quick.use((session) =>
        readFactsFile(session, store, call, form, { ...file, zone: zone(call.org), most }),
      ),
    exporting: (call, form, request) => ({
      ...exportWork(call, form, request.format, (report) =>
        exported(callForLater(call), form, request, report),
      ),
      form: form.name,
    }),
    exportTable: exportedTable,
    exportingTable: (call, table, format) =>
      exportWork(call, { label: table.label, listLabel: table.label }, format, (report) =>
        exportedTable(call, table, format, report),
      ),
    importing: (call, form, { name, dryRun, over = async () => {}, ...request }) => ({
      kind: 'import',
      name: inEveryLanguage(
        dryRun ? 'sheet-job-rehearsal' : 'sheet-job-import',
        { form: { ...form.listLabel } },
        call.served.model.messages,
      ),
      form: form.name,
      details: { format: request.format, dryRun, upload: name },
      run: async (job) => {
        const later = callForLater(call);
        const asked: Call = dryRun ? { ...later, rehearsal: true } : later;
        const outcome = await together(asked, form, () =>
          long.use((session) =>
            importFile(session, besidePublishes(store, parts), {
              call: asked,
              form,
              request: { ...request, zone: zone(call.org) },
              contents,
              report: ({ counts, ...progress }) => job.report({ ...progress, counts: countsOf(counts) }),
            }),
          ),
        ).finally(over);
        const { marked } = outcome;
        return {
          counts: countsOf(outcome.counts),
          message: inEveryLanguage(
            dryRun ? 'sheet-job-would' : 'sheet-job-done',
            { ...outcome.counts },
            call.served.model.messages,
          ),
          details: detailsOf(call, outcome),
          ...(marked
            ? { file: { name: markedName(call, name), type: sheetTypes[request.format], bytes: marked } }
            : {}),
        };
      },
    }),
  };
}

function linksTo(url: string, { served, org }: Call, { name }: Form): FileLinks {
  const asked = new URLSearchParams({ as: 'inline', org: served.orgs.get(org)?.number ?? org });
  return {
    file: (record, file) => `${url}/api/forms/${name}/records/${record}/files/${file}?${asked}`,
    page: (record) => `${url}/forms/${name}/${record}`,
  };
}

function countsOf({ created, updated, unchanged, deleted, failed }: ImportOutcome['counts']) {
  return { created, updated: updated + deleted, unchanged, failed };
}

function detailsOf(
  call: Call,
  { counts, problems, found, warnings, notes, changes }: ImportOutcome,
): JsonObject {
  const meant = Map.groupBy(
    problems.flatMap(({ nearly }) => nearly ?? []),
    nearlyKey,
  );
  return {
    counts: { ...counts },
    ...(changes?.length && { changes: changes.map((one) => ({ ...one })) }),
    problems: problems.slice(0, mostListed).map((one) => ({
      sheet: one.sheet,
      row: one.row + 1,
      column: one.column === null ? null : one.column + 1,
      ...labelsOf(one, found),
      code: one.problem.code,
      message: { ...problemLabel(one.problem, call.served.model.messages) },
      ...(one.nearly && {
        nearly: {
          ...one.nearly,
          names: [...one.nearly.names],
          places: meant.get(nearlyKey(one.nearly))?.length ?? 1,
        },
      }),
      ...(one.same ? { same: { ...one.same } } : {}),
    })),
    warnings: [
      ...warnings.slice(0, mostListed).map((problem) => ({
        code: problem.code,
        message: { ...problemLabel(problem, call.served.model.messages) },
      })),
      ...notes.map(({ problem, records, named }) => ({
        code: problem.code,
        message: {
          ...inEveryLanguage(
            named.length === 0 ? 'sheet-note' : 'sheet-note-of',
            {
              note: { ...problemLabel(problem, call.served.model.messages) },
              records,
              named: [...named.map((one) => ({ ...one })), ...(records > named.length ? ['…'] : [])],
            },
            call.served.model.messages,
          ),
        },
      })),
    ],
  };
}

/** What is taken for a text holds wherever the file names a record of the form by it. */
function nearlyKey({ form, text }: NonNullable<CellProblem['nearly']>): string {
  return JSON.stringify([form, text]);
}

/** Sheet, column and record as people know them, in every language: whoever looks later may read another. */
function labelsOf({ sheet, column, about }: CellProblem, found: ImportOutcome['found']): JsonObject {
  const own = found.find(({ index }) => index === sheet);
  const label = column === null ? undefined : own?.columns[column]?.label;
  return {
    sheetLabel: own ? { ...own.sheet.label } : null,
    columnLabel: label ? { ...label } : null,
    about: about ?? null,
  };
}

export function fileName(call: Call, { label }: Pick<Form, 'label'>, format: SheetFormat | 'zip'): string {
  return `${label[call.language]}-${call.now.localDate}.${format}`;
}

function markedName(call: Call, name: string): string {
  const at = name.lastIndexOf('.');
  const mark = say('sheet-heading', {}, call.language);
  return at < 0 ? `${name}-${mark}` : `${name.slice(0, at)}-${mark}${name.slice(at)}`;
}
