import type { Connection } from '../../database/database.ts';
import { publishesAfter } from '../../model/packages/former-sources.ts';

/** Revisions of publishes that brought other definitions of parameters; what was read once is not read again. */
export function createDefinitionChanges(database: Connection): () => Promise<readonly number[]> {
  /** Of each package, which definitions it brought last. */
  const newest = new Map<string, string>();
  let changes: readonly number[] = [];
  let read = { revision: 0, package: '' };
  let reading: Promise<unknown> = Promise.resolve();

  async function catchUp(): Promise<readonly number[]> {
    for await (const { revision, package: name, files } of publishesAfter(database, read)) {
      const definitions = definitionsIn(files);
      if ((newest.get(name) ?? none) !== definitions && changes.at(-1) !== revision)
        changes = [...changes, revision];
      newest.set(name, definitions);
      read = { revision, package: name };
    }
    return changes;
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
