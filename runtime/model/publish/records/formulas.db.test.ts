import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import { openDatabase } from '../../../database/drivers/open-database.ts';
import { notePackage, openTestNode, type TestNode } from '../../../server/test-node.suite.ts';
import { membersIn } from '../../openapi/schema-parts.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const path = '/api/forms/note/records';

describeOnDatabases('records whose fields are made by formulas', (database) => {
  let node: TestNode;
  let version = 0;
  const filesOf = (worth: JsonObject, ...more: readonly JsonObject[]) => {
    version += 1;
    const made = notePackage(
      [
        field('price', 'money'),
        field('rank', 'integer'),
        { ...field('above', 'reference', { form: 'note' }), label: label('über uns') },
        field('lines', 'entries', {
          fields: [
            field('amount', 'decimal', { precision: 12, scale: 2 }),
            field('share', 'formula', { formula: 'amount / sum(parent.lines.amount)', scale: 4 }),
          ],
        }),
        field('worth', 'formula', worth),
        ...more,
      ],
      {},
      `1.${version}.0`,
    );
    return { packages: [{ files: Object.fromEntries(made.files) }] };
  };
  const post = async (call: string, body: JsonObject) =>
    node.ask('POST', `/api/model/${call}`, body, { 'accept-language': 'en' });
  const apply = async (body: JsonObject) => {
    const plan = await post('plan', body);
    const applied = await post('apply', { ...body, hash: plan.body['hash'] ?? null });
    expect(applied.status, JSON.stringify([plan.body, applied.body])).toBe(200);
    return { plan: plan.body, job: applied.body['job'] ?? null };
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
  const found = async (query: string) => {
    const { status, body } = await node.ask('GET', `${path}?${query}&fields=number,worth`);
    expect(status, JSON.stringify(body)).toBe(200);
    return (body['items'] as JsonObject[]).map(({ number, worth }) => [number, worth]);
  };

  beforeAll(async () => {
    node = await openTestNode(database.url);
    await apply(filesOf({ formula: 'price * (1 + firstOf(above.rank, 0) / 100) + sum(lines.amount)' }));
  });
  afterAll(() => node.close());

  it('are computed when they are saved, of rows and through references, and nobody sends the value', async () => {
    const top = await node.ask('POST', path, { number: 'A', price: '100', rank: 10 });
    expect([top.status, top.body['worth']]).toEqual([201, '100']);
    const below = await node.ask('POST', path, {
      number: 'B',
      price: '50',
      above: { number: 'A' },
      worth: '7',
      lines: [{ amount: '1', share: '9' }, { amount: '2' }],
    });
    expect(below.body, JSON.stringify(below.body)).toMatchObject({
      worth: '58',
      lines: [{ share: '0.3333' }, { share: '0.6667' }],
    });
  });

  it('are found and put in order by their column', async () => {
    expect(await found('worth[gt]=60')).toEqual([['A', '100']]);
    expect(await found('sort=worth')).toEqual([
      ['B', '58'],
      ['A', '100'],
    ]);
  });

  it('stand in answers and in nothing that is sent, as the documentation says', async () => {
    const { body } = await node.ask('GET', '/openapi.json?forms=note');
    const { schemas } = body['components'] as { schemas: JsonObject };
    const having = (name: string) =>
      ['note', 'note.listed', 'note.write', 'note.change'].filter((schema) =>
        Object.hasOwn(membersIn(schemas[schema] ?? null, body as JsonObject), name),
      );
    expect(having('price')).toEqual(['note', 'note.listed', 'note.write', 'note.change']);
    expect(having('worth')).toEqual(['note', 'note.listed']);
  });

  it('are explained by what their fields are called', async () => {
    const explained = async (place: string) => {
      const { body } = await node.ask('GET', `/api/forms/note?explain=true&of=fields/${place}`);
      const all = body['explain'] as JsonObject[];
      return all.find(({ property }) => String(property).endsWith('/formula'))?.['shown'];
    };
    expect(await explained('worth')).toBe(
      'price * (1 + firstOf({über uns.rank}, 0) / 100) + sum(lines.amount)',
    );
    expect(await explained('lines.share')).toBe('amount / sum(lines.amount)');
  });

  it('are computed anew right after a publish, which said for how many', async () => {
    const { plan, job } = await apply(filesOf({ formula: 'price * 2' }));
    expect(plan['issues']).toMatchObject([
      {
        code: 'fields-computed',
        message: '2 records of “Note” will have worth recomputed right after the publish',
      },
    ]);
    expect(await finished(job)).toMatchObject({
      name: 'Recompute: Note',
      status: 'done',
      updated: 2,
      message: 'Recomputed: 2 records changed.',
    });
    expect(await found('sort=worth')).toEqual([
      ['B', '100'],
      ['A', '200'],
    ]);
  });

  it('have a column of another type where the formula comes to one', async () => {
    const { job } = await apply(filesOf({ formula: 'number & ": " & price', length: 60 }));
    await finished(job);
    expect(await found('worth[startsWith]=A')).toEqual([['A', 'A: 100']]);
    const { job: back } = await apply(filesOf({ formula: 'price > 60' }));
    await finished(back);
    expect(await found('worth=true')).toEqual([['A', true]]);
  });

  it('wait for the next save where something is carried, and no job begins', async () => {
    const worth = { formula: 'price > 60' };
    const { plan, job } = await apply(
      filesOf(worth, field('carried', 'carry', { from: 'above', field: 'rank' })),
    );
    expect(plan['issues']).toMatchObject([{ code: 'fields-unfilled' }]);
    expect(job).toBeNull();
  });

  it('are rounded anew where their digits change, whatever their columns said of themselves before', async () => {
    const shares = async () => (await found('sort=number')).map(([, worth]) => worth);
    const digits = async (scale: number) => {
      const { plan, job } = await apply(filesOf({ formula: 'price / 3', scale }));
      expect(plan['issues']).toContainEqual(expect.objectContaining({ code: 'fields-computed' }));
      await finished(job);
    };
    await digits(2);
    expect(await shares()).toEqual(['33.33', '16.67']);
    await digits(4);
    expect(await shares()).toEqual(['33.3333', '16.6667']);
    // As a version before this one laid it.
    const under = await openDatabase(database.url, '');
    const rows = await under.all<{ path: string; kept: string }>(
      'SELECT path, kept FROM gj_physical WHERE kept IS NOT NULL',
    );
    for (const { path: of, kept } of rows) {
      const { computed, ...rest } = (typeof kept === 'string' ? JSON.parse(kept) : kept) as JsonObject;
      if (computed)
        await under.run('UPDATE gj_physical SET kept = ? WHERE path = ?', [JSON.stringify(rest), of]);
    }
    await under.close();
    await digits(1);
    expect(await shares()).toEqual(['33.3', '16.7']);
  });

  it('are refused by their name where one save would look at too many rows', async () => {
    const terms = Array.from({ length: 90 }, (_, at) => `parent.many.part * ${at}`).join(' + ');
    const ofAll = field('ofAll', 'formula', {
      formula: `sum(${terms}, parent.many.part > part)`,
      label: label('of all'),
    });
    const many = field('many', 'entries', { fields: [field('part', 'integer'), ofAll] });
    await apply(filesOf({ formula: 'price * 2' }, many));
    const saved = (rows: number) =>
      node.ask(
        'POST',
        path,
        { number: `M${rows}`, many: Array.from({ length: rows }, (_, part) => ({ part })) },
        { 'accept-language': 'en' },
      );
    expect((await saved(30)).status).toBe(201);
    const { status, body } = await saved(250);
    expect([status, body['errors']]).toMatchObject([
      422,
      [{ path: '/many', code: 'formula-rows', message: expect.stringContaining('“of all”') }],
    ]);
  });

  it('name the roles that will not see what they are made of, once', async () => {
    const grants = [{ form: 'note', actions: ['read'], scope: 'all', readable: ['number', 'worth', 'rank'] }];
    for (const number of ['clerk', 'guard'])
      await node.ask('POST', '/api/forms/role/records', { number, name: number, grants });
    const warnings = async (formula: string) => {
      const { plan, job } = await apply(filesOf({ formula }));
      await finished(job);
      const issues = plan['issues'] as readonly JsonObject[];
      return issues.filter(({ code }) => code === 'computed-withheld').map(({ message }) => message);
    };
    expect(await warnings('rank * 2')).toEqual([]);
    expect(await warnings('rank * price')).toEqual([
      '“worth” of “Note” is calculated from price, which 2 roles cannot see, so they will not see it either: clerk, guard',
    ]);
    expect(await warnings('price * 3')).toEqual([]);
  });

  it('name those that could not be saved', async () => {
    const { job } = await apply(filesOf({ formula: 'price * 1000000', precision: 8, scale: 0 }));
    const done = await finished(job);
    expect(done).toMatchObject({ status: 'done', failed: 1, updated: 1 });
    expect((done['details'] as JsonObject)['refused']).toMatchObject([
      { number: 'A', reason: expect.stringContaining('before the decimal point') },
    ]);
  });
});
