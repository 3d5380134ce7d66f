import type { JsonObject } from '../../metadata/json.ts';
import type { Connection } from '../database/connection.ts';
import type { Hands } from '../store/record/hands.ts';

/** What others are told of documents. */
export type OutboxKind =
  | 'application-pending'
  | 'application-returned'
  | 'invoice-issued'
  | 'issue-failed'
  | 'invoice-face'
  | 'confirmation-changed';

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
}

interface Row {
  readonly revision: number;
  readonly part: number;
  readonly kind: string;
  readonly form: string;
  readonly record: string;
  readonly document: string;
  readonly org: string;
  readonly at: number;
  /** JSON. */
  readonly payload: string;
}

type Place = Pick<OutboxEvent, 'revision' | 'part'>;

/** Written in the transaction of what it tells: either both are there, or neither. */
export async function tell(
  { tx, revision }: Pick<Hands, 'tx' | 'revision'>,
  instant: string,
  events: readonly Event[],
): Promise<void> {
  if (events.length === 0) return;
  const row = await tx.first<{ n: number }>('SELECT COUNT(*) AS n FROM gj_outbox WHERE revision = ?', [
    revision,
  ]);
  const from = Number(row?.n ?? 0);
  for (const [at, { kind, form, record, document, org, payload }] of events.entries())
    await tx.run(
      'INSERT INTO gj_outbox (revision, part, kind, form, record, document, org, at, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [
        ...[revision, from + at, kind, form, record, document, org],
        ...[Date.parse(instant), JSON.stringify(payload)],
      ],
    );
}

/**
 * What a reader has not read yet, in the order of commits. Revisions are committed in their order on all nodes, so
 * nothing appears behind a place that was read.
 */
export async function readOutbox(
  reader: Connection,
  name: string,
  limit: number,
): Promise<readonly OutboxEvent[]> {
  const place = (await placeOf(reader, name)) ?? { revision: 0, part: 0 };
  const { revision, part } = place;
  const rows = await reader.all<Row>(
    `SELECT revision, part, kind, form, record, document, org, at, payload FROM gj_outbox
     WHERE revision > ? OR (revision = ? AND part > ?) ORDER BY revision, part LIMIT ${limit}`,
    [revision, revision, part],
  );
  return rows.map((row) => ({
    ...row,
    kind: row.kind as OutboxKind,
    revision: Number(row.revision),
    part: Number(row.part),
    at: new Date(Number(row.at)).toISOString(),
    payload: JSON.parse(row.payload) as JsonObject,
  }));
}

/** The reader has made something of all up to this one; in the transaction in which it did. */
export async function advanceOutbox(tx: Connection, name: string, { revision, part }: Place): Promise<void> {
  if (await placeOf(tx, name))
    await tx.run('UPDATE gj_outbox_reader SET revision = ?, part = ? WHERE name = ?', [revision, part, name]);
  else
    await tx.run('INSERT INTO gj_outbox_reader (name, revision, part) VALUES (?, ?, ?)', [
      name,
      revision,
      part,
    ]);
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
  return row && { revision: Number(row.revision), part: Number(row.part) };
}
