import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { everyKind, filesOf, leaf, papersPackage } from '../every-kind.suite.ts';

const path = '/api/forms/paper/records';
/** Kinds whose values a field can be told beforehand. */
const withDefault = everyKind.filter(
  ({ made, brought, name, props: stated }) =>
    !made &&
    !brought &&
    !['parent', 'secret', 'signature', 'lines'].includes(name) &&
    !('form' in stated) &&
    !('forms' in stated) &&
    !('facts' in stated),
);

const facts: Readonly<Record<string, string>> = { multiline: 'number', date: '$today' };
const today = expect.stringMatching(/^20\d\d-\d\d-\d\d$/);

describeOnDatabases('a publish that fills in what it comes to require', (database) => {
  let node: TestNode;
  const post = async (call: string, body: JsonObject) =>
    node.ask('POST', `/api/model/${call}`, body, { 'accept-language': 'en' });
  const read = async (number: string) => {
    const { body } = await node.ask('GET', `${path}?number=${number}`);
    const [{ id }] = body['items'] as [{ id: string }];
    return (await node.ask('GET', `${path}/${id}`)).body;
  };
  const finished = async (id: Json) => {
    for (;;) {
      const { body } = await node.ask('GET', `/api/jobs/${String(id)}`, undefined, {
        'accept-language': 'en',
      });
      if (body['status'] !== 'waiting' && body['status'] !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const whole = everyKind.map(({ field }) => field);
  const strict = () =>
    papersPackage(
      whole.map((field) => {
        const known = withDefault.find(({ name }) => name === field['name']);
        // Not a value, but what gives one.
        const fact = facts[known?.name ?? ''];
        if (fact) return { ...field, required: true, default: { fact } };
        if (known) return { ...field, required: true, default: known.value };
        if (field['name'] !== 'lines') return field;
        const [code] = field['fields'] as [JsonObject];
        return {
          ...field,
          fields: [code, { ...code, name: 'unit', default: 'kg', required: leaf('code', 'equal', 'a') }],
        };
      }),
    );
  beforeAll(async () => {
    node = await openTestNode(database.url);
    const first = filesOf(papersPackage(whole));
    const plan = await post('plan', first);
    expect((await post('apply', { ...first, hash: plan.body['hash'] ?? null })).status).toBe(200);
    for (const body of [
      { number: 'EMPTY' },
      { number: 'HALF', text: 'own', lines: [{ code: 'a' }, { code: 'b' }] },
    ])
      expect((await node.ask('POST', path, body)).status).toBe(201);
  });
  afterAll(() => node.close());

  it('offers it for every kind that can have a default, and refuses what it did not offer', async () => {
    const body = filesOf(strict());
    const plan = await post('plan', body);
    const offers = plan.body['offers'] as JsonObject[];
    expect(Object.fromEntries(offers.map(({ fill, records }) => [fill, records]))).toEqual({
      ...Object.fromEntries(withDefault.map(({ name }) => [`paper/${name}`, name === 'text' ? 1 : 2])),
      'paper/lines.unit': 1,
    });
    for (const [said, whole, code] of [
      [{ fill: ['paper/number'] }, 'publish-body', 'publish-fill'],
      [{ fill: 'paper/text' }, 'body-wrong', 'publish-fill-list'],
      [{ accept: 'paper' }, 'body-wrong', 'publish-accept-list'],
      [{ downgrade: 'paper' }, 'body-wrong', 'publish-downgrade-list'],
    ] as const) {
      const wrong = { ...body, hash: plan.body['hash'] ?? null, ...said };
      for (const call of ['plan', 'apply']) {
        const refused = await post(call, wrong);
        const [first] = refused.body['errors'] as JsonObject[];
        expect([refused.status, refused.body['code'], first?.['code']]).toEqual([400, whole, code]);
      }
    }
  });

  it('does it as a job, in history, and leaves alone what somebody filled in', async () => {
    const body = filesOf(strict());
    const plan = await post('plan', body);
    const applied = await post('apply', { ...body, hash: plan.body['hash'] ?? null, fill: true });
    expect(applied.status, JSON.stringify(applied.body)).toBe(200);
    const job = await finished(applied.body['job'] ?? null);
    expect(job, JSON.stringify(job)).toMatchObject({ status: 'done', updated: 2, failed: 0 });
    const [empty, half] = [await read('EMPTY'), await read('HALF')];
    const given = { date: [today, today], multiline: ['EMPTY', 'HALF'], text: ['word', 'own'] };
    for (const { name, value } of withDefault) {
      const [first, second] = given[name as keyof typeof given] ?? [value, value];
      expect([name, empty[name], half[name]]).toEqual([name, first, second]);
    }
    expect(half['lines']).toMatchObject([
      { code: 'a', unit: 'kg' },
      { code: 'b', unit: null },
    ]);
    const { body: history } = await node.ask('GET', `${path}/${String(empty['id'])}/history`);
    expect((history['items'] as JsonObject[]).map(({ operation }) => operation)).toEqual([
      'update',
      'create',
    ]);
    const again = await post('plan', body);
    expect([again.body['offers'], again.body['issues']]).toEqual([[], []]);
  });

  it('counts and names what could not be saved', async () => {
    const rule = {
      name: 'never',
      fields: ['tag'],
      message: { zh: '不行', en: 'Never so' },
      check: leaf('tag', 'equal', 'x'),
    };
    const body = filesOf(
      papersPackage([...whole, { ...whole[0], name: 'late', required: true, default: 'now' }], {
        paper: { rules: [rule] },
      }),
    );
    const plan = await post('plan', body);
    const applied = await post('apply', { ...body, hash: plan.body['hash'] ?? null, fill: ['paper/late'] });
    const job = await finished(applied.body['job'] ?? null);
    expect(job).toMatchObject({ status: 'done', updated: 0, failed: 2 });
    expect((job['details'] as JsonObject)['refused']).toMatchObject([
      { number: 'EMPTY', link: expect.any(String) },
      { number: 'HALF' },
    ]);
  });

  it('offers it for a yes or no that begins as one: empty it is neither, and no filter finds it', async () => {
    const flag = { name: 'urgent', kind: 'boolean', label: { zh: '加急', en: 'Urgent' }, default: false };
    const fields = whole.map((field) =>
      field['name'] === 'lines' ? { ...field, fields: [...(field['fields'] as JsonObject[]), flag] } : field,
    );
    const body = filesOf(papersPackage([...fields, flag]));
    const plan = await post('plan', body);
    expect(plan.body['offers']).toMatchObject([
      { fill: 'paper/lines.urgent', records: 1, message: expect.stringContaining('No') },
      { fill: 'paper/urgent', records: 2, default: false },
    ]);
    expect((plan.body['issues'] as JsonObject[]).map(({ code }) => code)).toContain('values-unsaid');
    const urgent = async () => {
      const filter = encodeURIComponent(JSON.stringify({ fact: 'urgent', operator: 'equal', value: false }));
      const { body: found } = await node.ask('GET', `${path}?filter=${filter}`);
      return (found['items'] as JsonObject[]).map(({ number }) => number);
    };
    const applied = await post('apply', { ...body, hash: plan.body['hash'] ?? null, fill: ['paper/urgent'] });
    expect(applied.status, JSON.stringify(applied.body)).toBe(200);
    expect(await finished(applied.body['job'] ?? null)).toMatchObject({
      status: 'done',
      updated: 2,
      failed: 0,
    });
    expect(await urgent()).toEqual(expect.arrayContaining(['EMPTY', 'HALF']));
    expect((await post('plan', body)).body['offers']).toEqual([]);
    const late = await node.ask('POST', path, { number: 'LATE', lines: [{ code: 'a' }] });
    expect(late.body).toMatchObject({ urgent: false, lines: [{ urgent: false }] });
  });
});
