import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { nodesServing, readNodes, reportNode, sweepNodes } from '../../storage/tables/nodes.ts';
import { people } from '../design/designing.suite.ts';

describeOnDatabases('the servers of one database', (under) => {
  let node: TestNode;
  const day = 24 * 3_600_000;
  beforeAll(async () => {
    node = await openTestNode(under.url, { name: 'web-1:8787' });
    await node.publish([notePackage([])]);
  });
  afterAll(() => node.close());

  const seen = async (id: string, name: string, ago: number) => {
    const { database } = node.tenant;
    await reportNode(database, { id, name, startedAt: 1, model: 1 });
    await database.run(`UPDATE gj_node SET last_seen = ${database.dialect.now} - ? WHERE id = ?`, [ago, id]);
  };
  const servers = async () => {
    const { status, body } = await node.ask('GET', '/api/nodes');
    expect(status).toBe(200);
    return (body['items'] as readonly JsonObject[]).map(({ name, state, own }) => [name, state, own]);
  };

  it('are told by the names that people know them by, with what each of them serves', async () => {
    await expect.poll(servers, { timeout: 10_000 }).toEqual([['web-1:8787', 'serving', true]]);
    await seen('two', 'web-2:8787', 0);
    await seen('three', 'web-3:8787', 60_000);
    expect(await servers()).toEqual([
      ['web-1:8787', 'serving', true],
      ['web-2:8787', 'behind', false],
      ['web-3:8787', 'silent', false],
    ]);
  });

  it('are told once where one was started again, and no more when they are gone for a day', async () => {
    await seen('former', 'web-1:8787', 60_000);
    await seen('gone', 'web-4:8787', day - 60_000);
    expect((await servers()).map(([name]) => name)).toEqual([
      ...['web-1:8787', 'web-2:8787', 'web-3:8787', 'web-4:8787'],
    ]);
    await seen('gone', 'web-4:8787', day + 60_000);
    await sweepNodes(node.tenant.database);
    expect((await servers()).map(([name]) => name)).toEqual(['web-1:8787', 'web-2:8787', 'web-3:8787']);
  });

  it('of a former version, which does not say its name, is told by its id', async () => {
    const { database } = node.tenant;
    await seen('older', 'older', 0);
    await database.run("UPDATE gj_node SET name = NULL WHERE id = 'older'");
    const named = (await readNodes(database, database.dialect)).filter(({ id }) => id === 'older');
    expect(named).toMatchObject([{ name: 'older' }]);
    const { behind } = await nodesServing(database, 2, node.tenant.node);
    expect(behind.map(({ name }) => name)).toContain('older');
  });

  it('are told to whoever designs upon them, and to nobody else who only works with forms', async () => {
    const by = await people(node, { designs: [{ what: 'all', publishes: false }], works: [] });
    expect((await by('designs').ask('GET', '/api/nodes')).status).toBe(200);
    expect((await by('works').ask('GET', '/api/nodes')).status).toBe(403);
  });
});
