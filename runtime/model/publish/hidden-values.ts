import type { Issue } from '../../../metadata/common/issue.ts';
import { fieldOfPath } from '../../../metadata/field-of-path.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Connection, Database, Dialect } from '../../database/database.ts';
import type { Physical } from '../../storage/tables/state.ts';

/** Counts the values stored at paths that a publish takes out of sight: they are kept, and come back with the paths. */
export async function hiddenValues(
  database: Database,
  physical: Physical,
  hidden: readonly string[],
  now: Model,
): Promise<readonly Issue[]> {
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
