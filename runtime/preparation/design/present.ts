import type { Present } from '../../../metadata/contract/design/parts.ts';
import type { DesignPresentRow } from '../../../migrations/rows/design-tables.ts';
import type { Connection, Database } from '../../database/database.ts';
import type { Person } from './design.ts';

/** A person who was not heard of for so long has left. */
const leftAfter = 60_000;

/** Reads who has a design open, the last first. */
export async function readPresent(
  connection: Connection,
  design: string,
  now: number,
): Promise<readonly Present[]> {
  const rows = await connection.all<DesignPresentRow>(
    'SELECT design, by_id, by_name, place, at FROM gj_design_present WHERE design = ? AND at > ? ORDER BY at DESC, by_id',
    [design, now - leftAfter],
  );
  return rows.map(({ by_id, by_name, place, at }) => ({
    id: by_id,
    name: by_name,
    place,
    at: new Date(Number(at)).toISOString(),
  }));
}

const columns = ['design', 'by_id', 'by_name', 'place', 'at'] as const;

/** One statement: of two windows of a person that tell at once where they are neither is refused. */
export async function notePresent(
  { dialect, run }: Pick<Database, 'dialect' | 'run'>,
  design: string,
  person: Person,
  place: string,
  now: number,
): Promise<void> {
  const sql = dialect.upsert('gj_design_present', columns, ['design', 'by_id'], ['place', 'at']);
  await run(sql, [design, person.id, person.name, place, now]);
}

/** Forgets people who left long ago. */
export async function forgetPresent(connection: Connection, now: number): Promise<void> {
  await connection.run('DELETE FROM gj_design_present WHERE at < ?', [now - leftAfter]);
}
