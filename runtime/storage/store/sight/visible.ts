import type { Visibility } from '../../../../rules/sharing/visibility.ts';
import type { Cell } from '../../../database/database.ts';
import { column, type RecordLayout } from '../record/layout.ts';
import { amongIds } from './among.ts';

/**
 * `rules/sharing`'s predicate in SQL: what an organisation may use. Cheap parts stand first; only records that
 * are shared by assignment look into the assignments. Without `params` everything is in its place, for where one text
 * stands several times.
 */
export function renderVisible(
  layout: RecordLayout,
  { orgs, everyone, kin, assigned }: Visibility,
  alias: string,
  params?: Cell[],
): string {
  const { own, sharing, id } = namesOf(layout, alias);
  const among = (name: string, ids: readonly string[]) => amongIds(layout, name, ids, params);
  const lines = [among(own, orgs)];
  if (everyone.length > 0) lines.push(among(sharing, everyone));
  for (const { sharing: some, creators } of kin)
    lines.push(`(${among(sharing, some)} AND ${among(own, creators)})`);
  if (assigned.length > 0)
    lines.push(
      `(${among(sharing, assigned)} AND EXISTS (SELECT 1 FROM gj_assignment a WHERE ${among('a.form', [layout.form.id])} AND a.record = ${id} AND ${among('a.org', orgs)}))`,
    );
  return `(${lines.join(' OR ')})`;
}

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
  const { own, sharing, id } = namesOf(layout, alias);
  const branch = (
    by: Branch['by'],
    text: (among: (name: string, ids: readonly string[]) => string) => string,
  ) => {
    const params: Cell[] = [];
    return { text: text((name, ids) => amongIds(layout, name, ids, params)), params, by };
  };
  return [
    branch(['org'], (among) => among(own, orgs)),
    ...(everyone.length > 0 ? [branch(['sharing'], (among) => among(sharing, everyone))] : []),
    ...kin.map(({ sharing: some, creators }) =>
      branch(['org', 'sharing'], (among) => `${among(sharing, some)} AND ${among(own, creators)}`),
    ),
    ...(assigned.length > 0
      ? [
          branch(
            ['id'],
            (among) =>
              `${among(sharing, assigned)} AND ${id} IN (SELECT a.record FROM gj_assignment a WHERE ${among('a.form', [layout.form.id])} AND ${among('a.org', orgs)})`,
          ),
        ]
      : []),
  ];
}

function namesOf(layout: RecordLayout, alias: string) {
  const name = (id: string) => `${alias}.${column(layout, id).name}`;
  return { own: name('org'), sharing: name('sharing'), id: name('id') };
}
