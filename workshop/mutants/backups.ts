import type { Mutant } from './mutant.ts';

const file = 'runtime/care/scheduled/scheduled.db.test.ts';
const kept = { file: 'rules/schedule/backups-to-keep.test.ts' };

/** Backups that the server makes by itself. */
export const ofBackups: readonly Mutant[] = [
  {
    file: 'runtime/care/backup/load-rows.ts',
    find: 'if (insert && rows > 0)',
    replace: 'if (insert && rows > 1)',
    why: 'what is restored lacks a row of some tables, and the trial passes',
    suite: { file, tests: 'restored on trial, which' },
  },
  {
    file: 'runtime/care/scheduled/due-backups.ts',
    find: '> 2 * usualInterval(times)',
    replace: '> 3 * usualInterval(times)',
    why: 'nobody is told in time that no backup is made',
    suite: { file, tests: 'are late' },
  },
  {
    file: 'runtime/care/scheduled/create-backups.ts',
    find: 'if (isDue(nextMaking(plan, await readBackupLog(held.database), zone()))) await make(held);',
    replace: 'await make(held);',
    why: 'each node of a cluster makes a backup of its own',
    suite: { file, tests: 'by one of several nodes' },
  },
  {
    file: 'runtime/care/scheduled/make-archive.ts',
    find: '    await place.remove(name);\n    throw error;',
    replace: '    throw error;',
    why: 'an archive that is not what was written stays as if it were good',
    suite: { file, tests: 'are not kept where' },
  },
  {
    file: 'runtime/care/scheduled/folder-place.ts',
    find: 'for (const name of await readdir(folder))\n        if',
    replace: 'for (const name of [] as string[])\n        if',
    why: 'what was cut off fills the disk, and a missing folder is noticed late',
    suite: { file, tests: 'ended halfway' },
  },
  {
    file: 'rules/schedule/backups-to-keep.ts',
    find: 'if (seen.size === count) return;',
    replace: 'if (seen.size > count) return;',
    why: 'one day, week and month more is kept than was said',
    suite: kept,
  },
];
