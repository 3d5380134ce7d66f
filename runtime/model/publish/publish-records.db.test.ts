import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { purge, purgeable } from '../../storage/tables/purge.ts';
import { installedFrom } from './publisher.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const text = (name: string, more: JsonObject = {}) => field(name, 'text', { length: 50, ...more });
const records = '/api/forms/note/records';
const filesOf = (installed: ReturnType<typeof notePackage>) => ({
  files: Object.fromEntries(installed.files),
});

describeOnDatabases('a publish and the records that are there', (database) => {
  let node: TestNode;
  let version = 0;
  const packageOf = (fields: readonly JsonObject[], form: JsonObject = {}) => {
    version += 1;
    return notePackage(fields, form, `1.${version}.0`);
  };
  const create = async (body: JsonObject) => {
    const answer = await node.ask('POST', records, body);
    return answer.status === 201 ? '201' : `${answer.status} ${String(answer.body['code'])}`;
  };
  const claims = async (rule: string) => {
    const [row] = await node.tenant.database.all<{ n: number }>(
      'SELECT COUNT(*) AS n FROM gj_claim WHERE rule = ?',
      [rule],
    );
    return row?.n;
  };
  beforeAll(async () => {
    node = await openTestNode(database.url);
  });
  afterAll(() => node.close());

  it('refuses a rule that records there break, and names them', async () => {
    await node.publish([
      packageOf([text('code'), text('kind'), field('lines', 'entries', { fields: [text('tag')] })]),
    ]);
    for (const [at, code] of ['a', 'b', 'a', 'a', null, null].entries())
      expect(
        await create({
          number: `N${at}`,
          code,
          kind: at === 3 ? 'loose' : 'strict',
          lines: [{ tag: `t${at}` }],
        }),
      ).toBe('201');
    const body = {
      packages: [
        filesOf(
          packageOf([text('code'), text('kind'), field('lines', 'entries', { fields: [text('tag')] })], {
            unique: [{ name: 'one-code', fields: ['code'] }],
          }),
        ),
      ],
    };
    const plan = await node.ask('POST', '/api/model/plan', body, { 'accept-language': 'en' });
    expect(plan.body['hash']).toBeNull();
    const [issue] = plan.body['issues'] as JsonObject[];
    expect(issue).toMatchObject({
      code: 'unique-clashes',
      pointer: '/unique/0',
      params: { count: 2, numbers: ['N2', 'N3'] },
    });
    expect(issue?.['message']).toContain('N2');
    expect((await node.ask('POST', '/api/model/apply', { ...body, hash: 'x' })).status).toBe(422);
    expect(await create({ number: 'N9', code: 'b', kind: 'strict' })).toBe('201');
  });

  it('lets a rule hold for records that were there before it', async () => {
    const rule = {
      name: 'one-code',
      fields: ['code'],
      where: {
        all: [
          { fact: 'kind', operator: 'equal', value: 'strict' },
          { fact: 'number', operator: 'notIn', value: ['N2', 'N9'] },
        ],
      },
    };
    const across = { name: 'one-tag', fields: ['tag'], across: 'lines' };
    await node.publish([
      packageOf([text('code'), text('kind'), field('lines', 'entries', { fields: [text('tag')] })], {
        unique: [rule, across],
      }),
    ]);
    expect(await claims('one-code')).toBe(2);
    expect(await create({ number: 'P1', code: 'a', kind: 'strict' })).toBe('409 unique-taken');
    expect(await create({ number: 'P2', code: 'a', kind: 'loose' })).toBe('201');
    expect(await create({ number: 'P3', code: 'c', kind: 'strict', lines: [{ tag: 't1' }] })).toBe(
      '409 unique-taken',
    );
    const { body } = await node.ask('GET', `${records}?number=N0`);
    const [first] = body['items'] as { id: string; revision: number }[];
    await node.ask('PATCH', `${records}/${first?.id}`, { code: 'z' }, { 'if-match': `"${first?.revision}"` });
    expect(await create({ number: 'P4', code: 'a', kind: 'strict' })).toBe('201');
  });

  it('changes and drops what is claimed with the rule', async () => {
    const fields = [text('code'), text('kind'), field('lines', 'entries', { fields: [text('tag')] })];
    await node.publish([packageOf(fields, { unique: [{ name: 'one-code', fields: ['code', 'number'] }] })]);
    expect(await claims('one-tag')).toBe(0);
    expect(await create({ number: 'Q1', code: 'z' })).toBe('201');
    await node.publish([packageOf(fields)]);
    expect(await claims('one-code')).toBe(0);
  });

  it('claims values as they are after their field was reshaped', async () => {
    await node.publish([
      packageOf([text('size'), text('code')], { unique: [{ name: 'one-size', fields: ['size'] }] }),
    ]);
    expect(await create({ number: 'R1', size: '7' })).toBe('201');
    expect(await create({ number: 'R2', size: '07' })).toBe('201');
    const whole = (unique: readonly JsonObject[]) =>
      packageOf([field('size', 'integer'), text('code')], { unique });
    const body = { packages: [filesOf(whole([{ name: 'one-size', fields: ['size'] }]))] };
    const plan = await node.ask('POST', '/api/model/plan', body);
    expect((plan.body['issues'] as JsonObject[])[0]).toMatchObject({
      code: 'unique-clashes',
      params: { numbers: ['R2'] },
    });
    const { body: found } = await node.ask('GET', `${records}?number=R2`);
    const [second] = found['items'] as { id: string; revision: number }[];
    await node.ask(
      'PATCH',
      `${records}/${second?.id}`,
      { size: '8' },
      { 'if-match': `"${second?.revision}"` },
    );
    await node.publish([whole([{ name: 'one-size', fields: ['size'] }])]);
    expect(await create({ number: 'R3', size: 8 })).toBe('409 unique-taken');
    expect(await create({ number: 'R4', size: 9 })).toBe('201');
  });

  it('brings back versions from before a field was reshaped, as the field is now', async () => {
    const former = [
      text('pieces'),
      text('price'),
      field('who', 'reference', { form: 'user' }),
      text('loose'),
      field('lines', 'entries', { fields: [text('rate')] }),
    ];
    await node.publish([packageOf(former)]);
    const made = await node.ask('POST', records, {
      number: 'S1',
      pieces: '12',
      price: '1.50',
      who: 'admin',
      loose: 'abc',
      lines: [{ rate: '0.13' }],
    });
    const id = String(made.body['id']);
    const etag = (revision: unknown) => ({ 'if-match': `"${String(revision)}"` });
    const changed = await node.ask(
      'PATCH',
      `${records}/${id}`,
      { pieces: '1', price: '2', who: null, loose: '5' },
      etag(made.body['revision']),
    );
    await node.publish([
      packageOf([
        field('pieces', 'integer'),
        field('price', 'decimal', { precision: 10, scale: 2 }),
        field('who', 'references', { form: 'user' }),
        text('loose'),
        field('lines', 'entries', { fields: [field('rate', 'percent')] }),
      ]),
    ]);
    const history = await node.ask('GET', `${records}/${id}/history`);
    expect(history.status, JSON.stringify(history.body)).toBe(200);
    const back = await node.ask(
      'POST',
      `${records}/${id}/history/${String(made.body['revision'])}/restore`,
      {},
      etag(changed.body['revision']),
    );
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    expect(back.body).toMatchObject({
      pieces: 12,
      price: '1.5',
      who: [{ number: 'admin' }],
      lines: [{ rate: '0.13' }],
    });
    await node.publish([packageOf([text('pieces'), field('loose', 'integer')])]).then(
      () => expect.unreachable(),
      () => {},
    );
    const one = await node.ask('PATCH', `${records}/${id}`, { loose: '6' }, etag(back.body['revision']));
    await node.publish([packageOf([text('pieces'), field('loose', 'integer')])]);
    const answer = await node.ask(
      'POST',
      `${records}/${id}/history/${String(made.body['revision'])}/restore`,
      {},
      etag(one.body['revision']),
    );
    expect([answer.status, answer.body['loose'], answer.body['$warnings']]).toMatchObject([
      200,
      null,
      [{ path: '/loose', code: 'version-unfit', severity: 'warning' }],
    ]);
  });

  it('says that fields computed of others are made anew at once', async () => {
    const body = {
      packages: [
        filesOf(
          packageOf([
            text('pieces'),
            field('loose', 'integer'),
            field('twice', 'computed', {
              compute: { op: 'product', of: ['loose', { value: '2' }], scale: 0 },
            }),
          ]),
        ),
      ],
    };
    const plan = await node.ask('POST', '/api/model/plan', body, { 'accept-language': 'en' });
    expect(plan.body['issues']).toMatchObject([
      { code: 'fields-computed', severity: 'warning', pointer: '/fields/3' },
    ]);
    expect(plan.body['hash']).not.toBeNull();
  });

  it('says that what people gave is replaced where the platform makes it since', async () => {
    const compute = { op: 'sum', of: ['loose', { value: '2' }], scale: 0 };
    const made = [field('loose', 'integer'), field('pieces', 'computed', { compute })];
    const body = { packages: [filesOf(packageOf(made))] };
    const plan = await node.ask('POST', '/api/model/plan', body, { 'accept-language': 'en' });
    const codes = (plan.body['issues'] as JsonObject[]).map(({ code }) => code);
    expect(codes).toContain('fields-made-anew');
    expect(codes).not.toContain('fields-computed');
  });

  it('begins with nothing when a form comes again after its data was purged', async () => {
    const unique = [{ name: 'one-code', fields: ['code'] }];
    // The former codes come back with the field, and with them those that are there twice.
    const body = { packages: [filesOf(packageOf([text('code')], { unique }))] };
    const plan = await node.ask('POST', '/api/model/plan', body);
    expect(plan.body['issues']).toContainEqual(expect.objectContaining({ code: 'unique-clashes' }));
    const serial = field('serial', 'number', { pattern: 'S{seq:3}' });
    const made = async () => (await node.ask('POST', records, { number: 'Z0' })).body['serial'];
    await node.publish([packageOf([text('code'), serial])]);
    expect(await create({ number: 'Z1', code: 'once' })).toBe('201');
    expect(await made()).toBe('S002');
    const whole = packageOf([text('code'), serial], { unique });
    const empty = { ...whole, files: new Map([...whole.files].filter(([file]) => file === 'package.json')) };
    await node.publish([empty]);
    const { database: db, node: name } = node.tenant;
    expect(await purgeable(db, node.tenant.served().model)).toMatchObject([{ path: 'note' }]);
    await purge(db, node.tenant.served().model, 'note', { node: name });
    expect(await claims('one-code')).toBe(0);
    await node.publish([packageOf([text('code'), serial], { unique })]);
    expect(await create({ number: 'Z1', code: 'once' })).toBe('201');
    expect(await made()).toBe('S002');
  });

  it('makes room where a text may come to be long, and keeps what was short', async () => {
    const rooms = [text('body', { length: 40 }), text('body', { length: 2_000 }), field('body', 'multiline')];
    const found: [string, unknown][] = [];
    for (const [at, room] of rooms.entries()) {
      await node.publish([packageOf([room])]);
      const body = 'x'.repeat([40, 2_000, 4_000][at] ?? 0);
      const made = await node.ask('POST', records, { number: `R${at}`, body });
      expect(made.status, JSON.stringify(made.body).slice(0, 500)).toBe(201);
      found.push([`${records}/${made.body['id']}`, body]);
    }
    for (const [path, body] of found) expect((await node.ask('GET', path)).body['body']).toBe(body);
  });

  it('asks organisations’ own copies too, leaves them what they may still own, and says what a form lets go', async () => {
    const leaflet = (ownable: readonly string[], more: Readonly<Record<string, JsonObject>> = {}) => {
      version += 1;
      const fields = ['number', 'title', 'remark'].map((name) =>
        text(name, { ...more[name], ...(ownable.includes(name) ? { ownable: true } : {}) }),
      );
      const sharing = { allowed: ['free'], default: 'free' };
      const guiju = { prefix: 'lf', label: label('leaflets') };
      return installedFrom(
        new Map<string, Json>([
          [
            'package.json',
            { name: 'leaflets', version: `1.${version}.0`, peerDependencies: { platform: '*' }, guiju },
          ],
          [
            'forms/leaflet.json',
            { name: 'leaflet', kind: 'master', label: label('leaflet'), sharing, validity: true, fields },
          ],
        ]),
      );
    };
    const ok = async (...asked: Parameters<typeof node.ask>) => {
      const { status, body } = await node.ask(...asked);
      expect(status, JSON.stringify(body)).toBeLessThan(300);
      return body;
    };
    await node.publish([leaflet(['title', 'remark'])]);
    const { items } = await ok('GET', '/api/forms/organisation/records?view=manage');
    const parent = { id: (items as JsonObject[])[0]?.['id'] ?? null };
    await ok('POST', '/api/forms/organisation/records', { number: 'BRANCH', name: 'Branch', parent });
    const { id } = await ok('POST', '/api/forms/leaflet/records', {
      number: 'L1',
      title: 'ours',
      remark: 'ours',
    });
    const one = `/api/forms/leaflet/records/${id}`;
    await ok('POST', '/api/forms/leaflet/assignments', { records: [id ?? null], orgs: ['BRANCH'] });
    const tag = async () => ({ 'if-match': `"${(await ok('GET', `${one}?org=BRANCH`))['revision']}"` });
    await ok('POST', `${one}/actions/personalise?org=BRANCH`, {}, await tag());
    await ok('PATCH', `${one}?org=BRANCH`, { title: 'theirs', remark: 'theirs' }, await tag());
    const seen = async () => {
      const { title, remark } = await ok('GET', `${one}?org=BRANCH`);
      return [title, remark];
    };
    expect(await seen()).toEqual(['theirs', 'theirs']);
    const on = async (installed: ReturnType<typeof leaflet>) => {
      const { issues } = await ok('POST', '/api/model/plan', { packages: [filesOf(installed)] });
      return (issues as { code: string; params: JsonObject }[]).map(({ code, params }) => [
        ...[code, params['count']],
        params['numbers'],
      ]);
    };

    // A new demand holds for copies as well, and a default that fills originals fills them.
    await ok('PATCH', `${one}?org=BRANCH`, { remark: null }, await tag());
    const asked = leaflet(['title', 'remark'], {
      title: { length: 5 },
      remark: { required: true, default: 'given' },
    });
    const plan = await ok('POST', '/api/model/plan', { packages: [filesOf(asked)] });
    expect(
      (plan['issues'] as JsonObject[]).map(({ code, params }) => [code, (params as JsonObject)['numbers']]),
    ).toEqual([
      ['copies-unfit', ['L1 (BRANCH)']],
      ['records-unfilled', ['L1 (BRANCH)']],
    ]);
    expect(plan['hash']).toBeNull();
    await ok('PATCH', `${one}?org=BRANCH`, { title: 'their' }, await tag());
    const again = await ok('POST', '/api/model/plan', { packages: [filesOf(asked)] });
    const hash = again['hash'] ?? null;
    const { job } = await ok('POST', '/api/model/apply', { packages: [filesOf(asked)], hash, fill: true });
    const { events } = { events: await node.raw('GET', `/api/jobs/${String(job)}/events`) };
    await events.text();
    expect(await seen()).toEqual(['their', 'given']);
    expect((await ok('GET', one))['remark']).toBe('ours');
    await node.publish([leaflet(['title', 'remark'])]);
    await ok('PATCH', `${one}?org=BRANCH`, { title: 'theirs', remark: 'theirs' }, await tag());
    const later = leaflet(['remark']);
    expect(await on(later)).toEqual([['copies-disowned', 1, ['L1 (BRANCH)']]]);
    await node.publish([later]);
    expect(await seen()).toEqual(['ours', 'theirs']);

    // A record that others come to see, or come to hold for ever, is no demand on anybody, and is told nevertheless.
    await ok(
      'PATCH',
      one,
      { validTo: '2020-01-31' },
      { 'if-match': `"${(await ok('GET', one))['revision']}"` },
    );
    const without = (more: JsonObject) => {
      const { files, ...rest } = leaflet(['remark']);
      const { sharing, validity, ...form } = files.get('forms/leaflet.json') as JsonObject;
      return { ...rest, files: new Map(files).set('forms/leaflet.json', { ...form, ...more }) };
    };
    const sharing = { allowed: ['free'], default: 'free' };
    expect(await on(without({ validity: true, sharing: 'everybody' }))).toEqual([
      ['records-for-all', 1, ['L1 (root)']],
      ['copies-disowned', 1, ['L1 (BRANCH)']],
    ]);
    expect(
      await on(without({ validity: true, sharing: { allowed: ['global'], default: 'global' } })),
    ).toEqual([
      ['records-former-sharing', 1, ['L1 (root)']],
      ['copies-disowned', 1, ['L1 (BRANCH)']],
    ]);
    expect(await on(without({ sharing }))).toEqual([['records-without-window', 1, ['L1 (root)']]]);
    expect(await on(without({ sharing, validity: true }))).toEqual([]);
    const rows = { ...field('title', 'entries', { fields: [text('line')] }) };
    const lined = without({ sharing, validity: true, fields: [text('number'), rows, text('remark')] });
    expect(await on(lined)).toEqual([
      ['values-left-behind', 1, ['L1 (root)']],
      ['copies-disowned', 1, ['L1 (BRANCH)']],
    ]);
    expect(await on(without({ sharing, validity: true, kind: 'setting' }))).toEqual([]);
    await ok('POST', '/api/forms/leaflet/records', { number: 'L2' });
    expect(await on(without({ sharing, validity: true, kind: 'setting' }))).toEqual([
      ['records-beside-setting', 2, ['L1 (root)', 'L2 (root)']],
    ]);
  });
});
