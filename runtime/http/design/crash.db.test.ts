import { expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode } from '../../server/test-node.suite.ts';
import { designer, field, shopPackage } from './designing.suite.ts';

/**
 * The points of a publish at which its server dies: before anything was done, midway, and when all is done but said.
 */
const moments = [1, 3, 'archived'] as const;

describeOnDatabases('a design on a server that dies', (under) => {
  it('is there again with every step that was answered', async () => {
    const first = await openTestNode(under.url);
    await first.publish([shopPackage()]);
    const ann = designer(first);
    const id = await ann.begin();
    await ann.take(id, 0, [{ do: 'add-field', form: 'thing', content: field('local_a', 'text') }]);
    await ann.ask('POST', `/api/design/drafts/${id}/points`, { name: 'good' });
    // Nobody says goodbye: what is only in its memory is gone.
    const again = await openTestNode(under.url);
    const { body } = await designer(again).ask('GET', `/api/design/drafts/${id}`);
    expect(body).toMatchObject({
      entries: 2,
      log: [{ n: 1 }, { n: 2, does: { do: 'point', name: 'good' } }],
    });
    await designer(again).publish(id);
    await again.close();
    await first.close();
  });

  it.each(moments)('is published or open, and nothing between, where it dies at %s', async (when) => {
    let seen = 0;
    let armed = false;
    const dying = await openTestNode(under.url, {
      onMoment(moment) {
        if (!armed) return;
        seen += 1;
        if (moment === when || seen === when) throw new Error('the server dies');
      },
    });
    const name = `local_at${when}`;
    const id = await designer(dying).begin();
    await designer(dying).take(id, 0, [{ do: 'add-field', form: 'thing', content: field(name, 'text') }]);
    const plan = await designer(dying).ask('POST', '/api/design/plan', { design: id });
    armed = true;
    const died = await designer(dying).ask('POST', '/api/design/publish', {
      design: id,
      hash: plan.body['hash'] ?? '',
    });
    expect(died.status).toBe(500);
    armed = false;
    await dying.close();
    const again = await openTestNode(under.url);
    const admin = designer(again);
    const state = async () => (await admin.ask('GET', `/api/design/drafts/${id}`)).body;
    const fields = async () => {
      const { body } = await admin.ask('GET', '/api/forms/thing');
      return (body['fields'] as JsonObject[]).map((one) => one['name']);
    };
    const isOut = (await fields()).includes(name);
    expect(await state()).toMatchObject({
      publishing: false,
      entries: 1,
      state: isOut ? 'published' : 'open',
    });
    if (!isOut) await admin.publish(id);
    expect(await fields()).toContain(name);
    await again.close();
  });
});
