import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/json.ts';
import { describeOnDatabases } from '../../../workshop/databases.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, people, shopPackage } from '../design/designing.suite.ts';

/** A field of a form that is there, a form that is not, and a parameter: all named after a word. */
const steps = (word: string) =>
  [
    { do: 'add-field', form: 'thing', content: field(`local_${word}`, 'text') },
    {
      do: 'add-form',
      content: {
        ...{ name: `local-form-${word}`, kind: 'master', label: label(word) },
        fields: [field('number', 'text', { length: 40 }), field('size', 'integer')],
      },
    },
    {
      do: 'add-param',
      type: `local_${word}`,
      content: {
        ...{ key: 'most', label: label('Most'), value: { kind: 'integer' } },
        unset: { value: 0, label: label('none') },
      },
    },
  ] as never;

const items = (word: string, size: number | string = 7): readonly JsonObject[] => [
  { action: 'set', type: `local_${word}`, key: 'most', org: null, value: 5 },
  { action: 'create', form: 'thing', body: { number: word, [`local_${word}`]: 'said' } },
  { action: 'create', form: `local-form-${word}`, body: { number: 'one', size: size } },
];

/** What is in service of a word: the value that is effective, and how many records of the new form there are. */
async function inService({ ask }: Pick<Designer, 'ask'>, word: string) {
  const value = await ask('GET', `/api/params/local_${word}/most?org=root`);
  const records = await ask('GET', `/api/forms/local-form-${word}/records?count=true`);
  const things = await ask('GET', `/api/forms/thing/records?number=${word}&view=manage`);
  const [thing] = (things.body['items'] ?? []) as readonly JsonObject[];
  return [
    value.body['value'] ?? value.status,
    records.body['total'] ?? records.status,
    thing?.[`local_${word}`],
  ];
}

const nothing = [404, 404, undefined];
const whole = [5, 1, 'said'];

describeOnDatabases('a change set that names a design', (under) => {
  let node: TestNode;
  let admin: Designer;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    admin = designer(node);
  });
  afterAll(() => node.close());

  async function prepared(word: string, sent = items(word)) {
    const design = await admin.begin({ name: word });
    const taken = await admin.take(design, 0, steps(word));
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    const set = await admin.ask('POST', '/api/changesets?org=root', { name: word, design, items: sent });
    expect(set.status, JSON.stringify(set.body)).toBe(201);
    return { design, set: set.body };
  }
  const publish = (by: TestNode, set: JsonObject, body: JsonObject = {}): Promise<TestAnswer> =>
    by.ask('POST', `/api/changesets/${String(set['id'])}/publish`, body, {
      ...{ 'if-match': `"${String(set['revision'])}"`, 'accept-language': 'en' },
    });
  const stateOf = async (id: string) => (await admin.ask('GET', `/api/design/drafts/${id}`)).body['state'];

  it('is published with it in one commit, values of what is new and all', async () => {
    const { design, set } = await prepared('first');
    expect(set).toMatchObject({
      design,
      items: [{ type: 'local_first', value: 5 }, {}, { form: 'local-form-first' }],
    });
    const preview = (await admin.ask('POST', `/api/changesets/${String(set['id'])}/preview`)).body;
    expect(preview).toMatchObject({ problems: [], design: { id: design, name: 'first', untried: 3 } });
    const plan = (preview['design'] as JsonObject)['plan'] as JsonObject;
    expect(plan['hash']).toEqual(expect.any(String));
    expect((await publish(node, set, { plan: 'another' })).body['code']).toBe('plan-changed');
    const done = await publish(node, set, { plan: plan['hash'] ?? '' });
    expect([done.status, done.body['state']], JSON.stringify(done.body)).toEqual([200, 'published']);
    expect(await inService(admin, 'first')).toEqual(whole);
    expect(await stateOf(design)).toBe('published');
    const commit = await node.tenant.database.first<{ publish: number; last_revision: number }>(
      'SELECT publish, last_revision FROM gj_commit WHERE change_set = ?',
      [String(set['id'])],
    );
    expect(Number(commit?.publish)).toBeGreaterThan(0);
    expect(Number(commit?.last_revision)).toBe(done.body['revision']);
    // Another node reads the same.
    const other = await openTestNode(under.url);
    expect(await inService(designer(other), 'first')).toEqual(whole);
    await other.close();
  });

  it('leaves the design unpublished where one item cannot be', async () => {
    const word = 'failing';
    const { design, set } = await prepared(word, [
      ...items(word),
      { action: 'create', form: 'box', body: { number: 'box' } },
      { action: 'create', form: 'box', body: { title: 'without its number' } },
    ]);
    const failed = await publish(node, set);
    expect([failed.status, failed.body['code']]).toEqual([422, 'changeset-wrong']);
    expect(failed.body['errors']).toMatchObject([{ path: '/items/4/body/number' }]);
    expect(await inService(admin, word)).toEqual(nothing);
    expect([
      await stateOf(design),
      (await admin.ask('GET', '/api/forms/box/records?count=true')).body['total'],
    ]).toEqual(['open', 0]);
    const mended = await node.ask(
      'PATCH',
      `/api/changesets/${String(set['id'])}`,
      { items: { remove: [String((set['items'] as readonly JsonObject[])[4]?.['id'])] } },
      { 'if-match': `"${String(set['revision'])}"` },
    );
    expect((await publish(node, mended.body)).status).toBe(200);
    expect(await inService(admin, word)).toEqual(whole);
  });

  it('is judged by the model that the design makes', async () => {
    const word = 'judged';
    const { design, set } = await prepared(word, items(word, 'large'));
    const path = `/api/changesets/${String(set['id'])}/preview`;
    expect((await admin.ask('POST', path)).body['problems']).toMatchObject([{ path: '/items/2/body/size' }]);
    const sent = {
      design,
      items: [{ action: 'set', type: `local_${word}`, key: 'least', org: null, value: 5 }],
    };
    const refused = await admin.ask('POST', '/api/changesets?org=root', sent);
    expect(refused.body['errors']).toMatchObject([{ code: 'parameter-unknown' }]);
    const without = await admin.ask('POST', '/api/changesets?org=root', { items: [...items(word)] });
    expect(without.body['errors']).toMatchObject([{ code: 'parameter-unknown' }, { code: 'form-unknown' }]);
  });

  it('is not put together with a design that has mistakes', async () => {
    const design = await admin.begin({ name: 'broken' });
    const wrong = { do: 'write-file', path: 'forms/broken.json', content: { name: 'broken' } } as const;
    expect((await admin.take(design, 0, [wrong])).status).toBe(200);
    const refused = await admin.ask('POST', '/api/changesets?org=root', { design });
    expect([refused.status, refused.body['code']]).toEqual([409, 'changeset-design-broken']);
  });

  it('is told of where the design is published alone or discarded', async () => {
    const { design, set } = await prepared('named');
    const named = [{ id: set['id'], number: set['number'], name: 'named', state: 'draft' }];
    expect((await admin.ask('POST', '/api/design/plan', { design })).body['changeSets']).toEqual(named);
    expect((await admin.ask('GET', `/api/design/drafts/${design}`)).body['changeSets']).toEqual(named);
    const path = `/api/design/drafts/${design}`;
    expect((await admin.ask('DELETE', path)).body).toMatchObject({
      ...{ code: 'design-named', errors: [{ code: 'design-named-by' }] },
    });
    expect((await admin.ask('DELETE', `${path}?anyway=true`)).status).toBe(200);
    expect((await publish(node, set)).body['code']).toBe('changeset-design');
    // Without it, and without what only it made, it is a change set like any other.
    const own = await admin.ask('GET', `/api/changesets/${String(set['id'])}`);
    expect([own.status, (own.body['items'] as readonly JsonObject[]).length]).toEqual([200, 3]);
    const off = await node.ask(
      'PATCH',
      `/api/changesets/${String(set['id'])}`,
      { design: null },
      { 'if-match': `"${String(set['revision'])}"` },
    );
    expect([off.status, off.body['design']]).toEqual([200, null]);
  });

  it('is published by who may publish both', async () => {
    const as = await people(node, { drafter: [{ what: 'all', publishes: false }] });
    const { design } = await prepared('both');
    await admin.ask('PUT', `/api/design/drafts/${design}`, { shared: true });
    const records = items('both').slice(1);
    const own = await as('drafter').ask('POST', '/api/changesets?org=root', { design, items: records });
    expect(own.status, JSON.stringify(own.body)).toBe(201);
    const refused = await as('drafter').ask(
      'POST',
      `/api/changesets/${String(own.body['id'])}/publish`,
      {},
      {
        'if-match': `"${String(own.body['revision'])}"`,
      },
    );
    expect(refused.body['code']).toBe('design-forbidden');
    expect(await stateOf(design)).toBe('open');
  });
});

/** How far it is when its server dies: before anything, with everything written, and when all is done but said. */
const moments = [1, 'before the switch', 'switched'] as const;

describeOnDatabases('a change set with a design on a server that dies', (under) => {
  it.each(moments)('is published whole or not at all, where it dies at %s', async (when) => {
    let seen = 0;
    let armed = false;
    const dying = await openTestNode(under.url, {
      onMoment(moment) {
        if (!armed) return;
        seen += 1;
        if (moment === when || seen === when) throw new Error('the server dies');
      },
    });
    await dying.publish([shopPackage()]);
    const word = `at${String(when).replaceAll(/\W/g, '')}`;
    const design = await designer(dying).begin({ name: word });
    await designer(dying).take(design, 0, steps(word));
    const made = await designer(dying).ask('POST', '/api/changesets?org=root', {
      design,
      items: [...items(word)],
    });
    const path = `/api/changesets/${String(made.body['id'])}`;
    const match = { 'if-match': `"${String(made.body['revision'])}"` };
    armed = true;
    expect((await dying.ask('POST', `${path}/publish`, {}, match)).status).toBe(500);
    armed = false;
    // Nobody gave the plan up: that is how a killed process leaves it.
    const isOut = when === 'switched';
    if (!isOut)
      await dying.tenant.database.run("UPDATE gj_plan SET state = 'running' WHERE intent LIKE ?", [
        `%${String(made.body['id'])}%`,
      ]);
    await dying.close();
    const again = await openTestNode(under.url);
    const admin = designer(again);
    expect(await inService(admin, word)).toEqual(isOut ? whole : nothing);
    const states = async () =>
      [
        (await admin.ask('GET', path)).body,
        (await admin.ask('GET', `/api/design/drafts/${design}`)).body,
      ].map(({ state }) => state);
    expect(await states()).toEqual(isOut ? ['published', 'published'] : ['draft', 'open']);
    expect(
      await again.tenant.database.first("SELECT id FROM gj_plan WHERE state = 'running'"),
    ).toBeUndefined();
    if (!isOut) expect((await again.ask('POST', `${path}/publish`, {}, match)).status).toBe(200);
    expect([await inService(admin, word), await states()]).toEqual([whole, ['published', 'published']]);
    await again.close();
  });
});
