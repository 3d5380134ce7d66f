import { sealedWith, type Vault } from '../../common/vault.ts';
import type { Database } from '../../database/database.ts';
import type { PhysicalColumn } from '../../storage/tables/state.ts';
import { isKey, readKnownKeys } from '../keys/key-file.ts';
import { holdsSecrets } from '../keys/sealed-places.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** Checks whether the key that is here opens the secrets; if not, tells which key was used. */
export async function checkSecrets(
  database: Database,
  live: Iterable<PhysicalColumn>,
  vault: Vault | null,
): Promise<Finding> {
  const { quote } = database.dialect;
  const keys = new Set<string>();
  let [opened, shut] = [0, 0];
  for (const place of live) {
    const isInside = holdsSecrets(place);
    if (!place.kept.secret && !isInside) continue;
    const column = quote(place.name);
    const wanted = isInside ? `INSTR(${column}, '"v1.') > 0` : `${column} IS NOT NULL`;
    const rows = await database.all<{ kept: string }>(
      `SELECT ${column} AS kept FROM ${quote(place.table)} WHERE ${wanted}`,
    );
    for (const { kept } of rows)
      for (const sealed of isInside ? sealedIn(kept) : [kept]) {
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

/** Checks whether the key that is here is the one the database was sealed with. */
export async function checkKnownKey(database: Database, vault: Vault | null): Promise<readonly Finding[]> {
  const { current, next } = await readKnownKeys(database);
  if (next) return [warn('key-turning', { key: next.id })];
  if (!current) return [ok('doctor-key-unnoted')];
  if (!vault) return [fail('doctor-key-other', { here: '—', there: current.id })];
  return isKey(vault, current)
    ? [ok('doctor-key-right', { key: vault.id })]
    : [fail('doctor-key-other', { here: vault.id, there: current.id })];
}

/** Texts that look sealed, inside of what else is kept. */
function sealedIn(kept: string): readonly string[] {
  return kept.match(/(?<=")v1\.[0-9a-f]{8}\.[\w-]{16}\.[\w-]{22,}(?=")/g) ?? [];
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
