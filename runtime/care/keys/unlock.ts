import { refusal } from '../../common/refusal.ts';
import { createVault, type Vault } from '../../common/vault.ts';
import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import {
  adoptNextKey,
  isKey,
  keyFile,
  makeKeyFile,
  nextKeyFile,
  noteKey,
  readKeyFile,
  readKnownKeys,
} from './key-file.ts';
import { sealedCounts } from './sealed-places.ts';

export const keyLost = refusal('key-lost', 503);
export const keyOther = refusal('key-other', 503);
const keyTurning = refusal('key-turning', 503);

export type KeyPlace = Pick<Config, 'home' | 'secret'>;

/** The key that is here: the one that was told, else the one in the data folder; null: none. */
export function presentKey({ secret, home }: KeyPlace): Vault | null {
  const key = secret ?? readKeyFile(keyFile(home));
  return key && createVault(key);
}

/**
 * The key that this database was sealed with. Without any, and where nothing was sealed yet, one is made; a lost
 * key, or another than the right one, is refused before anything is sealed with it.
 */
export async function unlock(database: Database, place: KeyPlace, at: number): Promise<Vault> {
  const { current, next } = await readKnownKeys(database);
  const here = presentKey(place);
  if (current) {
    const vault = here && isKey(here, current) ? here : turnedOver(place, (other) => isKey(other, current));
    if (!vault) throw here ? keyOther({ here: here.id, there: current.id }) : lost(place, current.id);
    if (next) throw keyTurning({ key: next.id });
    return vault;
  }
  // Of a database that was made before keys were noted, what is sealed tells.
  const sealed = [...(await sealedCounts(database)).keys()];
  if (sealed.length > 0 && !(here && sealed.includes(here.id)))
    throw here ? keyOther({ here: here.id, there: sealed }) : lost(place, sealed);
  const vault = here ?? createVault(makeKeyFile(keyFile(place.home), place.home));
  await noteKey(database, database, vault, { state: 'current', at });
  const noted = (await readKnownKeys(database)).current;
  if (noted && !isKey(vault, noted)) throw keyOther({ here: vault.id, there: noted.id });
  return vault;
}

function lost({ home }: KeyPlace, key: string | readonly string[]) {
  return keyLost({ file: keyFile(home), key: [...[key].flat()] });
}

/** A turn-over that was cut off when only the files were left to be renamed. */
function turnedOver({ secret, home }: KeyPlace, isRight: (vault: Vault) => boolean): Vault | null {
  if (secret) return null;
  const key = readKeyFile(nextKeyFile(home));
  const vault = key && createVault(key);
  if (!vault || !isRight(vault)) return null;
  const former = readKeyFile(keyFile(home));
  adoptNextKey(home, former ? createVault(former).id : 'former');
  return vault;
}
