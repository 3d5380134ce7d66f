import { append } from '../../../../metadata/common/append.ts';
import type { Visibility } from '../../../../rules/sharing/visibility.ts';
import type { Cell } from '../../../database/database.ts';
import { column, type RecordLayout } from '../record/layout.ts';

/**
 * `rules/sharing`'s predicate in SQL: what an organisation may use. Cheap parts stand first; only records that
 * are shared by assignment look into the assignments.
 */
export function renderVisible(
  layout: RecordLayout,
  visibility: Visibility,
  alias: string,
  params: Cell[],
): string {
  return visibleText(layout, visibility, alias, (cells) => {
    append(params, cells);
    return cells.map(() => '?').join(', ');
  });
}

/** The same with everything in its place, for where one text stands several times. */
export function spelledVisible(layout: RecordLayout, visibility: Visibility, alias: string): string {
  return visibleText(layout, visibility, alias, (cells) => cells.map(spelled).join(', '));
}

function visibleText(
  layout: RecordLayout,
  { orgs, everyone, kin, assigned }: Visibility,
  alias: string,
  bind: (cells: readonly string[]) => string,
): string {
  const own = `${alias}.${column(layout, 'org').name}`;
  const sharing = `${alias}.${column(layout, 'sharing').name}`;
  const id = `${alias}.${column(layout, 'id').name}`;
  const lines = [among(own, orgs)];
  if (everyone.length > 0) lines.push(`${sharing} IN (${bind(everyone)})`);
  for (const { sharing: some, creators } of kin)
    lines.push(`(${sharing} IN (${bind(some)}) AND ${own} IN (${bind(creators)}))`);
  if (assigned.length > 0)
    lines.push(
      `(${sharing} IN (${bind(assigned)}) AND EXISTS (SELECT 1 FROM gj_assignment a WHERE a.form = ${bind([layout.form.id])} AND a.record = ${id} AND ${among('a.org', orgs)}))`,
    );
  return `(${lines.join(' OR ')})`;

  function among(name: string, values: readonly string[]): string {
    return values.length === 1 ? `${name} = ${bind(values)}` : `${name} IN (${bind(values)})`;
  }
}

/** Ids and names of the platform's own grammar, which no quote can stand in. */
export function spelled(word: string): string {
  if (!/^[\w-]+$/.test(word)) throw new Error(`${word} cannot be spelled out`);
  return `'${word}'`;
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
