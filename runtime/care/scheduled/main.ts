import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { answerParent } from '../../common/answer-parent.ts';
import { serverVersion } from '../../common/version.ts';
import { domains } from '../../domains.ts';
import { makeArchive } from './make-archive.ts';
import { openArchivePlace } from './open-place.ts';
import type { BackupReply, BackupRequest, MadeArchive, TriedArchive } from './protocol.ts';
import { troubleOf } from './trouble-of.ts';
import { tryArchive } from './try-archive.ts';

/** A process of its own: reading and writing all there is must not keep a server from answering. */
answerParent(reply);

async function reply(request: BackupRequest): Promise<BackupReply<MadeArchive | TriedArchive>> {
  const { name } = openArchivePlace(request.place, request.scratch);
  try {
    const scratch = await mkdtemp(join(request.scratch, 'guiju-backup-'));
    try {
      return { ok: true, done: await done(request, scratch) };
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  } catch (error) {
    return { ok: false, ...troubleOf(error, `${name}/${request.name}`) };
  }
}

function done(request: BackupRequest, scratch: string): Promise<MadeArchive | TriedArchive> {
  const place = openArchivePlace(request.place, scratch);
  return request.does === 'make'
    ? makeArchive({ ...request, scratch }, place)
    : tryArchive({ ...request, scratch }, place, { version: serverVersion, domains });
}
