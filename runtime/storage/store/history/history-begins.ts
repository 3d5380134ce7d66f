import type { Connection } from '../../../database/database.ts';

/**
 * The revision from which on history is whole: of what was before, the newest version of each record then is left, as
 * the policy of the tenant wants it. 0: it is whole from the beginning, as in a database of a server that never thinned.
 */
export async function historyBegins(reader: Connection): Promise<number> {
  const row = await reader.first<{ begins: number }>(
    "SELECT whole_from AS begins FROM gj_thinning WHERE what = 'history'",
  );
  return Number(row?.begins ?? 0);
}
