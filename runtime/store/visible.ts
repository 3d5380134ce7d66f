import type { Visibility } from '../../rules/sharing/visibility.ts';
import type { Cell } from '../database/database.ts';
import { column, type RecordLayout } from './layout.ts';

/**
 * `rules/sharing`'s predicate in SQL: what an organisation may use. Cheap parts stand first; only records that
 * are shared by assignment look into the assignments.
 */
export function renderVisible(
  layout: RecordLayout,
  { org, everyone, below, creators, assigned }: Visibility,
  alias: string,
  params: Cell[],
): string {
  const own = `${alias}.${column(layout, 'org').name}`;
  const sharing = `${alias}.${column(layout, 'sharing').name}`;
  const id = `${alias}.${column(layout, 'id').name}`;
  const lines = [`${own} = ?`];
  params.push(org);
  const among = (names: readonly Cell[]) => {
    params.push(...names);
    return `(${names.map(() => '?').join(', ')})`;
  };
  if (everyone.length > 0) lines.push(`${sharing} IN ${among(everyone)}`);
  if (below.length > 0) lines.push(`(${sharing} IN ${among(below)} AND ${own} IN ${among(creators)})`);
  if (assigned.length > 0) {
    const held = `(${sharing} IN ${among(assigned)} AND EXISTS (SELECT 1 FROM gj_assignment a WHERE a.form = ? AND a.record = ${id} AND a.org = ?))`;
    params.push(layout.form.id, org);
    lines.push(held);
  }
  return `(${lines.join(' OR ')})`;
}
