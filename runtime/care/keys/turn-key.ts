import { refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import type { Cell, Connection, Database, Row } from '../../database/database.ts';
import { transact } from '../../database/database-error.ts';
import { pageRows } from '../backup/page-rows.ts';
import { isKey, noteKey, readKnownKeys } from './key-file.ts';
import { type SealedPlace, sealedPlaces } from './sealed-places.ts';
import { keyOther } from './unlock.ts';

const keyUnchanged = refusal('key-unchanged', 409);

export interface Turned {
  /** Texts that were sealed anew. */
  readonly sealed: number;
  /** Texts that looked as if, and did not open: they stay as they are. */
  readonly shut: number;
}

export interface TurnOptions {
  readonly at: number;
  /** Told now and then. Default: nobody. */
  readonly report?: (sealed: number) => void;
}

/**
 * Seals everything anew with another key. From the first step on no server opens this database, until all is done;
 * whatever it is cut off at, doing it again goes on from there.
 */
export async function turnKey(
  database: Database,
  former: Vault,
  next: Vault,
  { at, report = () => {} }: TurnOptions,
): Promise<Turned> {
  const known = await readKnownKeys(database);
  if (former.id === next.id) throw keyUnchanged({ key: next.id });
  if (known.current && isKey(next, known.current)) return { sealed: 0, shut: 0 };
  const wrong = [
    known.current && !isKey(former, known.current) && known.current,
    known.next && !isKey(next, known.next) && known.next,
  ].find(Boolean);
  if (wrong) throw keyOther({ here: wrong === known.next ? next.id : former.id, there: wrong.id });
  await noteKey(database, database, next, { state: 'next', at });
  let [sealed, shut] = [0, 0];
  for (const place of await sealedPlaces(database)) {
    const { table, key, column } = place;
    const wanted = {
      name: table,
      columns: [...key, column],
      key,
      where: `${database.dialect.quote(column)} LIKE '%v1.${former.id}.%'`,
    };
    for await (const rows of pageRows(database, database.dialect, wanted)) {
      const done = await transact(database, (tx) => sealRows(database, tx, place, rows, { former, next }));
      sealed += done.sealed;
      shut += done.shut;
      report(sealed);
    }
  }
  await transact(database, async (tx) => {
    await tx.run("DELETE FROM gj_key WHERE state = 'current'");
    await tx.run("UPDATE gj_key SET state = 'current' WHERE state = 'next'");
  });
  return { sealed, shut };
}

/** From one key to the other. */
interface Turn {
  readonly former: Vault;
  readonly next: Vault;
}

async function sealRows(
  { dialect: { quote } }: Database,
  tx: Connection,
  { table, key, column }: SealedPlace,
  rows: readonly Row[],
  { former, next }: Turn,
): Promise<Turned> {
  const update = `UPDATE ${quote(table)} SET ${quote(column)} = ? WHERE ${key.map((one) => `${quote(one)} = ?`).join(' AND ')} AND ${quote(column)} = ?`;
  const pattern = new RegExp(`v1\\.${former.id}\\.[\\w-]{16}\\.[\\w-]{22,}`, 'g');
  let [sealed, shut] = [0, 0];
  for (const row of rows) {
    const text = String(row[column]);
    const resealed = text.replace(pattern, (old) => {
      try {
        const fresh = next.seal(former.open(old));
        sealed += 1;
        return fresh;
      } catch {
        shut += 1;
        return old;
      }
    });
    if (resealed === text) continue;
    const place = key.map((one): Cell => row[one] ?? null);
    await tx.run(update, [resealed, ...place, text]);
  }
  return { sealed, shut };
}

/** The key that is here is the one from now on; what others sealed stays shut. */
export function adoptKey(database: Database, vault: Vault, at: number): Promise<void> {
  return transact(database, async (tx) => {
    await tx.run('DELETE FROM gj_key');
    await noteKey(database, tx, vault, { state: 'current', at });
  });
}
