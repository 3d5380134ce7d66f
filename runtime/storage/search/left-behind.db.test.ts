import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { underLease } from '../../database/lease.ts';
import { openNotes } from './indexed-notes.suite.ts';

describeOnDatabases('an index that another node was at', (under) => {
  it('is gone on with soon after that node let go, though nobody writes', async () => {
    const notes = await openNotes(under.url);
    try {
      const { database } = notes.node.tenant;
      const { promise: gone, resolve: letGo } = Promise.withResolvers<void>();
      const other = underLease(database, { work: 'search', node: 'another' }, () => gone);
      const made = await notes.batch(
        Array.from({ length: 40 }, (_, at) => ({
          op: 'create',
          body: { number: `n${at}`, title: 'a note' },
        })),
      );
      expect(made.filter(({ status }) => status !== 201)).toEqual([]);
      // Whoever wrote woke the keeper, which found the other at work.
      await sleep(1_500);
      expect(await notes.indexes()).toEqual([]);
      letGo();
      await other;
      await expect.poll(notes.indexes, { timeout: 8_000 }).toMatchObject([{ phase: 'ready' }]);
    } finally {
      await notes.node.close();
    }
  });
});
