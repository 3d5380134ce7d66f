import { basename } from 'node:path';
import { fileTrouble } from '../../common/file-trouble.ts';
import { Refusal } from '../../common/refusal.ts';
import { databaseRefusal } from '../../database/database-error.ts';
import { S3Failure } from '../../storage/contents/s3-client.ts';
import { ObjectMissing } from '../../storage/contents/shelf.ts';
import { momentOfArchive } from './archive-place.ts';
import type { BackupTrouble } from './protocol.ts';

/** Sentences that say what to do about a folder, by those that say what is wrong with a file. */
const withRemedy: Readonly<Record<string, string>> = {
  'file-missing': 'backup-folder-missing',
  'file-disk-full': 'backup-folder-full',
};

/** What kept a backup from being made or read, as administrators read it; `kept`: where people find the archive. */
export function troubleOf(error: unknown, kept: string): BackupTrouble {
  if (error instanceof Refusal) {
    const { code, params } = error;
    // An archive of a bucket was read from a file that is gone by now.
    const { file } = params;
    if (!code.startsWith('backup-') || typeof file !== 'string') return { code, params };
    return { code, params: { ...params, file: besideKept(kept, basename(file)) } };
  }
  if (error instanceof S3Failure)
    return { code: 'backup-bucket', params: { place: kept, reason: error.message } };
  if (error instanceof ObjectMissing) return { code: 'backup-gone', params: { file: kept } };
  const known = databaseRefusal(error) ?? fileTrouble(error, kept);
  if (known) return { code: withRemedy[known.code] ?? known.code, params: { ...known.params } };
  return {
    code: 'backup-broken-off',
    params: { reason: error instanceof Error ? error.message : String(error) },
  };
}

/** Of a chain another archive may be at fault than the one that was asked for. */
function besideKept(kept: string, name: string): string {
  const end = kept.lastIndexOf('/') + 1;
  const isArchive = momentOfArchive(name) !== null && momentOfArchive(kept.slice(end)) !== null;
  return isArchive ? kept.slice(0, end) + name : kept;
}
