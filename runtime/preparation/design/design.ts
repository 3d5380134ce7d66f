import type { JsonObject } from '../../../metadata/common/json.ts';
import type { NewVersions } from '../../../metadata/contract/design/parts.ts';
import type { HowToPublish } from '../../../metadata/contract/design/publish.ts';
import type { LogAction, LogEntry } from '../../../metadata/design/design-log.ts';
import type { DesignEntryRow, DesignRow } from '../../../migrations/rows/design-tables.ts';
import { inBatches } from '../../common/in-batches.ts';
import type { Connection } from '../../database/database.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
}

/** Somebody's unpublished work on the customer's layer or on a package of one's own. */
export interface Design {
  readonly id: string;
  readonly name: string;
  /** Package that its steps write where they do not say which. */
  readonly layer: string;
  /** Whether others who may design see it and work on it. */
  readonly shared: boolean;
  readonly by: Person;
  /** Revision of the model it began on. */
  readonly base: number;
  readonly state: DesignRow['state'];
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly details: DesignDetails;
}

export interface DesignDetails {
  /** How many of its first steps came with it; by them a repeated beginning is known. */
  readonly begunWith?: number;
  readonly proposed?: Person;
  readonly approved?: Person;
  /** How many entries the log had when it was approved. */
  readonly approvedAt?: number;
  /** Instant it is to be published at. */
  readonly scheduledAt?: string;
  /** The person who scheduled it: it is published with his rights. */
  readonly scheduled?: Person;
  /** The warnings and table changes of its plan then. */
  readonly seen?: readonly string[];
  /** The choices with which it is then published, as they were agreed to. */
  readonly how?: HowToPublish;
  /** The reason why that did not succeed. */
  readonly failure?: { readonly code: string; readonly at: string; readonly params?: JsonObject };
  /** The person who sent it back last, and why. */
  readonly rejected?: { readonly by: Person; readonly at: string; readonly reason: string };
  /** What is said of the new versions that its publish makes. */
  readonly versions?: NewVersions;
  /** Revision of its publish. */
  readonly revision?: number;
  /** It is being published, by whom; cut off, whoever looks at it next sees whether it was. */
  readonly publishing?: Person;
}

/** States in which it is still worked on, or on its way to be published. */
export function isOpenDesign(state: Design['state']): boolean {
  return state !== 'published' && state !== 'discarded';
}

const columns = 'id, name, layer, shared, by_id, by_name, base, state, created_at, modified_at, details';

export async function readDesign(connection: Connection, id: string): Promise<Design | undefined> {
  const row = await connection.first<DesignRow>(`SELECT ${columns} FROM gj_design WHERE id = ?`, [id]);
  return row && designOf(row);
}

/** Those that somebody made or that are shared, the newest first. */
export async function readDesigns(connection: Connection, user: string): Promise<readonly Design[]> {
  const rows = await connection.all<DesignRow>(
    `SELECT ${columns} FROM gj_design WHERE (by_id = ? OR shared = 1) AND state <> 'discarded'
     ORDER BY modified_at DESC, id DESC LIMIT 200`,
    [user],
  );
  return rows.map(designOf);
}

/** Those that are to be published by now. */
export async function readScheduled(connection: Connection): Promise<readonly Design[]> {
  const rows = await connection.all<DesignRow>(
    `SELECT ${columns} FROM gj_design WHERE state = 'scheduled' ORDER BY modified_at, id`,
  );
  return rows.map(designOf);
}

export async function insertDesign(connection: Connection, design: Design): Promise<void> {
  await connection.run(`INSERT INTO gj_design (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
    ...[design.id, design.name, design.layer, design.shared ? 1 : 0, design.by.id, design.by.name],
    ...[design.base, design.state, design.createdAt, design.modifiedAt, JSON.stringify(design.details)],
  ]);
}

export async function updateDesign(connection: Connection, design: Design): Promise<void> {
  await connection.run(
    'UPDATE gj_design SET name = ?, shared = ?, base = ?, state = ?, modified_at = ?, details = ? WHERE id = ?',
    [
      ...[design.name, design.shared ? 1 : 0, design.base, design.state, design.modifiedAt],
      ...[JSON.stringify(design.details), design.id],
    ],
  );
}

/** In order, without gaps. */
export async function readLog(connection: Connection, id: string, since = 0): Promise<readonly LogEntry[]> {
  const rows = await connection.all<DesignEntryRow>(
    'SELECT design, n, by_id, by_name, at, content FROM gj_design_entry WHERE design = ? AND n > ? ORDER BY n',
    [id, since],
  );
  return rows.map(({ n, by_id, by_name, at, content }) => ({
    n: Number(n),
    by: { id: by_id, name: by_name },
    at: new Date(Number(at)).toISOString(),
    does: JSON.parse(content) as LogAction,
  }));
}

/** Two who write at once want the same place, and the later is refused it by the database. */
export async function appendEntries(
  connection: Connection,
  id: string,
  entries: readonly LogEntry[],
): Promise<void> {
  for (const some of inBatches(entries, 100)) {
    const places = some.map(() => '(?, ?, ?, ?, ?, ?)').join(', ');
    await connection.run(
      `INSERT INTO gj_design_entry (design, n, by_id, by_name, at, content) VALUES ${places}`,
      some.flatMap(({ n, by, at, does }) => [id, n, by.id, by.name, Date.parse(at), JSON.stringify(does)]),
    );
  }
}

function designOf(row: DesignRow): Design {
  return {
    id: row.id,
    name: row.name,
    layer: row.layer,
    shared: Number(row.shared) === 1,
    by: { id: row.by_id, name: row.by_name },
    base: Number(row.base),
    state: row.state,
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
    details: JSON.parse(row.details) as DesignDetails,
  };
}
