import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import { sheets } from '../../../metadata/contract/sheets/calls.ts';
import type { SheetColumns } from '../../../metadata/design/workbook/form-of-proposal.ts';
import { systemNames } from '../../storage/store/answer/wire.ts';
import type { Jobs } from '../../work/jobs/create-jobs.ts';
import { type JobCounts, noted, type Outcome } from '../../work/jobs/job.ts';
import type { MendedCell, MendedText } from '../../work/sheets/book/mend-cells.ts';
import { SheetFailure, type SheetFormat, sheetLimits } from '../../work/sheets/book/sheet.ts';
import { sheetFormatOf } from '../../work/sheets/book/sheet-kind.ts';
import { fileName, type Sheets } from '../../work/sheets/create-sheets.ts';
import type { ExportRequest } from '../../work/sheets/export-file.ts';
import type { ImportRequest } from '../../work/sheets/import-file.ts';
import type { Meant } from '../../work/sheets/name-finder.ts';
import type { SeenList } from '../../work/sheets/table/seen-list.ts';
import { openImportedZip } from '../../work/sheets/zip/files-beside.ts';
import { accepted } from '../jobs/job-answer.ts';
import { cancelJobEndpoint, undoJobEndpoint } from '../jobs/jobs.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { listed, listQuery, namesIn } from './list-query.ts';
import { refusing } from './read-upload.ts';
import { receiveSheet, type SentSheet } from './receive-sheet.ts';
import { formatOf, sheetFile, zipHeaders } from './sheet-answers.ts';

/** Forms as workbooks and csv, and back. */
export function sheetEndpoints(book: Sheets, jobs: Jobs): readonly Endpoint[] {
  return [
    serveCall(sheets.export, async ({ ask, query: { mode, files } }) => {
      const request = exportRequest(ask);
      if (files === 'zip') return exportedZip(book, ask, request, mode);
      const note = noteExport(ask, request);
      if (mode === 'job')
        return accepted(await jobs.start(ask.call, noted(book.exporting(ask.call, ask.form, request), note)));
      const { bytes, records } = await refusing(() =>
        listed(ask, listPart(ask), () => book.export(ask.call, ask.form, request)),
      );
      await note({ outcome: { details: { records } } });
      return sheetFile(ask.call, ask.form, request.format, bytes);
    }),
    serveCall(sheets.template, async ({ ask, query: { format = 'xlsx', entries } }) => {
      const bytes = await refusing(() => book.template(ask.call, ask.form, format, entries));
      return sheetFile(ask.call, ask.form, format, bytes);
    }),
    serveCall(
      sheets.import,
      async ({ ask, query: { dryRun = false, entries, meant, mended, columns } }) => {
        const order = await refusing(async () => {
          const sent = await opened(ask);
          const kind = sheetFormatOf(sent.bytes, sent.name ?? '');
          return {
            ...sent,
            name: sent.name ?? fileName(ask.call, ask.form, kind),
            format: kind,
            dryRun,
            ...(entries === undefined ? {} : { entries }),
            meant: meantBy(meant),
            ...mendedBy(mended),
            ...columnsBy(columns),
          };
        });
        const work = book.importing(ask.call, ask.form, order);
        // A trial leaves nothing behind that anybody would have to answer for.
        return accepted(
          await jobs.start(ask.writeCall, order.dryRun ? work : noted(work, noteImport(ask, order))),
        );
      },
      { receive: receiveSheet },
    ),
    cancelJobEndpoint(jobs),
    undoJobEndpoint(jobs),
  ];
}

/** What was sent to be imported: a table, or the one of a zip with its files, which goes when the work is over. */
async function opened(ask: Ask) {
  const sent = (await ask.received())?.value as SentSheet;
  if ('bytes' in sent) return { name: sent.name, bytes: sent.bytes };
  const { id, owner } = sent.zip;
  const { contents } = ask.host;
  const over = () => contents.abandon(id, owner);
  try {
    const zip = await contents.open(id);
    if (!zip) throw new SheetFailure('zip-damaged');
    return { ...(await openImportedZip(zip)), over };
  } catch (error) {
    await over();
    throw error;
  }
}

/** A zip is made while it is read: no node keeps it. */
async function exportedZip(book: Sheets, ask: Ask, request: ExportRequest, mode = 'file') {
  if (mode === 'job') {
    const params = { name: 'mode', choices: ['file'] };
    throw parametersWrong({}, [{ path: '/mode', code: 'parameter-choice', params }]);
  }
  const { stream, records, files } = await refusing(() =>
    listed(ask, listPart(ask), () => book.exportZip(ask.call, ask.form, request)),
  );
  await noting(ask, 'export')({ format: 'zip', records, files });
  return { raw: stream, unpacked: true as const, headers: zipHeaders(fileName(ask.call, ask.form, 'zip')) };
}

function exportRequest(ask: Ask): ExportRequest {
  const rest = listPart(ask);
  const { view, filter, q, sort, fields } = listQuery(ask, rest);
  const of = ask.query.get('entries');
  // An import reads all columns; as the list is seen nothing is read back.
  const strange = ['limit', 'cursor', 'count', ...(fields ? ['entries', 'files'] : ['sums'])];
  const problems = strange
    .filter((name) => ask.query.has(name))
    .map((name) => ({ path: `/${name}`, code: 'unknown-parameter', params: { name } }));
  if (problems.length > 0) throw parametersWrong({}, problems);
  return {
    format: formatOf(ask),
    ...(of === null ? {} : { entries: of }),
    ...(fields && { seen: seenColumns(ask, fields) }),
    query: {
      // The records that one manages can be imported again.
      view: view ?? 'manage',
      ...(filter && { filter }),
      ...(q && { q }),
      ...(sort && { sort }),
    },
  };
}

/** The columns of a list that somebody sees, and those of them that are added up. */
function seenColumns({ call, form, query }: Ask, columns: readonly string[]): SeenList {
  const sums = namesIn(query.get('sums')) ?? [];
  const fields = form.fields.filter((field) => call.rights.readable(form, field));
  const offered = [...fields.map(({ name }) => name), 'id', ...systemNames(form)];
  const numbers = fields.filter((field) => field.kind.comparison(field) === 'number' && !field.rows);
  const summed = numbers.map(({ name }) => name).filter((name) => columns.includes(name));
  const unknown = (path: string, names: readonly string[], known: readonly string[], code: string) =>
    names
      .filter((name) => !known.includes(name))
      .map((field) => ({ path, code, params: { field, near: [...nearNames(field, known)] } }));
  const problems = [
    ...unknown('/fields', columns, offered, 'unknown-field'),
    ...unknown('/sums', sums, summed, 'not-summed'),
  ];
  if (problems.length > 0) throw parametersWrong({}, problems);
  return { columns, sums };
}

function meantBy(text = '{}'): Meant {
  const said = parsed(text);
  const isMeant =
    isObject(said) &&
    Object.values(said).every(
      (texts) => isObject(texts) && Object.values(texts).every((text) => typeof text === 'string'),
    );
  if (isMeant) return said as Meant;
  throw parametersWrong({}, [{ path: '/meant', code: 'parameter-meant', params: {} }]);
}

/** By the numbers that problems are told with, which count from 1. */
function mendedBy(text: string | undefined): Pick<ImportRequest, 'mended' | 'alike'> {
  if (text === undefined) return {};
  const said = parsed(text);
  if (Array.isArray(said) && said.length <= mostMended && said.every(isMended)) {
    const mended: MendedCell[] = [];
    const alike: MendedText[] = [];
    for (const [sheet, where, column, cell] of said) {
      const place = { sheet, column: column - 1, text: cell };
      if (typeof where === 'string') alike.push({ ...place, from: where });
      else mended.push({ ...place, row: where - 1 });
    }
    return { mended, alike };
  }
  throw parametersWrong({}, [{ path: '/mended', code: 'parameter-mended', params: { most: mostMended } }]);
}
/** More are mended in the file itself. */
const mostMended = 200;

/** Of one row, or of all rows of the column with such a text. */
type Mended = readonly [sheet: number, where: number | string, column: number, text: string];

function isMended(said: Json): said is Json & Mended {
  if (!Array.isArray(said) || said.length !== 4) return false;
  const [sheet, where, column, text] = said;
  // A column beyond those that a sheet may have would be made of empty cells up to there.
  const isThere = Number(column) <= sheetLimits.columns;
  const isText = typeof where === 'string' && where.trim() !== '';
  const counts = [...(isText ? [] : [where]), column].every((at) => isPlace(at) && at !== 0);
  return isPlace(sheet) && counts && isThere && typeof text === 'string';
}

function columnsBy(text: string | undefined): { readonly columns?: readonly SheetColumns[] } {
  if (text === undefined) return {};
  const said = parsed(text);
  if (Array.isArray(said) && said.length > 0 && said.every(isSheetColumns)) return { columns: said };
  throw parametersWrong({}, [{ path: '/columns', code: 'parameter-columns', params: {} }]);
}

function isSheetColumns(said: Json): said is Json & SheetColumns {
  if (!isObject(said)) return false;
  const { sheet, first, end, entries: of, columns: names } = said;
  return (
    isPlace(sheet) &&
    isPlace(first) &&
    (end === undefined || isPlace(end)) &&
    (of === undefined || typeof of === 'string') &&
    Array.isArray(names) &&
    names.every((name: Json) => name === null || typeof name === 'string')
  );
}

function isPlace(value: Json | undefined): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

/** Returns the part of the query that says which records are wanted. */
function listPart(ask: Ask): URLSearchParams {
  const rest = new URLSearchParams(ask.query);
  for (const name of ['format', 'entries', 'mode', 'files', 'sums']) rest.delete(name);
  return rest;
}

/** Notes an export in the audit trail, by the address it was asked at, as of all data that leaves the house in bulk. */
function noteExport(ask: Ask, { format, seen }: ExportRequest) {
  const note = noting(ask, 'export');
  const fields = seen && { fields: [...seen.columns] };
  return async ({ outcome }: { readonly outcome: Outcome | undefined }): Promise<void> => {
    if (outcome) await note({ format, records: outcome.details?.['records'] ?? null, ...fields });
  };
}

/** Notes an import there too, with what became of it; also where it was broken off half way. */
function noteImport(ask: Ask, { format, name }: { readonly format: SheetFormat; readonly name: string }) {
  const note = noting(ask, 'import');
  return async ({
    counts,
    outcome,
  }: {
    readonly counts: JobCounts;
    readonly outcome: Outcome | undefined;
  }) => {
    const written = (counts.created ?? 0) + (counts.updated ?? 0) > 0;
    const noted = { ...counts, ...(outcome?.details?.['counts'] as JsonObject | undefined) };
    if (outcome || written)
      await note({ format, upload: name, ...noted, ...(outcome ? {} : { brokenOff: true }) });
  };
}

/** The request is answered long before its work is over. */
function noting({ host, call, form, requestId }: Ask, action: 'import' | 'export') {
  const { user: actor, org } = call;
  const target = `/api/forms/${form.name}/${action}`;
  return (detail: JsonObject): Promise<void> =>
    host.audit.record({ action, actor, target, org, detail: { ...detail, requestId } });
}
