import type { Agreement } from '../../../metadata/contract/params/value.ts';
import { changeSetForm } from '../../../metadata/names.ts';
import type { Call } from '../../call/call.ts';
import { inBatches } from '../../common/in-batches.ts';
import type { Connection } from '../../database/database.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { type ChangeSet, changeSetOf, setsCall } from './change-set.ts';

export interface AgreedParts {
  readonly reader: Connection;
  readonly store: Pick<Store, 'list'>;
}

const members = ['number', 'name', 'proposed', 'approved', 'createdBy', 'createdAt', 'modifiedAt'] as const;
/** Nobody but who made the write. */
export const noSet = { changeSet: null, changeSetNumber: null, author: null, approved: null };

/**
 * Of writes, by their revisions: the change set they were published with, who answered for it and who agreed. Whoever
 * put them into service is who wrote them.
 */
export async function whoAgreed(
  { reader, store }: AgreedParts,
  call: Call,
  revisions: Iterable<number>,
): Promise<(revision: number) => Agreement> {
  const setOf = new Map<number, string>();
  for (const some of inBatches([...new Set(revisions)], 200))
    for (const row of await reader.all<{ revision: number; changes: string | null }>(
      `SELECT h.revision, c.change_set AS changes FROM gj_history h JOIN gj_commit c ON c.last_revision = (SELECT MIN(n.last_revision) FROM gj_commit n WHERE n.last_revision >= h.revision) WHERE h.revision IN (${some.map(() => '?').join(', ')}) AND c.first_revision <= h.revision`,
      some,
    ))
      if (row.changes !== null) setOf.set(Number(row.revision), row.changes);
  const sets = await setsOf(store, call, [...new Set(setOf.values())]);
  return (revision) => {
    const id = setOf.get(revision);
    return id === undefined ? noSet : agreedOf(id, sets.get(id));
  };
}

async function setsOf(
  store: AgreedParts['store'],
  call: Call,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ChangeSet>> {
  const form = call.served.model.formsById.get(changeSetForm);
  const found = new Map<string, ChangeSet>();
  for (const some of form ? inBatches(ids, 200) : []) {
    if (!form) break;
    const filter = { fact: 'id', operator: 'in', value: [...some] } as const;
    const asked = { view: 'manage', filter, fields: members, limit: some.length } as const;
    const { items } = await store.list(setsCall(call), form, asked);
    for (const set of items.map(changeSetOf)) found.set(set.id, set);
  }
  return found;
}

/** One that was purged since is still named. */
function agreedOf(id: string, set: ChangeSet | undefined): Agreement {
  if (!set) return { ...noSet, changeSet: id };
  const { number, proposed, approved, createdBy } = set;
  const author = proposed ?? { id: createdBy.id, name: createdBy.name };
  return {
    changeSet: id,
    changeSetNumber: number,
    author: { id: author.id ?? null, name: author.name ?? null },
    approved: approved && { ...approved },
  };
}
