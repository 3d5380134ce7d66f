import type { Visibility } from '../../../rules/sharing/visibility.ts';
import type { Cell } from '../../database/database.ts';
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
    params.push(...cells);
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
