import { breaks } from '../breaks.ts';
import type { Connection } from '../database/database.ts';

/** Rows a page: each has a hash for every file of a package. */
const atOnce = 50;

/** Revisions of publishes that brought other definitions of parameters; what was read once is not read again. */
export function createDefinitionChanges(database: Connection): () => Promise<readonly number[]> {
  /** Of each package, which definitions it brought last. */
  const newest = new Map<string, string>();
  let changes: readonly number[] = [];
  let read = { revision: 0, package: '' };
  let reading: Promise<unknown> = Promise.resolve();

  async function catchUp(): Promise<readonly number[]> {
    const pause = breaks();
    for (;;) {
      const rows = await database.all<{ revision: number; package: string; files: string }>(
        `SELECT revision, package, files FROM gj_publish WHERE revision > ? OR (revision = ? AND package > ?) ORDER BY revision, package LIMIT ${atOnce}`,
        [read.revision, read.revision, read.package],
      );
      for (const { revision, package: name, files } of rows) {
        const definitions = definitionsIn(files);
        if ((newest.get(name) ?? none) !== definitions && changes.at(-1) !== Number(revision))
          changes = [...changes, Number(revision)];
        newest.set(name, definitions);
        read = { revision: Number(revision), package: name };
        await pause();
      }
      if (rows.length < atOnce) return changes;
    }
  }

  return () => {
    const next = reading.then(catchUp, catchUp);
    reading = next.catch(() => undefined);
    return next;
  };
}

const none = '[]';

function definitionsIn(files: string): string {
  const hashes = JSON.parse(files) as Readonly<Record<string, string>>;
  return JSON.stringify(Object.entries(hashes).filter(([path]) => path.startsWith('params/')));
}
