import type { Mutant } from './mutant.ts';

const file = 'runtime/care/scheduled/scheduled.db.test.ts';
const increments = 'runtime/care/backup/increments.db.test.ts';
const kept = { file: 'rules/schedule/backups-to-keep.test.ts' };

/** Backups that the server makes by itself. */
export const ofBackups: readonly Mutant[] = [
  {
    file: 'runtime/care/backup/edit-script.ts',
    find: 'if (this.#page) this.#dropping(this.#page.rows - this.#at);',
    replace: '',
    why: 'rows that are gone come back when a chain is restored',
    suite: { file: increments, tests: 'row by row' },
  },
  {
    file: 'runtime/care/backup/row-mark.ts',
    find: 'said += `${names[at]}${text},`',
    replace: 'said += `${names[at]}${text.slice(0, 8)},`',
    why: 'changes at the end of a value are in no increment',
    suite: { file: increments, tests: 'row by row' },
  },
  {
    file: 'runtime/care/backup/row-sources.ts',
    find: 'if (isSame) return null;',
    replace: 'return null;',
    why: 'rows that stayed are read under the columns of another publish',
    suite: { file: increments, tests: 'row by row' },
  },
  {
    file: 'runtime/care/backup/read-archive.ts',
    find: 'header.after.sha256 !== whole[at - 1]?.digest',
    replace: 'whole[at - 1] === undefined',
    why: 'an increment is laid on an archive that it was not made for',
    suite: { file: increments, tests: 'is refused' },
  },
  {
    file: 'rules/schedule/backups-to-keep.ts',
    find: 'next; next = byMoment.get(next.after ?? Number.NaN))',
    replace: 'next; next = undefined)',
    why: 'an archive is removed that increments stand on',
    suite: { file: 'rules/schedule/backups-to-keep.test.ts', tests: 'never lack one' },
  },
  {
    file: 'runtime/care/scheduled/chain-of.ts',
    find: 'return within(place, chainOf(name, there), [], read);',
    replace: 'return within(place, [name], [], read);',
    why: 'the trial of an increment says nothing of what it stands on',
    suite: { file: 'runtime/care/scheduled/increments.db.test.ts', tests: 'tried as a chain' },
  },
  {
    file: 'runtime/work/jobs/put-back.ts',
    find: 'left = refused.map(([step]) => step);',
    replace: 'left = [];',
    why: 'records that name one another stay gone',
    suite: { file: 'runtime/care/moments/set-back.db.test.ts', tests: 'come back under their ids' },
  },
  {
    file: 'runtime/care/moments/changed-since.ts',
    find: "managesRecord(call, form, 'edit', one);",
    replace: 'one !== null;',
    why: 'the plan names records that its reader may not see',
    suite: { file: 'runtime/care/moments/set-back.db.test.ts', tests: 'named to nobody' },
  },
  {
    file: 'runtime/care/backup/load-rows.ts',
    find: 'if (insert && rows > 0)',
    replace: 'if (insert && rows > 1)',
    why: 'what is restored lacks a row of some tables, and the trial passes',
    suite: { file, tests: 'restored on trial, which' },
  },
  {
    file: 'runtime/care/scheduled/due-backups.ts',
    find: 'Math.max(2 * usual, usual + hour)',
    replace: 'Math.max(3 * usual, usual + hour)',
    why: 'nobody is told in time that no backup is made',
    suite: { file, tests: 'are late' },
  },
  {
    file: 'runtime/care/scheduled/create-backups.ts',
    find: 'if (isDue(nextMaking(plan, now, zone()))) await make(',
    replace: 'await make(',
    why: 'a backup is made whenever something else is due, and by each node of a cluster',
    suite: { file, tests: 'cannot be restored any more' },
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
