import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import type { Database } from './database.ts';
import { openDatabase } from './drivers/open-database.ts';
import { whenCommitted } from './when-committed.ts';

describeOnDatabases('work that goes by what was committed', (under) => {
  const nodes: Database[] = [];
  const [own, other] = [() => nodes[0]!, () => nodes[1]!];
  const add = 'INSERT INTO thing (id) VALUES (?)';
  let id = 0;
  const next = () => {
    id += 1;
    return [id];
  };
  let done = 0;
  let work: () => Promise<void>;
  /** What happens while the work is done. */
  let meanwhile: () => Promise<unknown> = async () => {};

  beforeAll(async () => {
    nodes.push(await openDatabase(under.url, '/nowhere'), await openDatabase(under.url, '/nowhere'));
    await own().schema.alter('CREATE TABLE thing (id INTEGER PRIMARY KEY)');
    work = whenCommitted(own(), async () => {
      done += 1;
      await meanwhile();
    });
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
  });

  /** Whether it is done once more after that. */
  async function isDone(after: () => Promise<unknown> = async () => {}): Promise<boolean> {
    await work();
    const before = done;
    await after();
    await work();
    return done > before;
  }
  const tells = under.name === 'sqlite';

  it.each<readonly [says: string, isDone: boolean, after: () => Promise<unknown>]>([
    ['by this server', true, () => own().run(add, next())],
    ['by another server', true, () => other().run(add, next())],
    ['in a transaction', true, () => own().transaction((tx) => tx.run(add, next()))],
    ['in a transaction of another server', true, () => other().transaction((tx) => tx.run(add, next()))],
    ['by a statement that answers rows', true, () => own().all(`${add} RETURNING id`, next())],
    [
      'as a new table',
      true,
      () => own().schema.alter(`CREATE TABLE thing${next()[0]} (id INTEGER PRIMARY KEY)`),
    ],
    ['as a beat of the heart of another server', true, () => other().beat(add, next())],
    ['as a beat of its own heart', !tells, () => own().beat(add, next())],
    [
      'by nobody, as it was taken back',
      !tells,
      () =>
        own()
          .transaction((tx) => tx.run(add, next()).then(() => Promise.reject(new Error('no'))))
          .catch(() => {}),
    ],
    ['by nobody, who only read', !tells, () => own().all('SELECT id FROM thing')],
    ['by nobody', !tells, async () => {}],
  ])('is done again when something was committed %s: %s', async (_, expected, after) => {
    expect(await isDone(after)).toBe(expected);
  });

  it('is done again for what was committed while it was done', async () => {
    await own().run(add, next());
    meanwhile = () => other().run(add, next());
    await work();
    meanwhile = async () => {};
    expect(await isDoneNow()).toBe(true);
  });

  it('is done again after it failed', async () => {
    await own().run(add, next());
    meanwhile = () => Promise.reject(new Error('away'));
    await expect(work()).rejects.toThrow('away');
    meanwhile = async () => {};
    expect(await isDoneNow()).toBe(true);
  });

  async function isDoneNow(): Promise<boolean> {
    const before = done;
    await work();
    return done > before;
  }
});
