import { expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { filesOf, papersPackage, text } from './every-kind.suite.ts';

const template = { name: 'letter', kind: 'template', form: 'thing', label: { zh: '信', en: 'Letter' } };
const called = (zh: string, en: string) => ({ thing: [text('rank', { label: { zh, en } })] });

describeOnDatabases('a template that somebody wrote with what a field is called', (database) => {
  it('goes on with that field, whatever it is called afterwards', async () => {
    const node = await openTestNode(database.url);
    onTestFinished(() => node.close());
    const publish = async (options: JsonObject) => {
      const files = filesOf(papersPackage([template], options));
      const plan = await node.ask('POST', '/api/model/plan', files);
      const { status, body } = await node.ask('POST', '/api/model/apply', {
        ...files,
        hash: plan.body['hash'] ?? null,
      });
      expect(status, JSON.stringify(body)).toBe(200);
    };
    await publish(called('等级', 'Old label'));
    const made = await node.ask('POST', '/api/forms/paper/records', {
      number: 'P1',
      letter: '[&Old label&]、[&等级&]',
    });
    expect([made.status, made.body['letter']]).toEqual([201, '[&rank&]、[&rank&]']);
    // What had that name before is another field by now.
    await publish({
      thing: [
        text('rank', { label: { zh: '级别', en: 'Rank' } }),
        text('other', { label: { zh: '等级', en: 'Old label' } }),
      ],
    });
    const place = `/api/forms/paper/records/${String(made.body['id'])}`;
    const { body } = await node.ask('GET', place);
    expect(body['letter']).toBe('[&rank&]、[&rank&]');
    const match = { 'if-match': `"${String(body['revision'])}"` };
    const again = await node.ask('PATCH', place, { letter: String(body['letter']), tag: 'x' }, match);
    expect([again.status, again.body['letter']]).toEqual([200, '[&rank&]、[&rank&]']);
  });
});
