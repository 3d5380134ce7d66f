import fc from 'fast-check';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { platformUser } from '../../call/system-call.ts';
import { notePackage } from '../../server/test-node.suite.ts';
import { openWorld, type World } from './world.suite.ts';

/** Texts by the number of the record that has them, as `A 1, B 2`: one record alone may have a text. */
const moves: readonly (readonly [sentence: string, there: string, file: string, failed: number])[] = [
  ['a value that the next record gives up', 'A 1, B 2', 'A 2, B 3', 0],
  ['a value that the record before gives up', 'A 1, B 2', 'B 3, A 2', 0],
  ['values that all move on by one', 'A 1, B 2, C 3, D 4', 'A 2, B 3, C 4, D 5', 0],
  ['a value that a record gives up that is deleted', 'A 1, B 2', 'A 2, B -', 0],
  ['a value of a record that keeps it', 'A 1, B 2, C 3', 'A 2, C 4', 1],
  ['a value that is given up once and wanted twice', 'A 1, B 2, C 3', 'A 2, B 4, C 2', 1],
  ['a value that is given up for one that is taken', 'A 1, B 2, C 3', 'A 2, B 3', 2],
  ['values that two records would have to exchange at once', 'A 1, B 2', 'A 2, B 1', 2],
  ['a value that a new record takes', 'A 1', 'N 1, A 2', 0],
];

describeOnDatabases('a unique value that moves within a file', (database) => {
  let world: World;
  let rounds = 0;
  beforeAll(async () => {
    world = await openWorld(database.url);
    const label = { zh: '内容', en: 'Text' };
    const fields = [{ name: 'text', kind: 'text', label }];
    const unique = [{ name: 'text', fields: ['text'], within: 'tenant' }];
    await world.tenant.publisher.publish([notePackage(fields, { key: ['number'], unique })], {
      actor: platformUser,
      reason: 'test',
    });
  });
  afterAll(() => world.close());

  /** Answers what the check and what the import says of a file, above records that are there. */
  async function both(there: readonly (readonly string[])[], file: readonly (readonly string[])[]) {
    rounds += 1;
    const own = (text: string) => `${rounds} ${text}`;
    const ids = new Map<string, string>();
    for (const [number = '', text = ''] of there)
      ids.set(number, (await world.create('note', { number: own(number), text: own(text) })).id);
    const rows = file.map(([number = '', text = '']) =>
      text === '-' ? [own(number), null, 'yes'] : [own(number), own(text), null],
    );
    const bytes = await writeXlsx({
      sheets: [{ name: 'note', rows: [['number', 'text', '$delete'], ...rows] }],
    });
    const said: unknown[] = [];
    for (const query of ['?dryRun=true', '']) {
      const { created, updated, deleted, failed, details } = await world.import('note', bytes, query);
      said.push({
        created,
        updated,
        deleted,
        failed,
        problems: (details as { problems?: object[] }).problems ?? [],
      });
    }
    return said as { failed: number; problems: { code: string }[] }[];
  }

  const pairs = (text: string) => text.split(', ').map((one) => one.split(' '));

  it.each(moves)('%s', async (_sentence, there, file, failed) => {
    const [checked, imported] = await both(pairs(there), pairs(file));
    expect(imported?.failed, JSON.stringify(imported)).toBe(failed);
    expect(checked).toEqual(imported);
    expect(new Set(imported?.problems.map(({ code }) => code))).toEqual(
      new Set(failed > 0 ? ['unique-taken'] : []),
    );
  });

  it('is taken by the check exactly where the import takes all of the file', async () => {
    const numbers = ['A', 'B', 'C', 'D', 'E', 'F'];
    const texts = ['1', '2', '3', '4', '5', '6', '7'];
    const records = fc
      .tuple(fc.shuffledSubarray(numbers), fc.shuffledSubarray(texts, { minLength: 6 }))
      .map(([some, values]) => some.map((number, at) => [number, values[at] ?? '']));
    const row = fc.tuple(fc.constantFrom(...numbers), fc.constantFrom(...texts, ...texts, '-'));
    const rows = fc.uniqueArray(row, { minLength: 1, selector: ([number]) => number });
    await fc.assert(
      fc.asyncProperty(records, rows, async (there, file) => {
        const known = new Set(there.map(([number]) => number));
        const [checked, imported] = await both(
          there,
          file.filter(([number, text]) => text !== '-' || known.has(number)),
        );
        expect(checked?.failed === 0).toBe(imported?.failed === 0);
      }),
      { numRuns: 60 },
    );
  });
});
