import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { freshDatabase, type TestDatabase } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { installsOn, shop } from './world.suite.ts';

let database: TestDatabase;
let node: TestNode;
beforeAll(async () => {
  database = await freshDatabase();
  node = await openTestNode(database.url);
});
afterAll(async () => {
  await node.close();
  await database.drop();
});

it('a set says what came, what went and what the customer had taken out, and nothing that did not happen', async () => {
  const on = installsOn(node);
  await on.install([shop('1.0.0', { columns: ['number', 'title', 'rate'] })]);
  await on.says({ 'list/columns': { remove: ['title'] } });
  await on.install([shop('2.0.0', { columns: ['number', 'rate'] })]);
  const noticed = async (columns: readonly string[]) => {
    const { notices } = await on.plan([shop('3.0.0', { columns })]);
    const about = (notices as JsonObject[]).find(({ target }) => target === 'list/columns');
    return String(about?.['message']).split(': ')[1]?.split('; ');
  };
  const said = {
    'merge-sets-added': (items: string) => `shop adds ${items}`,
    'merge-sets-removed': (items: string) => `shop removes ${items}`,
    'merge-sets-stays': (items: string) => `local had removed ${items}, which stays removed`,
  };
  expect(await noticed(['number', 'title', 'colour'])).toEqual([
    said['merge-sets-added']('title, colour'),
    said['merge-sets-removed']('rate'),
    said['merge-sets-stays']('title'),
  ]);
  expect(await noticed(['number', 'rate', 'colour'])).toEqual([said['merge-sets-added']('colour')]);
});
