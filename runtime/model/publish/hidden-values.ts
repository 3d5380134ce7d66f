import type { Issue } from '../../../metadata/common/issue.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Connection, Database, Dialect } from '../../database/database.ts';
import { desired } from '../../storage/tables/desired.ts';
import { hiddenPaths, type Physical } from '../../storage/tables/state.ts';

/** Counts the values that a publish takes out of sight: they are kept, and come back with their form or their field. */
export async function hiddenValues(
  database: Database,
  physical: Physical,
  now: Model,
  next: Model,
): Promise<readonly Issue[]> {
  const known = new Set(hiddenPaths(desired(now), physical));
  // A field of a form that comes back was out of sight with it.
  const isKnown = (path: string) =>
    path.split('/').some((_, at, all) => known.has(all.slice(0, at + 1).join('/')));
  const hidden = hiddenPaths(desired(next), physical).filter((path) => !isKnown(path));
  const stored = await storedAt(database, database.dialect, physical, hidden);
  return stored.map(({ path, count }) => hiddenIssue(path, count, now));
}

interface StoredAt {
  /** Of a form, or of a field in it. */
  readonly path: string;
  /** Records, or values. */
  readonly count: number;
}

/** Counts what is stored at paths; those where nothing is are left out. */
export async function storedAt(
  reader: Connection,
  { quote }: Pick<Dialect, 'quote'>,
  physical: Physical,
  paths: readonly string[],
): Promise<readonly StoredAt[]> {
  const found: StoredAt[] = [];
  for (const path of paths) {
    const column = physical.live.get(path);
    const table = column?.table ?? physical.tables.get(path);
    if (table === undefined) continue;
    const where = column ? ` WHERE ${quote(column.name)} IS NOT NULL` : '';
    const row = await reader.first<{ n: number }>(`SELECT COUNT(*) AS n FROM ${quote(table)}${where}`);
    const count = Number(row?.n ?? 0);
    if (count > 0) found.push({ path, count });
  }
  return found;
}

function hiddenIssue(path: string, count: number, now: Model): Issue {
  const [id = '', ...steps] = path.split('/');
  const form = now.formsById.get(id);
  const field = form && steps.length > 0 ? fieldOfPath(form, steps.join('.')) : undefined;
  const params = {
    count,
    path,
    form: form ? { ...form.label } : id,
    ...(field ? { field: { ...field.label } } : {}),
  };
  const code = field ? 'values-hidden' : 'records-hidden-form';
  return { code, severity: 'warning', ...(form ? { form: form.id } : {}), pointer: '', params };
}
