import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { KeyRow } from '../../../migrations/rows/tables.ts';
import { makeFolder } from '../../common/make-folder.ts';
import { refusal } from '../../common/refusal.ts';
import type { Vault } from '../../common/vault.ts';
import { readSecret } from '../../config/config.ts';
import type { Connection, Database } from '../../database/database.ts';

/** The text that a key seals once, to be known again by it. */
const checked = 'guiju';

interface KnownKeys {
  /** Absent: nothing was sealed here yet that is known of. */
  readonly current?: KeyRow;
  /** Keys are being turned over to this one. */
  readonly next?: KeyRow;
}

export async function readKnownKeys(database: Connection): Promise<KnownKeys> {
  const rows = await database.all<KeyRow>('SELECT id, state, sealed, at FROM gj_key');
  const [current, next] = ['current', 'next'].map((state) => rows.find((row) => row.state === state));
  return { ...(current && { current }), ...(next && { next }) };
}

/** Whether it is the very key, whatever it is called. */
export function isKey(vault: Vault, { sealed }: KeyRow): boolean {
  try {
    return vault.open(sealed) === checked;
  } catch {
    return false;
  }
}

/** Nodes that start at once note one key; the others find it. */
export async function noteKey(
  { dialect }: Database,
  tx: Connection,
  vault: Vault,
  { state, at }: Pick<KeyRow, 'state' | 'at'>,
): Promise<void> {
  const columns = ['id', 'state', 'sealed', 'at'];
  await tx.run(dialect.upsert('gj_key', columns, ['state']), [vault.id, state, vault.seal(checked), at]);
}

const keyFileWrong = refusal('key-file-wrong', 500);

/** Answers the file with the key of an installation that was not told one. */
export function keyFile(home: string): string {
  return join(home, 'secret.key');
}

/** Answers the file of the next key while keys are turned over. */
export function nextKeyFile(home: string): string {
  return `${keyFile(home)}.next`;
}

/** Null: there is no such file. */
export function readKeyFile(file: string): Uint8Array | null {
  if (!existsSync(file)) return null;
  const key = readSecret(readFileSync(file, 'utf8').trim());
  if (!key) throw keyFileWrong({ file });
  return key;
}

/** A key that stands there whole or not at all, for its owner alone; one that is there already is answered instead. */
export function makeKeyFile(file: string, home: string): Uint8Array {
  const known = readKeyFile(file);
  if (known) return known;
  makeFolder(home, 0o700);
  const part = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    const handle = openSync(part, 'wx', 0o600);
    try {
      writeSync(handle, `${randomBytes(32).toString('hex')}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    try {
      linkSync(part, file);
    } catch {
      // Somebody was faster, or the file system knows no links.
      if (!existsSync(file)) renameSync(part, file);
    }
  } finally {
    rmSync(part, { force: true });
  }
  return readKeyFile(file) ?? new Uint8Array();
}

/** The next key takes the place of the former, which stays beside it for the backups that were made with it. */
export function adoptNextKey(home: string, former: string): void {
  const next = nextKeyFile(home);
  if (!existsSync(next)) return;
  const file = keyFile(home);
  if (existsSync(file)) renameSync(file, `${file}.${former}`);
  renameSync(next, file);
}
