import { preparedDatabasesFor } from '../../workshop/services/prepared-databases.ts';

/** Databases that copies are being made for, by their addresses: two nodes may begin on one at the same time. */
const pending = new Map<string, Promise<void>>();
/** Names of copies that are in use: two that may meet have ids of their own, as elsewhere. */
const inUse = new Set<string>();

/**
 * Lets a database that is empty yet begin as a copy of one in which `make` was done before with the same `key`: of all
 * first starts of a run, few differ. Answers how to say that the copy is not used any more.
 */
export async function beginPrepared(
  url: string,
  key: string,
  make: (url: string) => Promise<void>,
): Promise<() => void> {
  if (pending.has(url)) await pending.get(url);
  const databases = preparedDatabasesFor(url);
  let number = 0;
  while (inUse.has(`${key} ${number}`)) number += 1;
  const name = `${key} ${number}`;
  inUse.add(name);
  const done = () => void inUse.delete(name);
  let isCopy = false;
  const begun = databases.isEmpty(url).then(async (isEmpty) => {
    if (isEmpty) await databases.copy(url, name, make);
    isCopy = isEmpty;
  });
  pending.set(url, begun);
  await begun.finally(() => pending.delete(url));
  if (!isCopy) done();
  return done;
}
