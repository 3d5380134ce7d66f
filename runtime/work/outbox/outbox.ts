import type { JsonObject } from '../../../metadata/common/json.ts';
import type { OutboxRow } from '../../../migrations/rows/issuing-tables.ts';
import { currentSpan, traceparentOf } from '../../common/traces/trace.ts';
import type { Connection } from '../../database/connection.ts';
import { LeaseLost } from '../../database/fence.ts';
import { derivedId } from '../../storage/store/record/derived-id.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';

/** The events that others are told of documents. */
export type OutboxKind =
  | 'application-pending'
  | 'application-returned'
  | 'invoice-issued'
  | 'issue-failed'
  | 'invoice-face'
  | 'invoice-voided'
  | 'confirmation-changed'
  | 'licence-withdrawn'
  | 'code-synced';

export interface Event {
  readonly kind: OutboxKind;
  /** Name of the form of what it is about. */
  readonly form: string;
  readonly record: string;
  /** Events of one document are told in their order. */
  readonly document: string;
  readonly org: string;
  readonly payload: JsonObject;
}

export interface OutboxEvent extends Event {
  readonly revision: number;
  readonly part: number;
  /** Instant. */
  readonly at: string;
  /** The place of its reader when it was the next one. */
  readonly after: Place;
  /** The `traceparent` of the transaction that wrote it; null: nothing was followed there. */
  readonly trace: string | null;
}

/** Milliseconds that events are kept once all have read them. */
export const outboxKept = 30 * 24 * 3_600_000;

interface Place {
  readonly revision: number;
  readonly part: number;
}

/** Written in the transaction of what it tells: either both are there, or neither. */
export async function emit(
  { tx, revision }: Pick<TransactionScope, 'tx' | 'revision'>,
  instant: string,
  events: readonly Event[],
): Promise<void> {
  if (events.length === 0) return;
  const row = await tx.first<{ n: number }>('SELECT COUNT(*) AS n FROM gj_outbox WHERE revision = ?', [
    revision,
  ]);
  const from = Number(row?.n ?? 0);
  const trace = traceparentOf(currentSpan());
  for (const [at, { kind, form, record, document, org, payload }] of events.entries())
    await tx.run(
      'INSERT INTO gj_outbox (revision, part, kind, form, record, document, org, at, payload, trace) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        ...[revision, from + at, kind, form, record, document, org],
        ...[Date.parse(instant), JSON.stringify(payload), trace],
      ],
    );
}

/**
 * Reads the events that a reader has not read yet, in the order of commits. Revisions are committed in their order on
 * all nodes, so nothing appears behind a place that was read.
 */
export async function readOutbox(
  reader: Connection,
  name: string,
  limit: number,
): Promise<readonly OutboxEvent[]> {
  const place = (await placeOf(reader, name)) ?? { revision: 0, part: 0 };
  const { revision, part } = place;
  const rows = await reader.all<OutboxRow>(
    `SELECT revision, part, kind, form, record, document, org, at, payload, trace FROM gj_outbox
     WHERE revision > ? OR (revision = ? AND part > ?) ORDER BY revision, part LIMIT ${limit}`,
    [revision, revision, part],
  );
  const places = [place, ...rows.map((row) => placeIn(row))];
  return rows.map((row, at) => ({
    ...row,
    after: places[at] ?? place,
    kind: row.kind as OutboxKind,
    ...placeIn(row),
    at: new Date(Number(row.at)).toISOString(),
    payload: JSON.parse(row.payload) as JsonObject,
  }));
}

/**
 * The reader has made something of this one, in the transaction in which it did: nobody made anything of it before, or
 * the transaction is rolled back.
 */
export async function advanceOutbox(
  tx: Connection,
  name: string,
  { revision, part, after }: Pick<OutboxEvent, 'revision' | 'part' | 'after'>,
): Promise<void> {
  const { changes } = await tx.run(
    'UPDATE gj_outbox_reader SET revision = ?, part = ? WHERE name = ? AND revision = ? AND part = ?',
    [revision, part, name, after.revision, after.part],
  );
  if (changes === 1) return;
  if (after.revision > 0 || (await placeOf(tx, name))) throw new LeaseLost(`the outbox of ${name}`);
  await tx.run('INSERT INTO gj_outbox_reader (name, revision, part) VALUES (?, ?, ?)', [
    name,
    revision,
    part,
  ]);
}

/** The id of what is made of an event for one target, whoever makes it and however often. */
export function idOfNoted(
  { revision, part }: Pick<OutboxEvent, 'revision' | 'part'>,
  target: string,
): string {
  return derivedId(`outbox ${revision} ${part} ${target}`);
}

/** Forgets what every reader has passed and is older than this. */
export async function sweepOutbox(connection: Connection, before: number): Promise<void> {
  const row = await connection.first<{ least: number | null }>(
    'SELECT MIN(revision) AS least FROM gj_outbox_reader',
  );
  if (row?.least === null || row?.least === undefined) return;
  await connection.run('DELETE FROM gj_outbox WHERE at < ? AND revision < ?', [before, Number(row.least)]);
}

async function placeOf(reader: Connection, name: string): Promise<Place | undefined> {
  const row = await reader.first<{ revision: number; part: number }>(
    'SELECT revision, part FROM gj_outbox_reader WHERE name = ?',
    [name],
  );
  return row && placeIn(row);
}

function placeIn({ revision, part }: Place): Place {
  return { revision: Number(revision), part: Number(part) };
}
