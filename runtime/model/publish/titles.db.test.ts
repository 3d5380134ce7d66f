import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { installedFrom } from './publisher.ts';

const label = (en: string) => ({ zh: en, en });
const field = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'text',
  length: 50,
  label: label(name),
  ...more,
});
const master = { kind: 'master', sharing: 'everybody', label: label('Form') };

function shop(title: string) {
  const thing = {
    name: 'thing',
    ...master,
    title,
    fields: ['number', 'first', 'second'].map((one) => field(one)),
  };
  const reference = { name: 'thing', kind: 'reference', form: 'thing', label: label('Thing') };
  const manifest = { name: 'shop', version: '1.0.0', guiju: { prefix: 's', label: label('Shop') } };
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { ...manifest, peerDependencies: { platform: '*' } }],
      ['forms/thing.json', thing],
      ['forms/shelf.json', { name: 'shelf', ...master, fields: [field('number'), reference] }],
    ]),
  );
}

describeOnDatabases('a publish after which records are called by another field', (under) => {
  it('calls them so at once, also those that were named before', async () => {
    const node = await openTestNode(under.url);
    const create = async (form: string, body: JsonObject) =>
      String((await node.ask('POST', `/api/forms/${form}/records`, body)).body['id']);
    try {
      await node.publish([shop('first')]);
      const thing = await create('thing', { number: 'T', first: 'one', second: 'two' });
      const shelf = await create('shelf', { number: 'H', thing: { id: thing } });
      const called = async () => {
        const { body } = await node.ask('GET', `/api/forms/shelf/records/${shelf}`);
        return (body['thing'] as JsonObject)['name'];
      };
      expect(await called()).toBe('one');
      await node.publish([shop('second')]);
      expect(await called()).toBe('two');
      await node.publish([shop('first')]);
      expect(await called()).toBe('one');
    } finally {
      await node.close();
    }
  });
});
