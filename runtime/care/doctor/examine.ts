import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from '../../../metadata/model.ts';
import type { Edition } from '../../common/edition.ts';
import type { Vault } from '../../common/vault.ts';
import type { Config } from '../../config/config.ts';
import type { Database, Row } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { emptyFile, openDatabase } from '../../database/drivers/open-database.ts';
import { openShelf } from '../../storage/contents/open-shelf.ts';
import { documentsOf, searchedColumns } from '../../storage/indexes/documents.ts';
import { covers, readCommon, readIndexes, type SearchIndex } from '../../storage/search/search-index.ts';
import { byCount, padded } from '../../storage/store/record/insert.ts';
import { type RecordLayout, recordLayout } from '../../storage/store/record/layout.ts';
import { formTables } from '../../storage/tables/form-tables.ts';
import { readState } from '../../storage/tables/state.ts';
import { presentKey } from '../keys/unlock.ts';
import { checkFiles } from './check-files.ts';
import { checkDatabase, checkMachine } from './check-machine.ts';
import { checkMembers, checkNodeClocks } from './check-members.ts';
import { checkModel } from './check-model.ts';
import { checkPlatform } from './check-platform.ts';
import { checkRecords } from './check-records.ts';
import { checkKnownKey } from './check-secrets.ts';
import { checkTrail } from './check-trail.ts';
import type { Searched } from './find-harms.ts';
import { each, type Finding, fail, ok, warn } from './finding.ts';

const sampled = 400;
const shown = 10;

/**
 * Checks whether search indexes are as the records are: each record has its place in its index, none that is gone has
 * one, and of a sample the texts are found. An index that is not is given up; a running server makes another one.
 */
export async function checkSearch(database: Database, model: Model): Promise<readonly Finding[]> {
  const { physical, found } = await readState(database);
  if (!found.has('gj_search')) return [];
  const table = formTables(model, physical);
  const wrong: string[] = [];
  const making: string[] = [];
  let sound = 0;
  for (const index of await readIndexes(database)) {
    const form = model.formsById.get(index.form);
    if (!form || index.phase === 'retired') continue;
    if (index.phase === 'filling' || index.phase === 'broken') {
      making.push(form.name);
      continue;
    }
    const layout = recordLayout(form, table(form), database.dialect);
    const differences = await compare(database, index, layout).catch(() => null);
    if (differences === 0) {
      sound += 1;
      continue;
    }
    wrong.push(`${form.name}${differences === null ? '' : `: ${differences}`}`);
    await database.run(`UPDATE gj_search SET phase = 'broken' WHERE name = ?`, [index.name]);
  }
  return [
    ...(sound > 0 ? [ok('doctor-search', { count: sound })] : []),
    ...(making.length > 0
      ? [warn('doctor-search-making', { count: making.length, first: making.slice(0, shown) })]
      : []),
    ...(wrong.length > 0
      ? [warn('doctor-search-wrong', { count: wrong.length, first: wrong.slice(0, shown) })]
      : []),
  ];
}

/** Records that the index knows wrongly, those apart that were written since. */
async function compare(database: Database, index: SearchIndex, layout: RecordLayout): Promise<number> {
  const since = 'SELECT h.record FROM gj_history h WHERE h.form = ? AND h.revision > ?';
  const count = async (sql: string) => {
    const row = await database.first<{ n: number | bigint }>(sql, [index.form, index.revision]);
    return Number(row?.n ?? 0);
  };
  const missing = await count(
    `SELECT COUNT(*) AS n FROM ${layout.table} t WHERE NOT EXISTS (SELECT 1 FROM ${index.name} m WHERE m.record = t.id) AND t.id NOT IN (${since})`,
  );
  const gone = await count(
    `SELECT COUNT(*) AS n FROM ${index.name} m WHERE NOT EXISTS (SELECT 1 FROM ${layout.table} t WHERE t.id = m.record) AND m.record NOT IN (${since})`,
  );
  return missing + gone + (await misread(database, index, layout));
}

/** Of a sample, those whose texts are others, or are not found by their grams. */
async function misread(database: Database, index: SearchIndex, layout: RecordLayout): Promise<number> {
  const { texts } = database.dialect;
  const physical = searchedColumns(layout).map((column) => column.physical);
  // An index of a model before has other texts, one of a version before other grams; it waits to be built again.
  if (physical.length !== index.texts.size || !covers(index, physical)) return 0;
  const common = await readCommon(database, index.name);
  const newest = Number((await database.first<{ doc: number | null }>(texts.newest(index.name)))?.doc ?? 0);
  const step = Math.max(1, Math.floor(newest / sampled));
  const docs = Array.from({ length: Math.ceil(newest / step) }, (_, at) => newest - at * step);
  const records = texts.records(index.name, docs);
  const wanted = (await database.all<{ record: string }>(records.sql, records.params)).map(
    ({ record }) => record,
  );
  if (wanted.length === 0) return 0;
  const documents = documentsOf(layout);
  const rows = await database.all<Row>(
    byCount((marks) => `${documents.select} WHERE id IN (${marks})`)(wanted.length),
    padded(wanted),
  );
  const lately = await database.all<{ record: string }>(
    'SELECT DISTINCT record FROM gj_history WHERE form = ? AND revision > ?',
    [index.form, index.revision],
  );
  const changed = new Set(lately.map(({ record }) => record));
  let wrong = 0;
  for (const row of rows) {
    const document = documents.of(row);
    if (changed.has(document.record)) continue;
    const gram = document.grams.find((one) => !common.has(one));
    const asked = texts.entry(index.name, document.record, gram);
    const entry = await database.first<{ print: string }>(asked.sql, asked.params);
    if (entry?.print !== document.print) wrong += 1;
  }
  return wrong;
}

export interface Examined extends Pick<Searched, 'targets' | 'harms'> {
  readonly config: Config;
  readonly nodeVersion: string;
  readonly edition: Edition;
  readonly clock: () => number;
  /** Folders of the packages that ship with the server. */
  readonly standard: readonly string[];
}

/**
 * Looks at everything an installation stands on, from the ground up, and changes nothing, but that indexes of texts are
 * given up where they are wrong. Parts above something broken are left out.
 */
export async function* examine(examined: Examined): AsyncGenerator<Finding> {
  const { config, nodeVersion } = examined;
  yield* checkMachine(config, nodeVersion);
  if (config.databaseUrl === undefined && !existsSync(join(config.home, 'guiju.db'))) {
    yield warn('doctor-nothing-here', { home: config.home });
    return;
  }
  const empty = emptyFile(config);
  if (empty) {
    yield warn('database-file-empty', { file: empty });
    return;
  }
  let database: Database | undefined;
  try {
    database = await openDatabase(config.databaseUrl, config.home);
    yield* inside(database, examined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!database && DatabaseError.is(error, 'damaged'))
      yield fail('doctor-damaged', { count: 1, first: [reason] });
    else yield fail(database ? 'doctor-cut-off' : 'doctor-unreachable', { reason });
  } finally {
    await database?.close().catch(() => {});
  }
}

async function* inside(
  database: Database,
  { config, edition, clock, standard, targets, harms }: Examined,
): AsyncGenerator<Finding> {
  yield* await each('members', () => checkMembers(database));
  const ground = await checkDatabase(database, clock);
  yield* ground;
  const shaky = ground.some(({ code }) => /migrations-none|migrations-newer|restore/.test(code));
  if (shaky) return;
  const vault = vaultOf(config);
  if (!ground.some(({ code }) => code === 'doctor-migrations-wait')) {
    yield* await each('clocks', () => checkNodeClocks(database));
    yield* await each('key', () => checkKnownKey(database, vault));
    yield* await each('trail', () => checkTrail(database));
  }
  yield* await each('platform', () => checkPlatform(database));
  const found = await each('model', async () => [await checkModel(database, edition, standard)]);
  for (const one of found) {
    if ('code' in one) yield one;
    else yield* one.findings;
  }
  const model = found.map((one) => ('code' in one ? undefined : one.model)).find((one) => one !== undefined);
  if (!model) return;
  yield* await each('search', () => checkSearch(database, model));
  yield* await each('files', () => checkFiles(database, openShelf(config)));
  const hosts = config.hosts ? { hosts: config.hosts } : {};
  yield* checkRecords({ database, model, vault, at: clock(), targets, harms, ...hosts });
}

/** Null: there is no key, and none is made. */
function vaultOf(config: Config): Vault | null {
  try {
    return presentKey(config);
  } catch {
    return null;
  }
}
