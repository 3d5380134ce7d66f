import type { Visibility } from '../../../rules/sharing/visibility.ts';
import type { Cell } from '../../database/database.ts';
import { column, type RecordLayout } from '../record/layout.ts';

/** Records that one line of what an organisation may use is about, and the columns that an index finds them by. */
export interface Branch {
  readonly text: string;
  readonly params: readonly Cell[];
  /** By id; any one of them does. */
  readonly by: readonly string[];
}

/** The same records as `renderVisible` tells, line by line: each of them is found by an index of its own. */
export function visibleBranches(
  layout: RecordLayout,
  { orgs, everyone, kin, assigned }: Visibility,
  alias: string,
): readonly Branch[] {
  const [own, sharing, id] = (['org', 'sharing', 'id'] as const).map(
    (name) => `${alias}.${column(layout, name).name}`,
  );
  const among = (names: readonly Cell[]) => `(${names.map(() => '?').join(', ')})`;
  const branches: Branch[] = [{ text: `${own} IN ${among(orgs)}`, params: orgs, by: ['org'] }];
  if (everyone.length > 0)
    branches.push({ text: `${sharing} IN ${among(everyone)}`, params: everyone, by: ['sharing'] });
  for (const { sharing: some, creators } of kin)
    branches.push({
      text: `${sharing} IN ${among(some)} AND ${own} IN ${among(creators)}`,
      params: [...some, ...creators],
      by: ['org', 'sharing'],
    });
  if (assigned.length > 0)
    branches.push({
      text: `${sharing} IN ${among(assigned)} AND ${id} IN (SELECT a.record FROM gj_assignment a WHERE a.form = ? AND a.org IN ${among(orgs)})`,
      params: [...assigned, layout.form.id, ...orgs],
      by: ['id'],
    });
  return branches;
}
