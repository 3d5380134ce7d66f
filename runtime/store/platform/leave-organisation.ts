import type { Connection } from '../../database/database.ts';
import type { Statement } from '../commit/draft.ts';

interface Passed {
  readonly form: string;
  readonly record: string;
  readonly by_org: string | null;
}

/**
 * An organisation that goes holds nothing any more and has no copies. Whatever went through it to others now comes
 * from the one it had it of, so that no chain has a hole.
 */
export async function leaveOrganisation(tx: Connection, id: string): Promise<readonly Statement[]> {
  const on = await tx.all<Passed>(
    'SELECT p.form, p.record, h.by_org FROM gj_assignment p JOIN gj_assignment h ON h.form = p.form AND h.record = p.record AND h.org = ? WHERE p.by_org = ?',
    [id, id],
  );
  return [
    ...on.map(({ form, record, by_org: by }) => ({
      sql: 'UPDATE gj_assignment SET by_org = ? WHERE form = ? AND record = ? AND by_org = ?',
      params: [by, form, record, id],
    })),
    { sql: 'DELETE FROM gj_assignment WHERE org = ?', params: [id] },
    { sql: 'DELETE FROM gj_overlay WHERE org = ?', params: [id] },
  ];
}
