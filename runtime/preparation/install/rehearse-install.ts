import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../../metadata/common/json.ts';
import type { Model } from '../../../metadata/model.ts';
import { copyTables } from '../../care/backup/backup.ts';
import type { Edition } from '../../common/edition.ts';
import type { Database } from '../../database/database.ts';
import type { Loaded } from '../../model/packages/package-data.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { readPhysical } from '../../storage/tables/state.ts';
import type { CaseResult } from '../cases/case-report.ts';
import type { CaseRunner } from '../cases/case-runner.ts';
import { mostDocuments, type RehearsedMatch } from '../cases/rehearse.ts';

/** A case that comes to another end than before, or that there was not before. */
export interface ChangedCase {
  /** `invoicing/cases/item.json#a case`. */
  readonly id: string;
  readonly before: CaseResult | null;
  readonly after: CaseResult;
}

export interface Rehearsal {
  /** Tried over the records that are stored, or of packages alone where those are too many to copy. */
  readonly over: 'records' | 'packages';
  readonly before: readonly CaseResult[];
  readonly after: readonly CaseResult[];
  readonly changed: readonly ChangedCase[];
  /** Those that fail, and did not before. */
  readonly newlyFailing: readonly ChangedCase[];
  readonly data: Loaded;
  readonly matches: readonly RehearsedMatch[];
}

/** The steps of a rehearsal. */
export type RehearsalStep = 'copy' | 'before' | 'install' | 'after';
/** Told how far it is, of one. */
export type Tell = (step: RehearsalStep, share: number) => void;

/** The share of the work at which each step begins. */
const begins: Readonly<Record<RehearsalStep, number>> = { copy: 0, before: 0.35, install: 0.55, after: 0.8 };

interface RehearsalParts {
  readonly database: Database;
  readonly cases: CaseRunner;
  /** This node, for the lease. */
  readonly node: string;
  readonly edition: Edition;
  readonly clock: () => number;
}

/** Rows that are copied; with more of them only what packages bring is tried. */
const mostRows = 500_000;

/**
 * Tries an install on a copy, in a thread of its own: what every case and recent document comes to, before and after.
 * Writes nothing here.
 */
export async function rehearseInstall(
  { database, cases, node, edition, clock }: RehearsalParts,
  former: Model,
  installed: readonly Installed[],
  given: readonly Installed[],
  { tell = () => {}, stop }: { readonly tell?: Tell; readonly stop?: AbortSignal } = {},
): Promise<Rehearsal> {
  const folder = await mkdtemp(join(tmpdir(), 'guiju-rehearsal-'));
  try {
    const file = join(folder, 'copy');
    const copied = await copyTables(database, file, {
      server: edition.version,
      key: '',
      node,
      at: new Date(clock()).toISOString(),
      only: await wantedRows(database, former),
      mostRows,
      report: (done, total) => tell('copy', total === 0 ? 0 : (done / total) * begins.before),
    });
    const tried = await cases.rehearse(
      { installed, given, ...(copied && { file }) },
      { onStep: (step) => tell(step, begins[step]), ...(stop && { stop }) },
    );
    const { before, after, data, matches } = tried;
    const changed = changedCases(before, after);
    return {
      over: copied ? 'records' : 'packages',
      before,
      after,
      changed,
      data,
      matches,
      newlyFailing: failingNewly(changed),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A record that a package brings again comes back as history has it. */
const ofDropped =
  'EXISTS (SELECT 1 FROM gj_dropped WHERE gj_dropped.form = gj_history.form AND gj_dropped.record = gj_history.record)';

/** Tables that no case and no match asks: who signed in, what somebody likes, what only the key of the server opens. */
const beside = [
  ...['gj_commit', 'gj_audit', 'gj_identity', 'gj_authenticator', 'gj_token', 'gj_preference', 'gj_key'],
  ...['gj_reader', 'gj_publish', 'gj_undo', 'gj_done', 'gj_source', 'gj_learned'],
  ...['gj_reshape', 'gj_replaced'],
  ...['gj_archive', 'gj_archive_chunk', 'gj_packed', 'gj_audit_link', 'gj_audit_forward'],
  ...['gj_message_trace', 'gj_content_key'],
];

/** Everything that configures, and of documents the newest. */
async function wantedRows(database: Database, former: Model) {
  const { tables } = await readPhysical(database);
  const { quote } = database.dialect;
  const oldest = new Map<string, string>();
  for (const form of former.formsById.values()) {
    const name = tables.get(form.id);
    if (form.kind !== 'document' || name === undefined) continue;
    const row = await database.first<{ id: string }>(
      `SELECT id FROM ${quote(name)} ORDER BY id DESC LIMIT 1 OFFSET ${mostDocuments - 1}`,
    );
    if (row) oldest.set(form.id, row.id);
  }
  return (name: string, path: string | undefined): boolean | string => {
    if (name === 'gj_history') return ofDropped;
    if (beside.includes(name)) return false;
    const [form = '', ...entries] = path?.split('/') ?? [];
    const from = oldest.get(form);
    return from === undefined ? true : `${entries.length > 0 ? 'record' : 'id'} >= '${from}'`;
  };
}

export function changedCases(
  before: readonly CaseResult[],
  after: readonly CaseResult[],
): readonly ChangedCase[] {
  const known = new Map(before.map((one) => [idOf(one), one]));
  return after.flatMap((one): ChangedCase[] => {
    const was = known.get(idOf(one)) ?? null;
    const same =
      was?.outcome === one.outcome && (one.outcome !== 'failed' || sameJson(was.actual, one.actual));
    return same || (was === null && one.outcome !== 'failed')
      ? []
      : [{ id: idOf(one), before: was, after: one }];
  });
}

export function failingNewly(changed: readonly ChangedCase[]): readonly ChangedCase[] {
  return changed.filter(({ before, after }) => after.outcome === 'failed' && before?.outcome !== 'failed');
}

function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}

function idOf({ package: owner, file, name }: CaseResult): string {
  return `${owner}/${file}#${name}`;
}
