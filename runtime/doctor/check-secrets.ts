import type { Database } from '../database/database.ts';
import { isKey, readKnownKeys } from '../keys/key-file.ts';
import type { PhysicalColumn } from '../tables/state.ts';
import { sealedWith, type Vault } from '../vault.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Whether the key that is here opens what is kept secret; if not, which key was used. */
export async function checkSecrets(
  database: Database,
  live: Iterable<PhysicalColumn>,
  vault: Vault | null,
): Promise<Finding> {
  const { quote } = database.dialect;
  const keys = new Set<string>();
  let [opened, shut] = [0, 0];
  for (const { table, name, kept } of live) {
    if (!kept.secret) continue;
    const column = quote(name);
    const rows = await database.all<{ sealed: string }>(
      `SELECT ${column} AS sealed FROM ${quote(table)} WHERE ${column} IS NOT NULL`,
    );
    for (const { sealed } of rows) {
      if (opens(vault, sealed)) opened += 1;
      else {
        shut += 1;
        keys.add(sealedWith(sealed));
      }
    }
  }
  if (shut === 0) return ok('doctor-secrets', { count: opened });
  return fail('doctor-secrets-shut', { count: shut, keys: [...keys].sort(), here: vault?.id ?? '—' });
}

/** Whether the key that is here is the one the database was sealed with. */
export async function checkKnownKey(database: Database, vault: Vault | null): Promise<readonly Finding[]> {
  const { current, next } = await readKnownKeys(database);
  if (next) return [warn('key-turning', { key: next.id })];
  if (!current) return [ok('doctor-key-unnoted')];
  if (!vault) return [fail('doctor-key-other', { here: '—', there: current.id })];
  return isKey(vault, current)
    ? [ok('doctor-key-right', { key: vault.id })]
    : [fail('doctor-key-other', { here: vault.id, there: current.id })];
}

function opens(vault: Vault | null, sealed: string): boolean {
  if (!vault) return false;
  try {
    vault.open(sealed);
    return true;
  } catch {
    return false;
  }
}
