import type { Mutant } from './mutant.ts';

const ofWriter = { file: 'runtime/storage/store/commit/writer.db.test.ts' };
const ofClocks = { file: 'runtime/server/clocks.db.test.ts' };
const ofMembers = { file: 'runtime/server/members.db.test.ts', project: 'mysql' } as const;
const ofOutages = { file: 'runtime/server/hanging.db.test.ts', project: 'mysql' } as const;

/** Faults that show when a database hangs or is lost, clocks are apart, or a server is told to stop. */
export const ofOutagesAndClocks: readonly Mutant[] = [
  {
    file: 'runtime/storage/store/commit/writer.ts',
    find: '(isAway && oldest ? oldest.since : performance.now())',
    replace: 'performance.now()',
    why: 'whoever waits behind a database that is away waits as long once more',
    suite: ofWriter,
  },
  {
    file: 'runtime/database/drivers/mysql-connection.ts',
    find: 'const over = () => leave(',
    replace: 'const over = () => void (',
    why: 'a statement that is never answered is waited for',
    suite: ofOutages,
  },
  {
    file: 'runtime/database/drivers/mysql.ts',
    find: 'if (isCommitting && mayBeDone(error)) {',
    replace: 'if (isCommitting && !mayBeDone(error)) {',
    why: 'a commit whose answer was lost is told as one that was not made',
    suite: ofOutages,
  },
  {
    file: 'runtime/database/drivers/mysql-pool.ts',
    find: 'if (revision < known) throw behind();',
    replace: '',
    why: 'a server that knows less than was seen is read from',
    suite: ofOutages,
  },
  {
    file: 'runtime/database/shared-clock.ts',
    find: 'now: () => machine() - ahead,',
    replace: 'now: machine,',
    why: 'a node whose clock is fast ends the sessions of others',
    suite: ofClocks,
  },
  {
    file: 'runtime/tenant/tenant.ts',
    find: 'at: database.dialect.now, zone',
    replace: 'at: String(clock() + 3_600_000), zone',
    why: 'a node drags the instants of commits ahead',
    suite: ofClocks,
  },
  {
    file: 'runtime/database/drivers/mysql-member.ts',
    find: "...(reads ? ['SET SESSION TRANSACTION READ ONLY'] : []),",
    replace: '',
    why: 'a privileged user writes to a replica',
    suite: ofMembers,
  },
  {
    file: 'runtime/access/auth/session-store.ts',
    find: "if (DatabaseError.is(error, 'read-only')) return session;",
    replace: '',
    why: 'nobody is let in to look where nothing can be written',
    suite: ofMembers,
  },
  {
    file: 'runtime/storage/tables/node-clocks.ts',
    find: 'Number(row.now) - Number(row.beat)',
    replace: 'Number(row.beat) - Number(row.now)',
    why: 'the member whose clock is slow is called fast',
    suite: ofClocks,
  },
  {
    file: 'runtime/http/pipeline/drain.ts',
    find: 'if (isEnding) last(response);',
    replace: '',
    why: 'whoever asks on in time is cut by a server that stops, instead of told that his connection ends',
    suite: { file: 'runtime/server/drain.test.ts' },
  },
];
