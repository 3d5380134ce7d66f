import { createHash } from 'node:crypto';
import type { Connection } from '../database/database.ts';
import type { WriteEvent } from '../store/commit/draft.ts';
import { inBatches } from './in-batches.ts';
import { type Installed, storedFiles } from './package-store.ts';

/** Which definitions hold from this revision on, by whom and why; a file that any version had is kept once. */
export async function recordPublish(
  tx: Connection,
  changed: readonly Installed[],
  { revision, actor, reason }: Pick<WriteEvent, 'revision' | 'actor' | 'reason'>,
): Promise<void> {
  for (const installed of changed) {
    const files = storedFiles(installed)
      .map(([file, content]) => ({ file, content, hash: sha256(content) }))
      .sort((a, b) => (a.file < b.file ? -1 : 1));
    await keepSources(tx, new Map(files.map(({ hash, content }) => [hash, content])));
    const list = JSON.stringify(Object.fromEntries(files.map(({ file, hash }) => [file, hash])));
    await tx.run(
      'insert into gj_publish (revision, package, version, hash, files, actor, actor_name, reason) values (?, ?, ?, ?, ?, ?, ?, ?)',
      [revision, installed.name, installed.version, sha256(list), list, actor.id, actor.name, reason],
    );
  }
}

async function keepSources(tx: Connection, contents: ReadonlyMap<string, string>): Promise<void> {
  for (const batch of inBatches([...contents], 50)) {
    const known = await tx.all<{ hash: string }>(
      `select hash from gj_source where hash in (${batch.map(() => '?').join(', ')})`,
      batch.map(([hash]) => hash),
    );
    const kept = new Set(known.map(({ hash }) => hash));
    const rows = batch.filter(([hash]) => !kept.has(hash));
    if (rows.length === 0) continue;
    const places = rows.map(() => '(?, ?)').join(', ');
    await tx.run(`insert into gj_source (hash, content) values ${places}`, rows.flat());
  }
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
