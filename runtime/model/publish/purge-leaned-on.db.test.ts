import { expect, it } from 'vitest';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { field, installsOn, label, shop } from '../../preparation/install/world.suite.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { purgeable } from '../../storage/tables/purge.ts';

const author = { actor: { id: 'a', name: 'A' }, reason: 'test' };

describeOnDatabases('a purge of what a layer goes on speaking of', (under) => {
  it('is refused with where it is spoken of, and nothing is begun; once nobody speaks of it, it goes', async () => {
    const node = await openTestNode(under.url);
    const on = installsOn(node);
    await on.install([shop('1.0.0', { more: [field('place', 'text', { length: 20 })] })]);
    await on.says({ 'fields/place/label': label('Ours') });
    await on.install([shop('2.0.0')], { take: 'ours' });
    const { publisher, database, served } = node.tenant;
    const hidden = async () => (await purgeable(database, served().model)).map(({ path }) => path);
    expect(await hidden()).toEqual(['thing/place']);
    await expect(publisher.purge('thing/place', author)).rejects.toMatchObject({
      code: 'purge-leaned-on',
      problems: [expect.objectContaining({ path: expect.stringContaining('local/extensions/thing.json#') })],
    });
    expect(await publisher.finishPurges()).toEqual([]);
    expect(await hidden()).toEqual(['thing/place']);
    await on.says({});
    await publisher.purge('thing/place', author);
    expect(await hidden()).toEqual([]);
    await node.close();
  });
});
