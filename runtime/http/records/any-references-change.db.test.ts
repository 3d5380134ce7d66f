import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { membersIn } from '../../model/openapi/schema-parts.ts';
import type { Installed } from '../../model/packages/package-store.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const of = (name: string, fields: readonly JsonObject[], more: JsonObject = {}): [string, Json] => [
  `forms/${more['id'] ?? name}.json`,
  {
    name,
    kind: 'master',
    sharing: 'everybody',
    label: label(name),
    fields: [field('number', 'text', { length: 40, required: true }), ...fields],
    ...more,
  },
];

let version = 0;

/** Deeds, slips and vouchers that point at them; each a later version. */
function vouchers(fields: readonly JsonObject[], renamed: JsonObject = {}): Installed {
  version += 1;
  const peerDependencies = { platform: '*' };
  const guiju = { prefix: 'vc', label: label('Vouchers') };
  return installedFrom(
    new Map<string, Json>([
      ['package.json', { name: 'vouchers', version: `1.${version}.0`, peerDependencies, guiju }],
      of('deed', [field('name', 'text')], renamed),
      of('slip', [field('name', 'text')]),
      of('voucher', fields),
    ]),
  );
}
const single = (more: JsonObject = {}) => field('source', 'reference', { form: 'deed', ...more });
const any = (forms: readonly string[] = ['deed', 'slip'], more: JsonObject = {}) =>
  field('source', 'any-reference', { forms: [...forms], ...more });
const rows = (item: JsonObject) => field('lines', 'entries', { fields: [{ ...item, name: 'item' }] });

const path = (form: string) => `/api/forms/${form}/records`;

describeOnDatabases('references that come to point at several forms, and back', (database) => {
  let node: TestNode;
  const ids: Record<string, string> = {};
  const plan = async (next: Installed) => {
    const body = { packages: [{ files: Object.fromEntries(next.files) }] };
    const answer = await node.ask('POST', '/api/model/plan', body, { 'accept-language': 'en' });
    return { body, answer: answer.body };
  };
  const apply = async (next: Installed) => {
    const { body, answer } = await plan(next);
    const applied = await node.ask('POST', '/api/model/apply', { ...body, hash: answer['hash'] ?? null });
    expect(applied.status, JSON.stringify(answer['issues'] ?? applied.body).slice(0, 2000)).toBe(200);
  };
  const make = async (form: string, body: JsonObject) => {
    const { status, body: made } = await node.ask('POST', path(form), body);
    expect(status, JSON.stringify(made)).toBe(201);
    ids[`${form}/${body['number']}`] = String(made['id']);
    return made;
  };
  const read = async (number: string) => {
    const { body } = await node.ask('GET', `${path('voucher')}?number=${number}`);
    const [found] = body['items'] as JsonObject[];
    return (await node.ask('GET', `${path('voucher')}/${String(found?.['id'])}`)).body;
  };
  const change = async (number: string, body: JsonObject) => {
    const { id, revision } = await read(number);
    const headers = { 'if-match': `"${String(revision)}"` };
    return node.ask('PATCH', `${path('voucher')}/${String(id)}`, body, headers);
  };
  const users = async (form: string, number: string) => {
    const { body } = await node.ask('GET', `${path(form)}/${ids[`${form}/${number}`]}/references`);
    return (body['items'] as JsonObject[]).map((one) => `${one['number']} ${one['field']}`).toSorted();
  };
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await apply(vouchers([single(), rows(single())]));
    for (const number of ['D1', 'D2']) await make('deed', { number, name: `deed ${number}` });
    for (const number of ['D1', 'S1']) await make('slip', { number, name: `slip ${number}` });
    await make('voucher', { number: 'A', source: 'D1', lines: [{ item: 'D2' }, {}] });
    await make('voucher', { number: 'B' });
    await change('A', { source: 'D2' });
  });
  afterAll(() => node.close());
  const pointer = (form: string, number: string) => ({
    form,
    id: ids[`${form}/${number}`],
    number,
    name: `${form} ${number}`,
  });

  it('keep what they point at, in rows as well, and so does what refers to it', async () => {
    await apply(vouchers([any(), rows(any())]));
    expect(await read('A')).toMatchObject({
      source: pointer('deed', 'D2'),
      lines: [{ item: pointer('deed', 'D2') }, { item: null }],
    });
    expect(await users('deed', 'D2')).toEqual(['A lines.item', 'A source']);
    expect(await users('deed', 'D1')).toEqual([]);
  });

  it('restore what a version of before pointed at', async () => {
    const { id, revision } = await read('A');
    const at = `${path('voucher')}/${String(id)}/history`;
    const { body } = await node.ask('GET', at);
    const [, , first] = [...(body['items'] as JsonObject[]), undefined].toReversed();
    expect(JSON.stringify(body)).toContain('"name":"deed D1"');
    const oldest = (body['items'] as JsonObject[]).at(-1) ?? first ?? {};
    const back = await node.ask(
      'POST',
      `${at}/${String(oldest['revision'])}/restore`,
      {},
      {
        'if-match': `"${String(revision)}"`,
      },
    );
    expect([back.status, back.body['source']]).toEqual([200, pointer('deed', 'D1')]);
  });

  it('go through a sheet and come back, by form and number', async () => {
    await change('B', { source: 'slip/S1', lines: [{ item: { form: 'slip', number: 'D1' } }] });
    const csv = await node.raw('GET', '/api/forms/voucher/export?format=csv');
    expect(csv.status).toBeLessThan(300);
    const text = await finished(csv);
    expect(text).toContain('deed/D1');
    expect(text).toContain('slip/S1');
    const bytes = new TextEncoder().encode('number,source\nB,deed/deed D2\nC,slip/D1\n');
    const job = await node.raw('POST', '/api/forms/voucher/import', bytes, { 'content-type': 'text/csv' });
    await finished(job);
    expect(await read('B')).toMatchObject({ source: pointer('deed', 'D2') });
    expect(await read('C')).toMatchObject({ source: pointer('slip', 'D1') });
    await change('B', { source: 'slip/S1' });
  });

  /** The file of a job, or what it came to. */
  async function finished(response: Response): Promise<string> {
    if (response.status !== 202) return response.text();
    const { id } = (await response.json()) as { id: string };
    for (;;) {
      const { body } = await node.ask('GET', `/api/jobs/${id}`);
      if (body['status'] === 'done') break;
      expect(['waiting', 'running'], JSON.stringify(body)).toContain(body['status']);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const file = await node.raw('GET', `/api/jobs/${id}/file`);
    return file.status === 200 ? file.text() : '';
  }

  it('are told by the document with their forms', async () => {
    const { body } = await node.ask('GET', '/openapi.json?forms=voucher');
    const schemas = (body['components'] as JsonObject)['schemas'] as Record<string, JsonObject>;
    const source = (name: string) =>
      JSON.stringify(membersIn(schemas[name] ?? null, body as JsonObject)['source']);
    expect(source('voucher')).toContain('"enum":["deed","slip"]');
    expect(source('voucher.write')).toContain('deed, slip');
  });

  it('follow a form that is called otherwise: both names are understood, and the id stays', async () => {
    await apply(vouchers([any(), rows(any())], { id: 'deed', name: 'title-deed' }));
    expect(await read('A')).toMatchObject({ source: pointer('deed', 'D1') });
    for (const said of ['title-deed/D2', 'deed/D1']) {
      const { status, body } = await change('A', { source: said });
      expect([status, (body['source'] as JsonObject)['number']]).toEqual([200, said.split('/')[1]]);
    }
    await apply(vouchers([any(), rows(any())]));
  });

  it('point at fewer forms only where nothing points at those that go', async () => {
    const { answer } = await plan(vouchers([any(['deed']), rows(any())]));
    const [issue] = (answer['issues'] as JsonObject[]).filter(({ code }) => code === 'tables-unfit-rows');
    expect(issue?.['params']).toMatchObject({ count: 2 });
    expect(JSON.stringify(issue)).toContain('B');
  });

  it('become references to one form where all point at that one, and name those that do not', async () => {
    const next = () => vouchers([single({ form: 'slip' }), rows(any())]);
    const { answer } = await plan(next());
    const [issue] = (answer['issues'] as JsonObject[]).filter(({ code }) => code === 'tables-unfit-rows');
    expect(issue?.['params']).toMatchObject({ count: 1 });
    expect((await change('A', { source: 'slip/S1' })).status).toBe(200);
    await apply(next());
    expect(await read('A')).toMatchObject({ source: { id: ids['slip/S1'], number: 'S1', name: 'slip S1' } });
    expect(await users('slip', 'S1')).toEqual(['A source', 'B source']);
  });

  it.each<readonly [what: string, more: JsonObject, codes: readonly string[]]>([
    ['a form that is not there', { forms: ['deed', 'nothing'] }, ['/fields/1/forms/1 unknown-form']],
    ['no form', { forms: [] }, ['/fields/1/forms schema-few']],
    [
      'a field that chooses and is not there',
      { formField: 'nothing' },
      ['/fields/1/formField unknown-field'],
    ],
    ['a field that is no choice', { formField: 'number' }, ['/fields/1/formField form-field-unfit']],
    ['a choice that lacks a form', { formField: 'less' }, ['/fields/1/formField form-field-lacks']],
    [
      'a limit of what can be picked',
      { optionsFilter: { fact: 'name', operator: 'isNotEmpty' } },
      ['/fields/1/optionsFilter filter-of-several'],
    ],
  ])('cannot be said with %s', async (_, more, codes) => {
    const options = [{ value: 'deed', label: label('Deed') }];
    const next = vouchers([any(['deed', 'slip'], more), field('less', 'choice', { options }), rows(any())]);
    const { answer } = await plan(next);
    const errors = (answer['issues'] as JsonObject[]).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ pointer: at, code }) => `${at} ${code}`)).toEqual(codes);
  });

  it.each<readonly [what: string, carried: string, slip: readonly JsonObject[], code: string, says: string]>([
    ['is in none but one', 'extra', [], 'shared-lacks', 'slip'],
    ['is of another kind', 'extra', [field('extra', 'integer')], 'shared-differs', 'slip: integer'],
  ])('carry nothing that %s', async (_, carried, slip, code, says) => {
    version += 1;
    const next = vouchers([any(), field('worth', 'carry', { from: 'source', field: carried }), rows(any())]);
    const files = new Map(next.files);
    files.set(...of('deed', [field('name', 'text'), field('extra', 'text')]));
    files.set(...of('slip', [field('name', 'text'), ...slip]));
    const { answer } = await plan(installedFrom(files));
    const [issue] = (answer['issues'] as JsonObject[]).filter((one) => one['code'] === code);
    expect(issue?.['pointer']).toBe('/fields/2/field');
    expect(String(issue?.['message'])).toContain(says);
  });
});
