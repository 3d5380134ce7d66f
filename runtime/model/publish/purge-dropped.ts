import { createHash } from 'node:crypto';
import type { Model } from '../../../metadata/model.ts';
import type { PlanRow } from '../../../migrations/rows/tables.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Database } from '../../database/database.ts';
import { purge, refuseUnpurgeable } from '../../storage/tables/purge.ts';
import type { Author, PublishParts } from './carry-out-publish.ts';
import { forgetDropped, refuseLeanedOn } from './what-is-dropped.ts';

interface PurgeParts extends PublishParts {
  /** Undefined: nothing is in service that could say what is still wanted. */
  readonly modelNow: () => Model | undefined;
  /** Takes a published model into service on this node. */
  readonly load: () => Promise<void>;
}

/** Writes down that the data at a path is to go for good: from then on it does, whatever dies meanwhile. */
export async function notePurge(parts: PurgeParts, path: string, author: Author): Promise<void> {
  const { database, clock, modelNow, onMoment } = parts;
  const model = modelNow();
  if (model) await refuseUnpurgeable(database, model, path, true);
  await refuseLeanedOn(parts, path);
  await database.run(
    database.dialect.upsert('gj_plan', ['id', 'hash', 'content', 'intent', 'state', 'at'], ['id']),
    [idOf(path), '', path, JSON.stringify(author), 'purging', clock()],
  );
  onMoment?.('purge noted');
}

/**
 * Carries out what was written down: the model forgets it on every node, then its tables and columns go. Answers the
 * paths.
 */
export async function finishPurges(parts: PurgeParts): Promise<readonly string[]> {
  const { database, node, load, modelNow, onMoment } = parts;
  const done: string[] = [];
  for (const { id, path, author } of await notedPurges(database)) {
    try {
      await forgetDropped(parts, path, author);
      // A package that others published since may want it again.
      await load();
      onMoment?.('purge forgotten');
      const model = modelNow();
      if (!model) break;
      await purge(database, model, path, { node, ...(onMoment && { onMoment }) });
      done.push(path);
    } catch (failure) {
      if (!(failure instanceof Refusal)) throw failure;
      // Somebody published what wants it again: it is in use, and stays.
      if (failure.code !== 'tables-purge-unknown') {
        await forgetNote(database, id);
        throw failure;
      }
    }
    await forgetNote(database, id);
  }
  return done;
}

async function notedPurges(database: Database) {
  const rows = await database.all<Pick<PlanRow, 'id' | 'content' | 'intent'>>(
    "SELECT id, content, intent FROM gj_plan WHERE state = 'purging' ORDER BY at",
  );
  return rows.map(({ id, content, intent }) => ({
    id,
    path: content,
    author: JSON.parse(intent ?? '{}') as Author,
  }));
}

async function forgetNote(database: Database, id: string): Promise<void> {
  await database.run("DELETE FROM gj_plan WHERE id = ? AND state = 'purging'", [id]);
}

function idOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 36);
}
