import type { Model } from '../../metadata/model.ts';
import { parameterForm } from '../../metadata/names.ts';
import type { HistoryRow } from '../../migrations/rows/tables.ts';
import { timeSlices } from '../common/time-slices.ts';
import type { Connection } from '../database/database.ts';
import { modelForm } from '../model/publish/carry-out-publish.ts';
import type { Parameters } from '../params/parameters.ts';
import { sinceTooOld } from '../params/watch/since-too-old.ts';
import { type Position, type WatchState, watchState } from '../params/watch/watch-state.ts';
import { historyColumns, readEvent } from '../storage/store/commit/history-row.ts';
import type { WriteEvent } from '../storage/store/commit/planned-write.ts';
import { historyBegins } from '../storage/store/history/history-begins.ts';
import { newestRevision } from '../storage/store/record/revisions.ts';
import { type Organisations, organisationForm } from './organisations.ts';

/** One state, and when what led to it happened. */
export interface RewoundState {
  readonly state: WatchState;
  readonly at: string;
}

export interface RewindParts {
  readonly database: Connection;
  readonly parameters: Parameters;
  readonly organisations: Organisations;
  /** Up to which revision they have followed. */
  readonly followed: () => number;
  /** The definitions of a moment; a revision of the past. */
  readonly modelThen: (revision: number) => Promise<Model>;
}

/** Values of parameters depend on these forms alone. */
const forms = [organisationForm, parameterForm, modelForm];
const marks = forms.map(() => '?').join(', ');
const atOnce = 500;

/**
 * From where somebody was to where this node is: the state of then, and after it one for every commit and midnight in
 * between at which something may be read otherwise. Today's values and organisations are wound back by what history
 * says of the records that were written since, and then follow it again.
 */
export async function* rewoundStates(
  parts: RewindParts,
  from: Position,
  to: WatchState,
): AsyncGenerator<RewoundState> {
  const { database } = parts;
  const kept = await database.first<{ first: number | null }>(
    'SELECT MIN(revision) AS first FROM gj_publish',
  );
  if (!kept?.first || from.revision < Number(kept.first) || from.revision > to.revision)
    throw sinceTooOld({ since: from.revision });
  const { parameters, organisations } = await windBack(parts, from.revision);
  const published = await database.first<{ revision: number | null }>(
    'SELECT MAX(revision) AS revision FROM gj_publish WHERE revision > ? AND revision <= ?',
    [from.revision, to.revision],
  );
  let model = published?.revision ? await parts.modelThen(from.revision) : to.model;
  const start = Math.min(from.instant, to.instant);
  let state = watchState({
    revision: from.revision,
    instant: start,
    model,
    zones: organisations.zones(),
    values: parameters.values(),
  });
  yield { state, at: new Date(start).toISOString() };

  for await (const { events, revision, at } of commits(database, from.revision, to.revision)) {
    const instant = Math.max(state.instant, Math.min(at, to.instant));
    yield* midnights(instant);
    organisations.follow(events);
    parameters.follow(events);
    const publish = events.find(({ form }) => form === modelForm);
    if (publish) model = await parts.modelThen(publish.revision);
    state = watchState(
      { revision, instant, model, zones: organisations.zones(), values: parameters.values() },
      state,
    );
    yield { state, at: new Date(at).toISOString() };
  }
  yield* midnights(to.instant);

  function* midnights(until: number): Generator<RewoundState> {
    while (state.until <= until) {
      const instant = state.until;
      state = watchState({ ...state, instant }, state);
      yield { state, at: new Date(instant).toISOString() };
    }
  }
}

/** Answers the position of a reader who knows everything up to a revision: a commit is known whole or not at all. */
export async function positionAt(reader: Connection, revision: number): Promise<Position> {
  const row = await reader.first<{ last: number; at: number }>(
    'SELECT last_revision AS last, at FROM gj_commit WHERE last_revision <= ? ORDER BY last_revision DESC LIMIT 1',
    [revision],
  );
  if (!row || revision < (await historyBegins(reader))) throw sinceTooOld({ since: revision });
  return { revision: Number(row.last), instant: Number(row.at) };
}

async function windBack(
  { database, parameters, organisations, followed }: RewindParts,
  revision: number,
): Promise<Pick<RewindParts, 'parameters' | 'organisations'>> {
  const then = new Map<string, WriteEvent | null>();
  for (let known = revision; ; ) {
    const newest = await newestRevision(database);
    for (const form of [organisationForm, parameterForm])
      await versionsThen(database, { form, after: known, revision }, then);
    // A write that was followed meanwhile has to be wound back, too.
    if (followed() <= newest) break;
    known = newest;
  }
  const [ofOrgs, ofValues] = [new Map<string, WriteEvent | null>(), new Map<string, WriteEvent | null>()];
  for (const [key, event] of then) {
    const [form, record = ''] = key.split('\n');
    (form === organisationForm ? ofOrgs : ofValues).set(record, event);
  }
  return { parameters: parameters.rewound(ofValues), organisations: organisations.rewound(ofOrgs) };
}

/** Of the records of a form that were written after a revision: what they were at another, before it. */
async function versionsThen(
  reader: Connection,
  { form, after, revision }: { readonly form: string; readonly after: number; readonly revision: number },
  into: Map<string, WriteEvent | null>,
): Promise<void> {
  const pause = timeSlices();
  const columns = historyColumns
    .split(', ')
    .map((name) => `h.${name}`)
    .join(', ');
  const rows = await reader.all<{ record: string }>(
    'SELECT DISTINCT record FROM gj_history WHERE form = ? AND revision > ?',
    [form, after],
  );
  for (let at = 0; at < rows.length; at += atOnce) {
    const records = rows.slice(at, at + atOnce).map(({ record }) => record);
    for (const record of records) into.set(`${form}\n${record}`, null);
    const versions = await reader.all<HistoryRow>(
      `SELECT ${columns} FROM (SELECT MAX(revision) AS newest FROM gj_history WHERE form = ? AND record IN (${records.map(() => '?').join(', ')}) AND revision <= ? GROUP BY record) n JOIN gj_history h ON h.revision = n.newest`,
      [form, ...records, revision],
    );
    for (const version of versions) {
      into.set(`${form}\n${version.record}`, readEvent(version));
      await pause();
    }
  }
}

interface CommitRead {
  readonly events: readonly WriteEvent[];
  readonly revision: number;
  readonly at: number;
}

interface RowOfCommit extends HistoryRow {
  /** Null: a server wrote it that did not note commits. */
  readonly commit_end: number | null;
}

/** Reads the writes of these forms, commit by commit. */
async function* commits(reader: Connection, after: number, until: number): AsyncGenerator<CommitRead> {
  const pause = timeSlices();
  for (let reached = after, limit = atOnce; ; ) {
    const rows = await reader.all<RowOfCommit>(
      `SELECT ${historyColumns}, (SELECT MIN(c.last_revision) FROM gj_commit c WHERE c.last_revision >= revision) AS commit_end FROM gj_history WHERE revision > ? AND revision <= ? AND form IN (${marks}) ORDER BY revision LIMIT ${limit}`,
      [reached, until, ...forms],
    );
    const isLast = rows.length < limit;
    const byCommit = Map.groupBy(rows, (row) => Number(row.commit_end ?? row.revision));
    const ends = [...byCommit.keys()];
    // A full page may have cut its last commit: that is read again with the next, or by a longer page.
    const whole = isLast ? ends : ends.slice(0, -1);
    const instants = await instantsOf(reader, whole);
    for (const revision of whole) {
      const events: WriteEvent[] = [];
      for (const row of byCommit.get(revision) ?? []) {
        events.push(readEvent(row));
        await pause();
      }
      yield { events, revision, at: instants.get(revision) ?? Date.parse(events[0]?.at ?? '') };
      reached = revision;
    }
    if (isLast) return;
    limit = whole.length === 0 ? limit * 2 : atOnce;
  }
}

async function instantsOf(reader: Connection, ends: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const [first, last] = [ends[0], ends.at(-1)];
  if (first === undefined || last === undefined) return new Map();
  const rows = await reader.all<{ last: number; at: number }>(
    'SELECT last_revision AS last, at FROM gj_commit WHERE last_revision >= ? AND last_revision <= ?',
    [first, last],
  );
  return new Map(rows.map((row) => [Number(row.last), Number(row.at)]));
}
