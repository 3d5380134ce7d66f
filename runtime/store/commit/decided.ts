import type { Connection } from '../../database/database.ts';
import type { Draft, Effects } from './draft.ts';
import { loadAll } from './group.ts';

/** What a write does, decided inside a transaction that holds more than this write. */
export async function decided<T>(tx: Connection, draft: Draft<T>, revision: number): Promise<Effects<T>> {
  return draft.alone ? draft.alone(tx, revision) : draft.decide(await loadAll(tx, draft.loads), revision);
}
