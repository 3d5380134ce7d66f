import { append } from '../../../metadata/common/append.ts';
import { greatest } from '../../../metadata/common/greatest.ts';
import type { Problem } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import { jsonFile, sheetTypes } from '../../../metadata/contract/common/files.ts';
import type { ImportedValues } from '../../../metadata/contract/params/many.ts';
import { paramValues, type valueFormats } from '../../../metadata/contract/params/many-calls.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Call } from '../../call/call.ts';
import { inBatches } from '../../common/in-batches.ts';
import { problemSentence } from '../../common/messages/render-problem.ts';
import { Refusal } from '../../common/refusal.ts';
import { createSlices, timeSlices } from '../../common/time-slices.ts';
import { maySee } from '../../params/answer-parameter.ts';
import { type PlacedRow, type ReadRows, rowsOfJson, rowsOfTable } from '../../params/file/read-rows.ts';
import { itemOf, rowOf, type ValueRow, valueColumns } from '../../params/file/value-row.ts';
import { planValues, type ValueItem } from '../../params/many/plan-values.ts';
import { writeValues } from '../../params/many/write-values.ts';
import { contentWrong } from '../../storage/store/record/refusals.ts';
import { sheetLimits } from '../../work/sheets/book/sheet.ts';
import { sheetFormatOf } from '../../work/sheets/book/sheet-kind.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { readUpload, refusing, uploadLimit } from '../records/read-upload.ts';
import { changeAnswer, orgNamed } from './many.ts';

type Format = (typeof valueFormats)[number];
const types: Readonly<Record<Format, string>> = { ...sheetTypes, json: jsonFile };

/** Changes and problems that an answer lists; all of them are counted. */
const mostListed = 500;

/** Makes the calls that hand out values as files, and set values from files. */
export function valueFileEndpoints(sheets: Sheets): readonly Endpoint[] {
  return [
    serveCall(paramValues.export, async ({ ask, query: { format = 'xlsx' } }) => {
      const rows = await rowsSet(ask);
      await note(ask, 'export', { format, values: rows.length });
      return file(ask, format, await written(sheets, ask.call, rows, format));
    }),
    serveCall(paramValues.import, ({ ask, query: { dryRun = false } }) => imported(sheets, ask, dryRun), {
      bytesLimit: uploadLimit(sheetLimits.bytes),
    }),
  ];
}

/** Lists the values that are set and may be seen, in the order of types, keys and organisations. */
export async function rowsSet(ask: Ask): Promise<readonly ValueRow[]> {
  const { call, served, query, principal } = ask;
  const wanted = query.get('types')?.split(',');
  const numbers = query.get('orgs')?.split(',');
  const named = numbers?.map((number) => {
    const org = orgNamed(ask, number);
    if (org !== undefined) return org;
    throw parametersWrong({}, [{ path: '/orgs', code: 'organisation-forbidden', params: { org: number } }]);
  });
  const orgs = named && new Set(named);
  const rows: ValueRow[] = [];
  const pause = timeSlices();
  for (const type of [...served.model.params.keys()].sort()) {
    const sight = principal.rights.parameters(type, 'read');
    if (wanted && !wanted.includes(type)) continue;
    for (const [key, byScope] of [...(served.parameters?.ofType(type) ?? [])].sort(([a], [b]) =>
      a < b ? -1 : 1,
    )) {
      const address = addressOf(served.model, type, key);
      if (!address) continue;
      for (const values of byScope.values()) {
        for (const set of values)
          if (maySee(sight, set.org) && (!orgs || (set.org !== null && orgs.has(set.org))))
            rows.push(rowOf(call, address, set));
        await pause();
      }
    }
  }
  return rows;
}

function written(sheets: Sheets, call: Call, rows: readonly ValueRow[], format: Format) {
  if (format === 'json') return createSlices().drain(jsonOf(rows));
  const table = {
    label: { zh: '参数', en: 'Parameters' },
    columns: valueColumns.map(({ name, ...column }) => ({ ...column, code: name })),
    rows: async function* () {
      for (const some of inBatches(rows, 500))
        yield some.map((row) => valueColumns.map(({ name }) => row[name] || null));
    },
  };
  return refusing(async () => (await sheets.exportTable(call, table, format)).bytes);
}

/** As JSON of all at once would be, with a row in each step. */
function* jsonOf(rows: readonly ValueRow[]): Generator<undefined, Uint8Array<ArrayBuffer>> {
  const texts: string[] = [];
  for (const row of rows) {
    const said = Object.fromEntries(Object.entries(row).filter(([, text]) => text !== ''));
    texts.push(JSON.stringify(said, null, 2).replaceAll('\n', '\n    '));
    yield;
  }
  const list = texts.length > 0 ? `[\n    ${texts.join(',\n    ')}\n  ]` : '[]';
  return new TextEncoder().encode(`{\n  "parameters": ${list}\n}\n`);
}

function file(ask: Ask, format: Format, bytes: Uint8Array<ArrayBuffer>) {
  const name = encodeURIComponent(
    `${{ zh: '参数', en: 'Parameters' }[ask.language]}-${ask.call.now.localDate}.${format}`,
  );
  return {
    raw: bytes,
    headers: { 'content-type': types[format], 'content-disposition': `attachment; filename*=UTF-8''${name}` },
  };
}

async function imported(sheets: Sheets, ask: Ask, dryRun: boolean) {
  const call = ask.writeCall;
  const rows = await readFile(sheets, ask);
  const { items, places, problems: unread } = await read(call, rows);
  const plan = await planValues(call, items, { seen: false, seal: ask.host.vault.seal });
  const line = (path: string) => {
    const [, index = '0', ...rest] = path.split('/');
    return `/rows/${places[Number(index)] ?? 0}${rest.length > 0 ? `/${rest.join('/')}` : ''}`;
  };
  const problems = [...unread, ...plan.problems.map((one) => ({ ...one, path: line(one.path) }))];
  const outcome: ImportedValues = {
    rows: rows.length,
    unchanged: plan.unchanged.length,
    total: plan.writes.length,
    changes: plan.writes.slice(0, mostListed).map((one) => ({
      row: places[one.index] ?? 0,
      ...changeAnswer(call, one),
    })),
    problems: problems.slice(0, mostListed).map((one) => problemAnswer(call, one)),
    problemsTotal: problems.length,
  };
  if (dryRun) return { body: outcome };
  if (problems.length > 0)
    throw contentWrong({ count: problems.length }, problems.slice(0, mostListed), {
      problems: outcome.problems,
    });
  const outcomes = await writeValues(ask.host.store, call, plan.writes).catch(async (error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    const { written } = error.params;
    if (error.code === 'params-partly-written')
      await note(ask, 'import', { rows: rows.length, written: written ?? 0 });
    else if (error.code !== 'batch-failed') throw error;
    const late = error.problems.map((one) => ({ ...one, path: line(one.path) }));
    throw new Refusal({ code: error.code, status: error.status }, error.params, late, {});
  });
  await note(ask, 'import', { rows: rows.length, written: outcomes.length });
  return { body: outcome, revision: greatest(outcomes.map(({ revision = 0 }) => revision)) };
}

async function readFile(sheets: Sheets, ask: Ask): Promise<readonly PlacedRow[]> {
  return refusing(async () => readRows(sheets, (await readUpload(ask, sheetLimits.bytes)).bytes));
}

/** Rows of a file of values; what is wrong with it as a whole is refused. */
export async function readRows(
  sheets: Sheets,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<readonly PlacedRow[]> {
  const { rows, problems } = await rowsOf();
  if (problems.length > 0) throw contentWrong({ count: problems.length }, problems);
  return rows;

  async function rowsOf(): Promise<ReadRows> {
    const text = /^\s*[[{]/.test(new TextDecoder().decode(bytes.subarray(0, 64)));
    if (text) return rowsOfJson(bytes);
    return sheets.readTable({ bytes, format: sheetFormatOf(bytes) }, rowsOfTable);
  }
}

/** The items of rows that can be read, with the lines they stand on. */
async function read(call: Call, rows: readonly PlacedRow[]) {
  const pause = timeSlices();
  const items: ValueItem[] = [];
  const places: number[] = [];
  const problems: Problem[] = [];
  for (const { line, row } of rows) {
    await pause();
    const found = itemOf(call, row);
    if ('problems' in found)
      append(
        problems,
        found.problems.map((one) => ({ ...one, path: `/rows/${line}${one.path}` })),
      );
    else {
      items.push(found.item);
      places.push(line);
    }
  }
  return { items, places, problems };
}

/** Tells where in the file a problem is, as whoever made it knows it. */
function problemAnswer(call: Call, problem: Problem): ImportedValues['problems'][number] {
  const [, , row, name] = problem.path.split('/');
  const column = valueColumns.find((one) => one.name === name);
  return {
    row: Number(row),
    column: column?.name ?? null,
    label: column?.label[call.language] ?? null,
    code: problem.code,
    message: problemSentence(problem, call.language, call.served.model.messages),
  };
}

/** Notes values that leave the house in bulk, or come in, in the audit trail. */
function note(
  { host, call, requestId }: Ask,
  action: 'import' | 'export',
  detail: Readonly<Record<string, Json>>,
) {
  const { user: actor, org } = call;
  const target = `/api/params/${action}`;
  return host.audit.record({ action, actor, target, org, detail: { ...detail, requestId } });
}
