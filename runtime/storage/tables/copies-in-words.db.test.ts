import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Database } from '../../database/database.ts';
import { openMigrated } from '../../database/migrated.suite.ts';
import { copiesInWords } from './copies-in-words.ts';
import type { FillColumn } from './plan.ts';

/** Milliseconds this thread has worked: what others on the machine do does not count. */
function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

describeOnDatabases('own copies in which options become texts', (under) => {
  let database: Database;
  const copies = 40;
  const content = (first: string) =>
    JSON.stringify({
      lines: Array.from({ length: 5_000 }, (_, at) => ({ id: `l${at}`, colour: at === 0 ? first : 'other' })),
    });
  beforeAll(async () => {
    database = await openMigrated(under.url);
    for (let at = 0; at < copies; at++)
      await database.run(
        'INSERT INTO gj_overlay (form, record, org, content, by_user, at, revision) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ['item', `r${at}`, 'o', content(at === copies - 1 ? 'r' : 'other'), 'u', 0, 1],
      );
  });
  afterAll(() => database.close());

  it('let others in between one and the next, however many there are and however much is in each', async () => {
    const change = {
      kind: 'fill-column',
      form: 'item',
      path: 'item/lines/colour',
      values: { r: 'red' },
      words: true,
    };
    // Memory is tidied up now and then, in one turn.
    const shares = [await longestShare(change), await longestShare(change), await longestShare(change)];
    expect(Math.min(...shares)).toBeLessThan(1 / 3);
    const rows = await database.all<{ content: string }>('SELECT content FROM gj_overlay');
    expect(rows.map((row) => row.content).filter((text) => text.includes('"red"'))).toEqual([content('red')]);
  });

  /** Of the time it takes, the part of the longest turn in which nobody else comes in. */
  async function longestShare(change: object): Promise<number> {
    let under = true;
    let [longest, since] = [0, worked()];
    const began = since;
    const doing = database
      .transaction((tx) => copiesInWords(tx, change as FillColumn))
      .finally(() => {
        under = false;
      });
    while (under) {
      await new Promise((resolve) => setImmediate(resolve));
      longest = Math.max(longest, worked() - since);
      since = worked();
    }
    await doing;
    return longest / (since - began);
  }
});
