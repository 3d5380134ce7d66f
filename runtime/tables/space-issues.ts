import type { Issue } from '../../metadata/issue.ts';
import type { Schema } from '../database/schema.ts';
import type { Change } from './plan.ts';
import type { TablesState } from './state.ts';
import type { ColumnContent, ColumnSpec, TableSpec } from './table-spec.ts';

/**
 * What a table cannot hold is refused before anything is done to it, with a proposal: which fields
 * to make multiline, or how many to move elsewhere. What was removed from the model and not purged counts.
 */
export function spaceIssues(
  schema: Schema,
  state: TablesState,
  spec: TableSpec,
  changes: readonly Change[],
): readonly Issue[] {
  if (
    !changes.some(({ kind }) => kind === 'create-table' || kind === 'add-column' || kind === 'change-column')
  )
    return [];
  const columns = columnsAfter(state, spec, changes);
  const space = schema.space(columns.map(({ kept }) => kept.column));
  if (space.columns.used > space.columns.limit)
    return [tooWide('tables-too-many-columns', { ...space.columns }, spec)];
  if (space.row.used > space.row.limit) {
    const byGain = columns
      .map(({ of }, at) => ({ of, gain: space.saved[at] ?? 0 }))
      .filter(({ of, gain }) => of && gain > 0)
      .sort((a, b) => b.gain - a.gain);
    let over = space.row.used - space.row.limit;
    const fields: string[] = [];
    for (const { of, gain } of byGain) {
      if (over <= 0) break;
      over -= gain;
      if (of) fields.push(of.id);
    }
    return [tooWide('tables-row-too-long', { ...space.row, fields }, spec)];
  }
  if (space.page.used > space.page.limit) {
    const over = space.page.used - space.page.limit;
    return [tooWide('tables-row-too-many-texts', { ...space.page, move: Math.ceil(over / 41) }, spec)];
  }
  return [];
}

function columnsAfter(
  state: TablesState,
  spec: TableSpec,
  changes: readonly Change[],
): readonly { readonly kept: ColumnContent; readonly of: ColumnSpec | undefined }[] {
  const fields = new Map(spec.columns.map((column) => [column.path, column]));
  const table = state.physical.tables.get(spec.path);
  const known = state.physical.byTable.get(table ?? '') ?? [];
  const system = spec.columns.filter((column) => column.system);
  const made = changes.flatMap((change) => {
    if (change.kind === 'create-table') return change.columns.filter(({ path }) => path !== null);
    return change.kind === 'add-column' && change.path !== null ? [change] : [];
  });
  const resized = new Map(
    changes.flatMap((change) =>
      change.kind === 'change-column' ? [[change.name, change.kept] as const] : [],
    ),
  );
  const added = new Set(made.map(({ name }) => name));
  return [
    ...system.map((column) => ({ kept: column.kept, of: undefined })),
    ...known
      .filter(({ name }) => !added.has(name))
      .map(({ name, path, kept }) => ({ kept: resized.get(name) ?? kept, of: fields.get(path) })),
    ...made.map(({ path, kept }) => ({ kept, of: fields.get(path ?? '') })),
  ];
}

function tooWide(code: string, params: Issue['params'], { form, label }: TableSpec): Issue {
  return { code, severity: 'error', form, pointer: '', params: { label: { ...label }, ...params } };
}
