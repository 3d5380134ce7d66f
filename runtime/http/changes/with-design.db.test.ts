import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { everyOther } from '../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { freeLeases, runToItsEnd } from '../../database/killed.suite.ts';
import { openTestNode, type TestAnswer, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, people, shopPackage } from '../design/designing.suite.ts';

/** A field of a form that is there, a form that is not, and a parameter: all named after a word. */
const steps = (word: string) =>
  [
    { do: 'add-field', form: 'thing', content: field(`local_${word}`, 'text') },
    {
      do: 'add-form',
      content: {
        name: `local-form-${word}`,
        kind: 'master',
        sharing: 'everybody',
        label: label(word),
        fields: [field('number', 'text', { length: 40 }), field('size', 'integer')],
      },
    },
    {
      do: 'add-param',
      type: `local_${word}`,
      content: {
        key: 'most',
        label: label('Most'),
        value: { kind: 'integer' },
        unset: { value: 0, label: label('none') },
      },
    },
  ] as never;

const items = (word: string, size: number | string = 7): readonly JsonObject[] => [
  { action: 'set', type: `local_${word}`, key: 'most', org: null, value: 5 },
  { action: 'create', form: 'thing', body: { number: word, [`local_${word}`]: 'said' } },
  { action: 'create', form: `local-form-${word}`, body: { number: 'one', size: size } },
];

/** Returns what is in service of a word: the value that is effective, and the number of records of the new form. */
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

async function prepare(by: Designer, word: string, sent = items(word)) {
  const design = await by.begin({ name: word });
  const taken = await by.take(design, 0, steps(word));
  expect(taken.status, JSON.stringify(taken.body)).toBe(200);
  const set = await by.ask('POST', '/api/changesets?org=root', { name: word, design, items: sent });
  expect(set.status, JSON.stringify(set.body)).toBe(201);
  return { design, set: set.body };
}

describeOnDatabases('a change set that names a design', (under) => {
  let node: TestNode;
  let admin: Designer;
  let ahead = 0;
  const hour = 3_600_000;
  const clock = () => Date.now() + ahead;
  beforeAll(async () => {
    node = await openTestNode(under.url, { clock });
    await node.publish([shopPackage()]);
    admin = designer(node);
  });
  afterAll(() => node.close());

  const prepared = (word: string, sent = items(word)) => prepare(admin, word, sent);
  const publish = (by: TestNode, set: JsonObject, body: JsonObject = {}): Promise<TestAnswer> =>
    by.ask('POST', `/api/changesets/${String(set['id'])}/publish`, body, {
      'if-match': `"${String(set['revision'])}"`,
      'accept-language': 'en',
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
    const { design, set } = await prepared(word);
    const path = `/api/changesets/${String(set['id'])}/preview`;
    const large = await admin.ask('POST', '/api/changesets?org=root', {
      design,
      items: items(word, 'large'),
    });
    expect(large.body['errors']).toMatchObject([{ path: '/items/2/body/size', code: 'schema-type' }]);
    const taken = await admin.take(design, 3, [
      { do: 'remove', form: `local-form-${word}`, place: 'fields/size' },
    ]);
    expect(taken.status, JSON.stringify(taken.body)).toBe(200);
    expect((await admin.ask('POST', path)).body['problems']).toMatchObject([{ path: '/items/2/body/size' }]);
    const sent = {
      design,
      items: [{ action: 'set', type: `local_${word}`, key: 'least', org: null, value: 5 }],
    };
    const refused = await admin.ask('POST', '/api/changesets?org=root', sent);
    expect(refused.body['errors']).toMatchObject([{ code: 'parameter-unknown' }]);
    const without = await admin.ask('POST', '/api/changesets?org=root', { items: [...items(word)] });
    expect(without.body['errors']).toMatchObject([
      { code: 'parameter-unknown' },
      { code: 'unknown-field' },
      { code: 'form-unknown' },
    ]);
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
      code: 'design-named',
      errors: [{ code: 'design-named-by' }],
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

  describe('at its time', () => {
    const scheduled = async ({ set }: Awaited<ReturnType<typeof prepared>>) => {
      const path = `/api/changesets/${String(set['id'])}`;
      const match = { 'if-match': `"${String(set['revision'])}"` };
      const body = { at: new Date(clock() + hour).toISOString() };
      const answer = await node.ask('POST', `${path}/schedule`, body, match);
      expect([answer.status, answer.body['state']], JSON.stringify(answer.body)).toEqual([200, 'scheduled']);
      return async () => {
        const { state, failure } = (await admin.ask('GET', path)).body;
        return [state, (failure as JsonObject | null)?.['code']];
      };
    };
    const comes = () => {
      ahead += 2 * hour;
    };

    it('goes live with the design, nobody being there', async () => {
      const made = await prepared('timely');
      const becomes = await scheduled(made);
      comes();
      await expect.poll(becomes, { timeout: 20_000 }).toEqual(['published', undefined]);
      // The design is closed once every node serves what it says.
      await expect.poll(() => stateOf(made.design), { timeout: 20_000 }).toBe('published');
      expect(await inService(admin, 'timely')).toEqual(whole);
    });

    it('fails with why where the design cannot be published, and neither is', async () => {
      const made = await prepared('late');
      const becomes = await scheduled(made);
      await admin.ask('DELETE', `/api/design/drafts/${made.design}?anyway=true`);
      comes();
      await expect.poll(becomes, { timeout: 20_000 }).toEqual(['failed', 'changeset-design']);
      expect(await inService(admin, 'late')).toEqual(nothing);
    });
  });

  describe('where others have to agree', () => {
    const settings = '/api/forms/tenant-settings/record?org=root';
    const asks = async (what: JsonObject) => {
      const { revision } = (await node.ask('GET', settings)).body;
      const kept = await node.ask('PATCH', settings, what, { 'if-match': `"${String(revision)}"` });
      expect(kept.status, JSON.stringify(kept.body)).toBeLessThan(300);
    };
    const setStep = async (by: Pick<Designer, 'ask'>, { id }: JsonObject, step: string) => {
      const path = `/api/changesets/${String(id)}`;
      const { revision } = (await by.ask('GET', path)).body;
      return by.ask('POST', `${path}/${step}`, {}, { 'if-match': `"${String(revision)}"` });
    };
    const published = [200, 'published'];
    const outcome = ({ status, body }: TestAnswer) => [status, body['code'] ?? body['state']];
    const designStep = (by: Designer, design: string, step: string) =>
      by.ask('POST', `/api/design/drafts/${design}/${step}`, {});
    let ben: Designer;
    beforeAll(async () => {
      ben = (await people(node, { agreeing: [{ what: 'all', publishes: true }] }))('agreeing');
      const roles = '/api/forms/role/records';
      const { items } = (await node.ask('GET', `${roles}?number=agreeing`)).body;
      const [{ id, revision } = {}] = items as readonly JsonObject[];
      const grants = [{ form: '*', actions: ['approve-changes'], scope: 'all' }];
      const match = { 'if-match': `"${String(revision)}"` };
      expect((await node.ask('PATCH', `${roles}/${String(id)}`, { grants }, match)).status).toBe(200);
    });

    it('to the design: waits for that, though nobody has to agree to the set', async () => {
      await asks({ approvalDesigns: true });
      const { design, set } = await prepared('asked');
      expect(outcome(await setStep(admin, set, 'publish'))).toEqual([409, 'design-unapproved']);
      expect(await inService(admin, 'asked')).toEqual(nothing);
      await designStep(admin, design, 'propose');
      expect((await designStep(ben, design, 'approve')).body['state']).toBe('approved');
      expect(outcome(await setStep(admin, set, 'publish'))).toEqual(published);
      expect(await inService(admin, 'asked')).toEqual(whole);
      await asks({ approvalDesigns: false });
    });

    it('to the set: waits for that, though nobody has to agree to the design', async () => {
      await asks({ approvalForms: [{ form: 'thing' }] });
      const { design, set } = await prepared('agreed');
      expect(outcome(await setStep(admin, set, 'publish'))).toEqual([409, 'approval-needed']);
      expect([await inService(admin, 'agreed'), await stateOf(design)]).toEqual([nothing, 'open']);
      expect(outcome(await setStep(admin, set, 'propose'))).toEqual([200, 'waiting']);
      // A person who agrees sees the design, and is told who has to share it.
      const sharing = async () =>
        (await ben.ask('GET', `/api/changesets/${String(set['id'])}`)).body['sharing'];
      const by = { name: '管理员' };
      expect(await sharing()).toMatchObject({ by, shared: false, seen: false });
      const refused = await setStep(ben, set, 'approve');
      expect(outcome(refused)).toEqual([409, 'changeset-design-unshared']);
      expect(refused.body['detail']).toContain(by.name);
      await admin.ask('PUT', `/api/design/drafts/${design}`, { shared: true });
      expect(await sharing()).toMatchObject({ by, shared: true, seen: true });
      expect(outcome(await setStep(ben, set, 'approve'))).toEqual([200, 'approved']);
      expect(outcome(await setStep(admin, set, 'publish'))).toEqual(published);
      expect(await inService(admin, 'agreed')).toEqual(whole);
      const { approvalForms } = (await node.ask('GET', settings)).body;
      const [{ id = '' } = {}] = approvalForms as readonly JsonObject[];
      await asks({ approvalForms: [{ id, $delete: true }] });
    });
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

/** The moments at which its server is killed: before anything, with everything written, when all is done but said. */
const moments = ['begun', 'before the switch', 'switched'] as const;
const at = (path: string) => new URL(path, import.meta.url).href;

/** A node in a process of its own, which publishes a set and kills itself there. */
const publishAndDie = (url: string, set: JsonObject, when: string) => `
  import { openTestNode } from '${at('../../server/test-node.suite.ts')}';
  let isAtIt = false;
  const node = await openTestNode(${JSON.stringify(url)}, {
    onMoment(moment) {
      if (!isAtIt || moment !== ${JSON.stringify(when)}) return;
      process.stdout.write(moment);
      process.kill(process.pid, 'SIGKILL');
    },
  });
  isAtIt = true;
  const { id, revision } = ${JSON.stringify({ id: set['id'], revision: set['revision'] })};
  const done = await node.ask('POST', '/api/changesets/' + id + '/publish', {}, { 'if-match': '"' + revision + '"' });
  console.log('survived ' + JSON.stringify(done));
  await node.close();
`;

describeOnDatabases('a change set with a design on a server that is killed', (under) => {
  it('is published whole or not at all', { timeout: 120_000 }, async () => {
    let node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    for (const when of everyOther(moments, under.name)) {
      const word = when.replaceAll(' ', '');
      const { design, set } = await prepare(designer(node), word);
      await node.close();
      const { killed, output } = await runToItsEnd(publishAndDie(under.url, set, when));
      expect([killed, output]).toEqual([true, when]);
      await freeLeases(under.url);
      node = await openTestNode(under.url);
      const admin = designer(node);
      const path = `/api/changesets/${String(set['id'])}`;
      const states = async () =>
        [
          (await admin.ask('GET', path)).body,
          (await admin.ask('GET', `/api/design/drafts/${design}`)).body,
        ].map(({ state }) => state);
      const isOut = when === 'switched';
      expect([await inService(admin, word), await states()], when).toEqual(
        isOut ? [whole, ['published', 'published']] : [nothing, ['draft', 'open']],
      );
      expect(
        await node.tenant.database.first("SELECT id FROM gj_plan WHERE state = 'running'"),
      ).toBeUndefined();
      const match = { 'if-match': `"${String(set['revision'])}"` };
      if (!isOut) expect((await node.ask('POST', `${path}/publish`, {}, match)).status).toBe(200);
      expect([await inService(admin, word), await states()]).toEqual([whole, ['published', 'published']]);
    }
    await node.close();
  });
});
