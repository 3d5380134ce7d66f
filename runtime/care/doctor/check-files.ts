import type { Database } from '../../database/database.ts';
import type { Shelf } from '../../storage/contents/shelf.ts';
import { filesIn } from '../backup/copy-objects.ts';
import { type Finding, fail, ok } from './finding.ts';

const shown = 10;

/** Looks whether every object stands on the shelf that a file needs; what is missing is named by its records. */
export async function checkFiles(database: Database, shelf: Shelf): Promise<readonly Finding[]> {
  const rows = await database.all<{ name: string }>(
    "SELECT o.name FROM gj_content_object o JOIN gj_content c ON c.id = o.content WHERE o.place IS NOT NULL AND c.state = 'whole' ORDER BY o.name",
  );
  const missing: string[] = [];
  for (const { name } of rows) if ((await shelf.size(name)) === null) missing.push(name);
  if (missing.length === 0) return rows.length > 0 ? [ok('doctor-files', { count: rows.length })] : [];
  const files = await filesIn(database, missing);
  return [
    fail('doctor-files-missing', { count: files.length, first: files.slice(0, shown), place: shelf.name }),
  ];
}
