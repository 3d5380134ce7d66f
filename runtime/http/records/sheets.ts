import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { sheetTypes } from '../../../metadata/contract/common/files.ts';
import type { SheetColumns } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { Jobs } from '../../jobs/create-jobs.ts';
import { type JobCounts, noted, type Outcome } from '../../jobs/job.ts';
import { shared } from '../../openapi/refs.ts';
import { type SheetFormat, sheetLimits } from '../../sheets/book/sheet.ts';
import { sheetFormatOf } from '../../sheets/book/sheet-kind.ts';
import { fileName, type Sheets } from '../../sheets/create-sheets.ts';
import type { ExportRequest } from '../../sheets/export-file.ts';
import type { Meant } from '../../sheets/name-finder.ts';
import { accepted } from '../jobs/job-answer.ts';
import { cancelJobEndpoint } from '../jobs/jobs.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter, switchParameter } from '../pipeline/check-query.ts';
import type { Endpoint, Parameter } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { listed, listQuery } from './list-query.ts';
import { readUpload, refusing, uploadLimit } from './read-upload.ts';
import { format, formatOf, mode, sheetFile } from './sheet-answers.ts';

const tag = 'sheets';
const binary = { type: 'string', format: 'binary' } as const;
const job = shared('Job');

const entries: Parameter = {
  name: 'entries',
  summary: { zh: 'csv 是这个分录的行，如 lines', en: 'The csv has rows of these entries, such as lines' },
  schema: { type: 'string' },
};
const dryRun: Parameter = {
  name: 'dryRun',
  summary: { zh: '只检查并报告，不写入', en: 'Checks and reports, writes nothing' },
  schema: { type: 'boolean' },
};

const meant: Parameter = {
  name: 'meant',
  summary: {
    zh: '文件里找不到的名称要当作什么，JSON：{"表单内码": {"文件里写的": "名称或编号"}}；可能的名称见任务的 details.problems[].nearly',
    en: 'What names in the file that nobody has are taken for, as JSON: {"id of the form": {"text of the file": "name or number"}}; the job proposes some in details.problems[].nearly',
  },
  schema: { type: 'string' },
};

const columns: Parameter = {
  name: 'columns',
  summary: {
    zh: '文件的哪张表、哪一列是什么，JSON（按位置，不看列名）；`end` 是数据之后的那一行：[{"sheet": 0, "first": 1, "end": 40, "columns": ["number", null]}, {"sheet": 1, "first": 1, "entries": "lines", "columns": ["parent.number", "amount"]}]',
    en: 'What sheets and columns of the file are, as JSON, by place whatever their headings; `end` is the row after the data: [{"sheet": 0, "first": 1, "end": 40, "columns": ["number", null]}, {"sheet": 1, "first": 1, "entries": "lines", "columns": ["parent.number", "amount"]}]',
  },
  schema: { type: 'string' },
};

/** Forms as workbooks and csv, and back. */
export function sheetEndpoints(sheets: Sheets, jobs: Jobs): readonly Endpoint[] {
  return [
    {
      method: 'GET',
      path: '/api/forms/:form/export',
      access: { form: 'export' },
      operation: 'export',
      tag,
      summary: { zh: '导出为 Excel 或 csv', en: 'Export as a workbook or csv' },
      query: [format, entries, mode, parameters.view, parameters.filter, parameters.q, parameters.sort],
      fieldFilters: true,
      schema: { answer: binary, type: Object.values(sheetTypes), also: { 202: job } },
      handle: async (ask) => {
        const request = exportRequest(ask);
        const note = noteExport(ask, request);
        if (choiceParameter(ask.query, 'mode', ['file', 'job'] as const) === 'job')
          return accepted(
            await jobs.start(ask.call, noted(sheets.exporting(ask.call, ask.form, request), note)),
          );
        const { bytes, records } = await refusing(() =>
          listed(ask, listPart(ask), () => sheets.export(ask.call, ask.form, request)),
        );
        await note({ outcome: { details: { records } } });
        return sheetFile(ask.call, ask.form, request.format, bytes);
      },
    },
    {
      method: 'GET',
      path: '/api/forms/:form/import-template',
      access: { form: 'import' },
      operation: 'importTemplate',
      tag,
      summary: { zh: '导入模板', en: 'Template for an import' },
      query: [format, entries],
      schema: { answer: binary, type: Object.values(sheetTypes) },
      handle: async (ask) => {
        const wanted = formatOf(ask);
        const of = ask.query.get('entries') ?? undefined;
        const bytes = await refusing(() => sheets.template(ask.call, ask.form, wanted, of));
        return sheetFile(ask.call, ask.form, wanted, bytes);
      },
    },
    {
      method: 'POST',
      path: '/api/forms/:form/import',
      access: { form: 'import' },
      operation: 'import',
      tag,
      summary: {
        zh: '导入 Excel 或 csv；回答一个后台任务，其进度和结果见 /api/jobs/{id}',
        en: 'Import a workbook or csv; answers a job whose progress and result are at /api/jobs/{id}',
      },
      query: [dryRun, entries, meant, columns],
      body: 'bytes',
      bytesLimit: uploadLimit(sheetLimits.bytes),
      schema: { body: binary, answer: job, status: 202 },
      handle: async (ask) => {
        const order = await refusing(async () => {
          const { name, bytes } = await readUpload(ask, sheetLimits.bytes);
          const of = ask.query.get('entries');
          const kind = sheetFormatOf(bytes);
          return {
            name: name ?? fileName(ask.call, ask.form, kind),
            bytes,
            format: kind,
            dryRun: switchParameter(ask.query, 'dryRun') ?? false,
            ...(of === null ? {} : { entries: of }),
            meant: meantBy(ask.query),
            ...columnsBy(ask.query),
          };
        });
        const work = sheets.importing(ask.call, ask.form, order);
        // A trial leaves nothing behind that anybody would have to answer for.
        return accepted(
          await jobs.start(ask.writeCall, order.dryRun ? work : noted(work, noteImport(ask, order))),
        );
      },
    },
    cancelJobEndpoint(jobs),
  ];
}

function exportRequest(ask: Ask): ExportRequest {
  const rest = listPart(ask);
  const problems = ['fields', 'limit', 'cursor', 'count']
    .filter((name) => rest.has(name))
    .map((name) => ({ path: `/${name}`, code: 'unknown-parameter', params: { name } }));
  if (problems.length > 0) throw parametersWrong({}, problems);
  const { view, filter, q, sort } = listQuery(ask, rest);
  const of = ask.query.get('entries');
  return {
    format: formatOf(ask),
    ...(of === null ? {} : { entries: of }),
    query: {
      // What can be imported again is what one manages.
      view: view ?? 'manage',
      ...(filter && { filter }),
      ...(q && { q }),
      ...(sort && { sort }),
    },
  };
}

function meantBy(query: URLSearchParams): Meant {
  const said = parsed(query.get(meant.name) ?? '{}');
  const isMeant =
    isObject(said) &&
    Object.values(said).every(
      (texts) => isObject(texts) && Object.values(texts).every((text) => typeof text === 'string'),
    );
  if (isMeant) return said as Meant;
  throw parametersWrong({}, [{ path: `/${meant.name}`, code: 'parameter-meant', params: {} }]);
}

function columnsBy(query: URLSearchParams): { readonly columns?: readonly SheetColumns[] } {
  const text = query.get(columns.name);
  if (text === null) return {};
  const said = parsed(text);
  if (Array.isArray(said) && said.length > 0 && said.every(isSheetColumns)) return { columns: said };
  throw parametersWrong({}, [{ path: `/${columns.name}`, code: 'parameter-columns', params: {} }]);
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

/** What of the query says which records are wanted. */
function listPart(ask: Ask): URLSearchParams {
  const rest = new URLSearchParams(ask.query);
  for (const { name } of [format, entries, mode]) rest.delete(name);
  return rest;
}

/** What leaves the house in bulk stands in the audit trail, by the address it was asked at. */
function noteExport(ask: Ask, { format }: ExportRequest) {
  const note = noting(ask, 'export');
  return async ({ outcome }: { readonly outcome: Outcome | undefined }): Promise<void> => {
    if (outcome) await note({ format, records: outcome.details?.['records'] ?? null });
  };
}

/** What came in by a file does so too, with what became of it; also where it was broken off half way. */
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
