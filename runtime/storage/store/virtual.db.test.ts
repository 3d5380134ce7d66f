import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { membersIn } from '../../model/openapi/schema-parts.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const path = '/api/forms/note/records';

/** Ways to make a value of others, each of which is kept under one name and evaluated when read under another. */
const ways: Readonly<Record<string, readonly [kind: string, how: JsonObject]>> = {
  worth: ['formula', { formula: 'price * (1 + firstOf(above.rank, 0) / 100) + sum(lines.amount)' }],
  said: ['formula', { formula: '"no. " & number & if(rank > 3, "!", "")' }],
  whose: ['formula', { formula: 'above' }],
  twice: ['computed', { compute: { op: 'sum', of: ['price', 'rank', 'lines.amount'], scale: 3 } }],
  upper: ['carry', { from: 'above', field: 'rank' }],
};
const names = Object.keys(ways);
const twin = (name: string) => `${name}Read`;

describeOnDatabases('fields that are evaluated when a record is read', (database) => {
  let node: TestNode;
  let version = 0;
  const filesOf = (read: JsonObject, form: JsonObject = {}, more: readonly JsonObject[] = []) => {
    version += 1;
    const made = notePackage(
      [
        field('price', 'money'),
        field('rank', 'integer'),
        field('above', 'reference', { form: 'note' }),
        field('lines', 'entries', {
          fields: [
            field('amount', 'decimal', { precision: 12, scale: 2 }),
            field('share', 'formula', { formula: 'amount * parent.price', scale: 3 }),
            field('shareRead', 'formula', { formula: 'amount * parent.price', scale: 3, ...read }),
          ],
        }),
        ...names.flatMap((name) => {
          const [kind, how] = ways[name] ?? ['', {}];
          return [field(name, kind, how), field(twin(name), kind, { ...how, ...read })];
        }),
        ...more,
      ],
      form,
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
      const { body } = await node.ask('GET', `/api/jobs/${String(id)}`);
      if (body['status'] !== 'waiting' && body['status'] !== 'running') return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const itemsOf = async (query: string) => {
    const { status, body } = await node.ask('GET', `${path}?${query}`, undefined, {
      'accept-language': 'en',
    });
    return { status, body, items: (body['items'] ?? []) as JsonObject[] };
  };
  const alike = (record: JsonObject) => {
    for (const name of names)
      expect(record[twin(name)], `${name} of ${JSON.stringify(record)}`).toEqual(record[name]);
    for (const row of (record['lines'] ?? []) as JsonObject[]) expect(row['shareRead']).toEqual(row['share']);
  };
  const ids: string[] = [];
  const change = async (id: string | undefined, body: JsonObject) => {
    const { revision } = (await node.ask('GET', `${path}/${id}`)).body;
    return node.ask('PATCH', `${path}/${id}`, body, { 'if-match': `"${revision}"` });
  };

  beforeAll(async () => {
    node = await openTestNode(database.url);
    await apply(
      filesOf({ virtual: true }, {}, [
        field('due', 'date'),
        field('late', 'formula', { formula: 'due < $today', virtual: true }),
        field('laterToo', 'formula', { formula: 'if(late, "late", "fine")', virtual: true }),
      ]),
    );
    const bodies: JsonObject[] = [
      { number: 'A', price: '100', rank: 10, lines: [{ amount: '1.5' }, { amount: '2' }], due: '2000-01-01' },
      { number: 'B', price: '50', rank: 2, above: { number: 'A' }, due: '2999-01-01' },
      { number: 'C', above: { number: 'B' }, lines: [{ amount: '-7' }] },
    ];
    for (const body of bodies) {
      const saved = await node.ask('POST', path, body);
      expect(saved.status, JSON.stringify(saved.body)).toBe(201);
      alike(saved.body);
      ids.push(String(saved.body['id']));
    }
  });
  afterAll(() => node.close());

  it('say what the same field says that is kept: of one record, of a list, of some of its fields', async () => {
    for (const id of ids) alike((await node.ask('GET', `${path}/${id}`)).body);
    const all = await itemsOf('sort=number');
    expect(all.items.map(({ worthRead }) => worthRead)).toEqual(['103.5', '55', '-7']);
    all.items.forEach(alike);
    const some = await itemsOf(
      `sort=number&fields=${names.flatMap((name) => [name, twin(name)]).join()},lines`,
    );
    expect(some.items).toHaveLength(3);
    some.items.forEach(alike);
    const alone = await itemsOf('sort=number&fields=twiceRead');
    expect(alone.items.map(({ twiceRead }) => twiceRead)).toEqual(['113.5', '52', '-7']);
  });

  it('may ask which day it is, and what is evaluated beside them', async () => {
    const { items } = await itemsOf('sort=number&fields=late,laterToo');
    expect(items.slice(0, 2).map(({ late, laterToo }) => [late, laterToo])).toEqual([
      [true, 'late'],
      [false, 'fine'],
    ]);
  });

  it('are evaluated anew where what they are made of changes elsewhere, and nothing is written', async () => {
    const before = (await node.ask('GET', `${path}/${ids[1]}`)).body;
    expect((await change(ids[0], { rank: 20 })).status).toBe(200);
    const after = (await node.ask('GET', `${path}/${ids[1]}`)).body;
    expect([after['worthRead'], after['worth'], after['revision']]).toEqual(['60', '55', before['revision']]);
    await change(ids[0], { rank: 10 });
  });

  it('stand in the version of history that stands, and in no former one', async () => {
    const { body } = await node.ask('GET', `${path}/${ids[0]}/history`);
    const records = (body['items'] as JsonObject[]).map(({ record }) => record as JsonObject);
    expect(records.map(({ worth }) => worth)).toEqual(['103.5', '103.5', '103.5']);
    expect(records.map(({ worthRead }) => worthRead)).toEqual(['103.5', null, null]);
    const changed = (body['items'] as { changes: { path: string }[] }[]).flatMap(({ changes }) => changes);
    expect(changed.filter(({ path: at }) => at.endsWith('Read'))).toEqual([]);
  });

  it.each([
    ['worthRead[gt]=1', 'a filter'],
    ['sort=worthRead', 'an order'],
  ])('are refused by lists: %s', async (query) => {
    const { status, body } = await itemsOf(query);
    expect(status, JSON.stringify(body)).toBe(400);
  });

  it('are given by nobody, and the documentation says so', async () => {
    const sent = await change(ids[2], { worthRead: '1', rank: 1 });
    expect(sent.body).toMatchObject({ worthRead: '-7', worth: '-7', rank: 1 });
    const { body } = await node.ask('GET', '/openapi.json?forms=note');
    const { schemas } = body['components'] as { schemas: JsonObject };
    expect(membersIn(schemas['note'] ?? null, body as JsonObject)['worthRead']).toMatchObject({
      readOnly: true,
      description: expect.stringContaining('computed whenever the record is read'),
    });
  });

  it('are empty, and the record says so, where their formula would look at too many rows', async () => {
    const terms = Array.from({ length: 90 }, (_, at) => `parent.many.part * ${at}`).join(' + ');
    const ofAll = `sum(${terms}, parent.many.part > part)`;
    const many = field('many', 'entries', {
      fields: [
        field('part', 'integer'),
        field('ofAll', 'formula', { formula: ofAll, virtual: true, label: label('of all') }),
      ],
    });
    const after = field('after', 'formula', { formula: 'sum(many.ofAll) + 1', virtual: true });
    await apply(filesOf({ virtual: true }, {}, [many, after]));
    const rows = (count: number) => Array.from({ length: count }, (_, part) => ({ part }));
    const saved = async (count: number) =>
      node.ask('POST', path, { number: `M${count}`, many: rows(count) }, { 'accept-language': 'en' });
    const few = await saved(30);
    expect([few.status, few.body['$warnings']]).toEqual([201, undefined]);
    const made = await saved(250);
    const warnings = [
      {
        path: '/many',
        code: 'not-evaluated',
        severity: 'warning',
        message: expect.stringContaining('“of all”'),
      },
      {
        path: '/after',
        code: 'not-evaluated',
        severity: 'warning',
        message: expect.stringContaining('“after”'),
      },
    ];
    const of = (record: JsonObject) => record['$warnings'];
    expect([made.status, of(made.body)]).toMatchObject([201, warnings]);
    const one = `${path}/${String(made.body['id'])}`;
    const read = await node.ask('GET', one, undefined, { 'accept-language': 'en' });
    expect([of(read.body), read.body['after']]).toMatchObject([warnings, null]);
    expect(new Set((read.body['many'] as JsonObject[]).map((row) => row['ofAll']))).toEqual(new Set([null]));
    const listed = async (fields: string) => (await itemsOf(`number=M250&fields=${fields}`)).items.map(of);
    expect(await listed('after')).toMatchObject([[{ ...warnings[1], code: 'not-evaluated-here' }]]);
    expect(await listed('number')).toEqual([undefined]);
    const { body } = await node.ask('GET', `${one}/history`, undefined, { 'accept-language': 'en' });
    expect((body['items'] as JsonObject[]).map(({ record }) => of(record as JsonObject))).toMatchObject([
      warnings,
    ]);
  });

  it('share among the records of a list what it may take; those it does not reach are told by name', async () => {
    const heavy = async (at: number) => {
      const body = { number: `Z${at}`, many: Array.from({ length: 60 }, (_, part) => ({ part })) };
      expect((await node.ask('POST', path, body)).status).toBe(201);
    };
    for (const at of [1, 2, 3]) await heavy(at);
    const { items } = await itemsOf('sort=-number&limit=3&fields=number,after,many');
    expect(items.map(({ number }) => number)).toEqual(['Z3', 'Z2', 'Z1']);
    const warned = items.map(({ $warnings }) => $warnings as readonly JsonObject[] | undefined);
    // Nobody is left out who could have it, and everything that is empty is told.
    for (const [at, { after }] of items.entries()) expect(after === null).toBe(warned[at] !== undefined);
    expect(warned[0]).toBeUndefined();
    expect(warned.at(-1)).toMatchObject([
      { path: '/many', code: 'not-evaluated-here', message: expect.stringContaining('“of all”') },
      { path: '/after', code: 'not-evaluated-here', message: expect.stringContaining('“after”') },
    ]);
    for (const { id } of items.slice(-1)) {
      const alone = (await node.ask('GET', `${path}/${String(id)}`)).body;
      expect([alone['$warnings'], alone['after'] === null]).toEqual([undefined, false]);
    }
  });

  it('are kept from a publish on that says so, once the job has filled them in, and back', async () => {
    const kept = await apply(filesOf({}));
    expect(kept.plan['issues']).toContainEqual(expect.objectContaining({ code: 'fields-computed' }));
    await finished(kept.job);
    const { items } = await itemsOf('sort=number&worthRead[gt]=60');
    expect(items.map(({ number }) => number)).toEqual(['A']);
    (await itemsOf('sort=number')).items.forEach(alike);
    await apply(filesOf({ virtual: true }));
    (await itemsOf('sort=number')).items.forEach(alike);
    expect((await itemsOf('worthRead[gt]=60')).status).toBe(400);
  });
});
