import type { Model } from '../../../metadata/model.ts';
import type { HistoryRow } from '../../../migrations/rows/tables.ts';
import type { HostEntry } from '../../../rules/hosts/host-entry.ts';
import { gather } from '../../../rules/sharing/gather.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import type { SharedRecord } from '../../../rules/sharing/strategy.ts';
import { clash } from '../../../rules/sharing/verdict.ts';
import { isBesideHistory } from '../../access/auth/token-store.ts';
import type { Targets } from '../../access/egress/typed-targets.ts';
import type { Vault } from '../../common/vault.ts';
import type { Connection, Database } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { createInWordsSince } from '../../model/publish/in-words-since.ts';
import { allHolders } from '../../storage/store/commit/assignments.ts';
import { historyColumns, readEvent } from '../../storage/store/commit/history-row.ts';
import { noteOf } from '../../storage/store/commit/sharing-note.ts';
import { historyBegins } from '../../storage/store/history/history-begins.ts';
import { type Difference, differences } from '../../storage/store/record/changed-paths.ts';
import { fitStored } from '../../storage/store/record/fit-stored.ts';
import { byCount, padded } from '../../storage/store/record/insert.ts';
import { column, type RecordLayout, recordLayout } from '../../storage/store/record/layout.ts';
import { readEntries, readMany } from '../../storage/store/record/records.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import { type FindHarms, type Harm, putRecord, repairReason } from './harm.ts';
import { harmedClaims } from './harmed-claims.ts';
import { harmedCommits } from './harmed-commits.ts';
import { harmedRevision, seriesOf } from './harmed-counters.ts';
import { harmedLinks, treesOf } from './harmed-links.ts';
import { type Against, harmedRows, lostRows, placeOf, unreadableHistory } from './harmed-rows.ts';
import { storedOf } from './newest-versions.ts';
import { orphansOf, wrongBeside, wrongEntries, wrongPlatform } from './orphans.ts';
import { readablePages } from './readable-pages.ts';
import { valuesOfPublishes } from './replaced-values.ts';
import type { ServedNow } from './served-now.ts';

const atOnce = 20;
const versions = byCount(
  (marks) =>
    `SELECT ${historyColumns} FROM gj_history WHERE form = ? AND record IN (${marks}) ORDER BY record, revision`,
);
/** Operations that begin a record again, or end it: nothing before has to lead there. */
const breaks: ReadonlySet<string> = new Set(['create', 'restore', 'delete']);

/** Versions that say more than they changed against the one before: one between them is missing. */
async function historyGaps(against: Against, records: readonly Stored[]): Promise<readonly Harm[]> {
  const { reader, layout } = against;
  const harms: Harm[] = [];
  for (let from = 0; from < records.length; from += atOnce) {
    const some = records.slice(from, from + atOnce);
    const ids = some.map(({ id }) => id);
    const rows = await reader.all<HistoryRow>(versions(ids.length), [layout.form.id, ...padded(ids)]);
    const byId = new Map(some.map((record) => [record.id, record]));
    for (const [at, row] of rows.entries()) {
      const before = rows[at - 1];
      const record = byId.get(row.record);
      if (before?.record !== row.record || !record || !(await isGap(against, before, row))) continue;
      harms.push({
        code: 'doctor-history-gap',
        place: `${placeOf(layout, record)} (${Number(before.revision)} → ${Number(row.revision)})`,
      });
    }
  }
  return harms;
}

async function isGap(
  { reader, layout: { form }, zone, inWordsSince }: Against,
  before: HistoryRow,
  row: HistoryRow,
): Promise<boolean> {
  const written = storedOf(before);
  const old = written && (await inWordsSince(form, written, Number(before.revision)));
  const kept = storedOf(row);
  const next = kept && (await inWordsSince(form, kept, Number(row.revision)));
  if (row.reason === repairReason) return false;
  if (!old || !next || breaks.has(row.operation) || noteOf(next)?.copy) return false;
  const { changed } = readEvent(row);
  const personal = new Set(form.fields.filter((field) => field.personal).map(({ id }) => id));
  const known = (path: string) =>
    changed.some((one) => one === path || one.startsWith(`${path}.`) || path.startsWith(`${one}.`));
  const unsaid = differences(form, fitStored(form, old, zone).row, fitStored(form, next, zone).row).filter(
    (difference) => {
      const [head = ''] = difference.path;
      const inHistory =
        old[head] !== undefined &&
        next[head] !== undefined &&
        !personal.has(head) &&
        !isBesideHistory(form.id, head);
      return inHistory && !isReshaped(difference) && !known(difference.path.join('.'));
    },
  );
  if (unsaid.length === 0) return false;
  const ofPublish = await valuesOfPublishes(reader, row.record);
  return unsaid.some(({ path, before: was, after }) => {
    // Rows stand between the ids of fields.
    const column = [form.id, ...path.filter((_, at) => at % 2 === 0)].join('/');
    return !ofPublish(column, was) && !ofPublish(column, after);
  });
}

/** A secret that was sealed anew, a value that another kind spells otherwise, or one that no longer fits. */
function isReshaped({ before, after }: Difference): boolean {
  if (before === null || after === null) return false;
  if (typeof before !== typeof after) return true;
  return typeof before === 'string' && before.startsWith('v1.') && String(after).startsWith('v1.');
}

export interface Searched {
  readonly database: Database;
  readonly model: Model;
  /** Null: there is no key. */
  readonly vault: Vault | null;
  readonly at: number;
  /** Hosts that the environment lets the server call. Default: none. */
  readonly hosts?: readonly HostEntry[];
  /** Tells where records have the server call. */
  readonly targets: Targets;
  /** The searches that domains make. */
  readonly harms: readonly FindHarms[];
}

/**
 * Everything that contradicts itself: the revision, each form with all that hangs off it, history, the platform's own.
 */
export async function* findHarms(searched: Searched, served: ServedNow): AsyncGenerator<Harm> {
  const { database, model } = searched;
  yield* await harmedRevision(database);
  yield* harmedCommits(database, served.zone);
  // A server that never started here has thinned nothing.
  const isThinned = (await database.schema.read(database)).has('gj_thinning');
  const begins = isThinned ? await historyBegins(database) : 0;
  for (const form of model.formsById.values()) {
    try {
      yield* harmsOf(searched, served, begins, recordLayout(form, served.table(form), database.dialect));
    } catch (error) {
      // Its table is not what the model wants, which is told elsewhere.
      if (error instanceof DatabaseError && error.code !== 'other') throw error;
      yield { code: 'doctor-form-unreadable', place: `${form.name}: ${(error as Error).message}` };
    }
  }
  const { tables } = await readPhysical(database);
  yield* unreadableHistory(database, new Set([...model.formsById.keys(), ...tables.keys()]));
  yield* await orphansOf(database, wrongPlatform(database, served));
  const examining = { ...served, at: searched.at };
  for (const find of searched.harms) yield* await find(database, examining);
}

async function* harmsOf(
  { database, vault, at }: Searched,
  served: ServedNow,
  begins: number,
  layout: RecordLayout,
): AsyncGenerator<Harm> {
  const inWordsSince = createInWordsSince(database);
  const { zone } = served;
  const against: Against = { reader: database, layout, vault, zone, at, begins, inWordsSince };
  const series = seriesOf(database, layout);
  const trees = treesOf(layout);
  for await (const page of readablePages(database, layout)) {
    yield* await harmedRows(against, page);
    yield* await historyGaps(against, page.records);
    yield* await harmedLinks(against, page.records);
    series.note(page.records);
    trees.note(page.records);
  }
  // A number is not given out twice, even where its record is gone.
  yield* lostRows(against, (stored) => series.note([stored]));
  yield* await series.harms();
  yield* trees.harms();
  yield* await doubledNumbers(database, layout, served.orgs);
  yield* await harmedClaims({ database, served, layout, at });
  yield* await doubledPlaces(database, layout);
  yield* await orphansOf(database, wrongEntries(layout));
  yield* await orphansOf(database, wrongBeside(layout.form, layout.table, served, database.dialect));
}

/** Records of one number where somebody would see both of them. */
async function doubledNumbers(
  reader: Connection,
  layout: RecordLayout,
  tree: OrgTree,
): Promise<readonly Harm[]> {
  const { form } = layout;
  const number = layout.byId.get(form.number?.id ?? '');
  if (number?.column.type !== 'text') return [];
  const [id, org, sharing] = ['id', 'org', 'sharing'].map((name) => column(layout, name).name);
  const rows = await reader.all<SharedRecord & { readonly number: string }>(
    `SELECT ${id} AS id, ${org} AS org, ${sharing} AS sharing, ${number.name} AS number FROM ${layout.table} WHERE ${number.name} IN (SELECT ${number.name} FROM ${layout.table} GROUP BY ${number.name} HAVING COUNT(*) > 1)`,
  );
  const holders = await allHolders(
    reader,
    form.id,
    rows.map((row) => row.id),
  );
  const world = gather({ tree, holders, namesakes: rows });
  return [...Map.groupBy(rows, (row) => row.number)].flatMap(([text, records]): Harm[] => {
    const clashes = records.some((record) => clash(record, world));
    return clashes ? [{ code: 'doctor-numbers-doubled', place: `${form.name} ${text}` }] : [];
  });
}

/** Records of which two rows stand in one and the same place; put right, they stand one after the other. */
async function doubledPlaces(reader: Connection, layout: RecordLayout): Promise<readonly Harm[]> {
  const tables = layout.entries.flatMap((own) => [
    { table: own.table, within: 'record' },
    ...own.entries.map(({ table }) => ({ table, within: 'record, parent' })),
  ]);
  const ids = new Set<string>();
  for (const { table, within } of tables) {
    const sql = `SELECT record AS id FROM ${table} GROUP BY ${within}, seq HAVING COUNT(*) > 1 LIMIT 10000`;
    for (const { id } of await reader.all<{ id: string }>(sql)) ids.add(id);
  }
  const records = await readMany(reader, layout, [...ids]);
  return records.map((record) => ({
    code: 'doctor-entries-order',
    place: placeOf(layout, record),
    repair: async (tx) => {
      const [stored] = await readMany(tx, layout, [record.id]);
      if (!stored) return;
      await readEntries(tx, layout, [stored]);
      await putRecord(tx, layout, stored);
    },
  }));
}
