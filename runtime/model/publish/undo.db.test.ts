import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { installedFrom } from './publisher.ts';
import { field, form, label } from './steps.suite.ts';

const text = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind: 'text',
  length: 50,
  label: { zh: name, en: name },
  ...more,
});
const records = '/api/forms/note/records';
const english = { 'accept-language': 'en' };
const codes = (body: JsonObject) => (body['issues'] as JsonObject[]).map(({ code }) => code);
const said = (body: JsonObject) => (body['issues'] as JsonObject[]).map(({ message }) => message);

let ghosts = 0;

describeOnDatabases('undoing the last publish', (database) => {
  let node: TestNode;
  let other: TestNode;
  beforeAll(async () => {
    node = await openTestNode(database.url);
    other = await openTestNode(database.url);
  });
  afterAll(async () => {
    await other.close();
    await node.close();
  });
  const plan = (which: JsonObject = {}) => node.ask('POST', '/api/publishes/undo/plan', which, english);
  const undo = async (which: JsonObject = {}) => {
    const planned = await plan(which);
    const hash = String(planned.body['hash']);
    const done = await node.ask('POST', '/api/publishes/undo', { hash, ...which }, english);
    expect(done.status, JSON.stringify([planned.body, done.body])).toBe(200);
    return planned.body;
  };
  const shape = async (asked = node) => {
    const { body } = await asked.ask('GET', '/api/forms/note');
    return (body['fields'] as JsonObject[] | undefined)?.map(({ name, label, kind }) => ({
      name,
      label,
      kind,
    }));
  };
  const publishes = async () =>
    (await node.ask('GET', '/api/publishes')).body['items'] as unknown as {
      readonly revision: number;
      readonly at: string;
      readonly reason: string | null;
      readonly packages: JsonObject[];
      readonly undoes: { readonly revision: number; readonly again: boolean } | null;
      readonly offers: 'undo' | 'redo' | null;
    }[];
  const redo = async () => {
    const last = (await publishes()).find(({ offers }) => offers === 'redo');
    return undo({ publish: last?.revision ?? null });
  };

  it('is refused where nothing held before it', async () => {
    const { status, body } = await plan();
    expect([status, body['code']]).toEqual([409, 'undo-nothing']);
  });

  it('of a first install takes the package out of service, keeps its records, and a redo brings them back', async () => {
    await node.publish([notePackage([text('body')])]);
    await node.ask('POST', records, { number: 'A', body: 'one' });
    const planned = await undo();
    expect(planned['leaving']).toEqual([{ name: 'notes', version: '1.0.0' }]);
    expect(planned['hidden']).toEqual(['note']);
    expect(codes(planned)).toContain('records-hidden-form');
    expect(said(planned)).toContain(
      '1 record of “Note” will be hidden: kept until whoever runs this server deletes the data for good, and restored if the form is restored',
    );
    expect((await node.ask('GET', records)).status).toBe(404);
    const [gone] = await publishes();
    expect(gone?.packages).toMatchObject([{ name: 'notes', version: null, before: '1.0.0' }]);
    expect((await node.ask('GET', '/api/packages')).body['items']).toHaveLength(1);
    await redo();
    const { body } = await node.ask('GET', records);
    expect(body['items']).toMatchObject([{ number: 'A', body: 'one' }]);
    // A number that was taken under a rule is taken still.
    const twice = await node.ask('POST', records, { number: 'A', body: 'two' });
    expect([twice.status, twice.body['code']]).toEqual([409, 'number-taken']);
  });

  it('has fields, labels and kinds as they were, on every node, and says what it hides', async () => {
    const before = await shape();
    await node.publish([
      notePackage(
        [text('text', { id: 'body', label: { zh: '正文', en: 'Text' } }), text('mood')],
        {},
        '1.1.0',
      ),
    ]);
    expect(await shape()).not.toEqual(before);
    await node.ask('POST', records, { number: 'B', text: 'x', mood: 'good' });
    const planned = await undo();
    expect(codes(planned)).toContain('values-hidden');
    expect(said(planned)).toContain(
      '1 value in “mood” of “Note” will be hidden: kept until whoever runs this server deletes the data for good, and restored if the field is restored',
    );
    expect(await shape()).toEqual(before);
    await other.tenant.follow();
    expect(await shape(other)).toEqual(before);
    const { body } = await node.ask('GET', `${records}?number=B`);
    expect((body['items'] as JsonObject[])[0]).toMatchObject({ body: 'x' });
    await redo();
    const again = await node.ask('GET', `${records}?number=B`);
    expect((again.body['items'] as JsonObject[])[0]).toMatchObject({ text: 'x', mood: 'good' });
  });

  it('goes back step by step, and forth again by redo, beside what was published since', async () => {
    const fields = (names: string) => [text('body'), ...[...names].map((name) => text(`t${name}`))];
    const publish = (names: string, version: string) =>
      node.publish([notePackage(fields(names), {}, version)]);
    const table: readonly (readonly [string, () => Promise<unknown>, string, string, string])[] = [
      ['publish A', () => publish('a', '1.1.1'), 'a', 'A', ''],
      ['publish B', () => publish('ab', '1.1.2'), 'ab', 'B', ''],
      ['publish C', () => publish('abc', '1.1.3'), 'abc', 'C', ''],
      ['undo', () => undo(), 'ab', 'B', 'undo of C'],
      ['undo', () => undo(), 'a', 'A', 'undo of B'],
      ['redo', redo, 'ab', 'B', 'redo of B'],
      ['redo', redo, 'abc', 'C', 'redo of C'],
      ['undo', () => undo(), 'ab', 'B', 'undo of C'],
      ['undo', () => undo(), 'a', 'A', 'undo of B'],
      ['publish D', () => publish('ad', '1.1.4'), 'ad', 'D', ''],
      ['undo', () => undo(), 'a', 'A', 'undo of D'],
    ];
    const named = new Map<number, string>();
    for (const [act, work, shown, next, mark] of table) {
      await work();
      const all = await publishes();
      const [top] = all;
      if (top && act.startsWith('publish')) named.set(top.revision, act.slice(-1));
      const { undoes } = top ?? {};
      const said = undoes ? `${undoes.again ? 'redo' : 'undo'} of ${named.get(undoes.revision)}` : '';
      const names = (await shape())?.map(({ name }) => String(name)).filter((name) => /^t[a-d]$/.test(name));
      const offered = all.find(({ offers }) => offers === 'undo')?.revision;
      expect([act, names?.map((name) => name.slice(1)).join(''), named.get(offered ?? 0), said]).toEqual([
        ...[act, shown, next, mark],
      ]);
    }
    const revision = [...named].find(([, name]) => name === 'B')?.[0] ?? null;
    const { status, body } = await plan({ publish: revision });
    expect([status, body['code']]).toEqual([409, 'undo-not-now']);
  });

  it('of an older publish leaves what was published since, whatever order they are taken back in', async () => {
    const t = (name: string, more: JsonObject = {}) => text(`t${name}`, more);
    const versions: readonly (readonly [string, readonly JsonObject[]])[] = [
      ['1.3.0', [text('body')]],
      ['1.3.1', [text('body'), t('x')]],
      ['1.3.2', [text('body'), t('x'), t('y')]],
      ['1.3.3', [text('body'), t('x', { label: label('Ex') }), t('y')]],
      ['1.3.4', [text('body'), t('x', { label: label('Ex') }), t('y'), t('z')]],
    ];
    const made: number[] = [];
    for (const [version, fields] of versions) {
      await node.publish([notePackage(fields, {}, version)]);
      made.push((await publishes())[0]?.revision ?? 0);
    }
    await node.ask('POST', records, { number: 'OLDER', tx: '1', ty: '2', tz: '3' });
    const names = async () =>
      (await shape())
        ?.flatMap(({ name }) => (/^t[xyz]$/.test(String(name)) ? [String(name).slice(1)] : []))
        .join('');
    const [, x, y, ex, z] = made;
    const offered = (await publishes())
      .filter(({ offers }) => offers === 'undo')
      .map(({ revision }) => revision);
    expect(offered).toEqual(expect.arrayContaining([x, y, ex, z]));
    const refused = await plan({ publish: x ?? null });
    expect([refused.status, refused.body['code'], (refused.body['params'] as JsonObject)['later']]).toEqual([
      ...[409, 'undo-later-first', ex],
    ]);
    const steps: readonly (readonly [string, number | undefined, string])[] = [
      ['y', y, 'xz'],
      ['the label of x', ex, 'xz'],
      ['x', x, 'z'],
      ['z', z, ''],
    ];
    for (const [what, publish, left] of steps) {
      await undo({ publish: publish ?? null });
      expect([what, await names()]).toEqual([what, left]);
      const again = await plan({ publish: publish ?? null });
      expect([what, again.status, again.body['code']]).toEqual([what, 409, 'undo-not-now']);
    }
    for (const back of ['z', 'xz', 'xz', 'xyz']) {
      await redo();
      expect(await names()).toBe(back);
    }
    expect((await shape())?.find(({ name }) => name === 'tx')?.label).toEqual(label('Ex'));
    const { body } = await node.ask('GET', `${records}?number=OLDER`);
    expect((body['items'] as JsonObject[])[0]).toMatchObject({ tx: '1', ty: '2', tz: '3' });
  });

  it('of an older publish is refused where what came later needs what it brought, with the place', async () => {
    const total = { name: 'twice', kind: 'text', length: 80, label: label('twice') };
    await node.publish([notePackage([text('body'), text('tbase')], {}, '1.4.0')]);
    const revision = (await publishes())[0]?.revision ?? null;
    await node.publish([
      notePackage(
        [text('body'), text('tbase'), { ...total, required: { fact: 'tbase', operator: 'isNotEmpty' } }],
        {},
        '1.4.1',
      ),
    ]);
    const { status, body } = await plan({ publish: revision });
    expect([
      status,
      body['hash'],
      (body['issues'] as JsonObject[]).some(({ severity }) => severity === 'error'),
    ]).toEqual([...[200, null, true]]);
  });

  it.each([
    [
      'a print template',
      'prints/slip.json',
      {
        ...{ name: 'slip', form: 'note', label: label('Slip'), paper: { size: 'A4' } },
        blocks: [
          { block: 'fields', fields: [{ field: 'ghost' }] },
          { block: 'text', text: 'by [&ghost&]' },
        ],
      },
      'The print template “Slip” of “Note” still uses the removed field “ghost”: remove it from the template, or keep the field',
    ],
    [
      'a condition of a print template',
      'prints/slip.json',
      {
        ...{ name: 'slip', form: 'note', label: label('Slip'), paper: { size: 'A4' } },
        blocks: [{ block: 'line', when: { fact: 'ghost', operator: 'isNotEmpty' } }],
      },
      'The print template “Slip” of “Note” still uses the removed field “ghost”: remove it from the template, or keep the field',
    ],
    [
      'a report',
      'reports/ghosts.json',
      {
        ...{ name: 'ghosts', form: 'note', label: label('Ghosts') },
        ...{ groups: [{ field: 'ghost' }], values: [{ of: 'count' }] },
      },
      'The report “Ghosts” of “Note” still uses the removed field “ghost”: remove it from the report, or keep the field',
    ],
  ])('tells %s that uses what goes, by its name', async (_, file, content, sentence) => {
    const withFile = (fields: readonly JsonObject[], version: string) => {
      const { files } = notePackage(fields, {}, version);
      return installedFrom(new Map<string, Json>([...files, [file, content]]));
    };
    ghosts += 1;
    await node.publish([notePackage([text('body')], {}, `1.5.${ghosts}0`)]);
    await node.publish([notePackage([text('body'), text('ghost')], {}, `1.5.${ghosts}1`)]);
    const revision = (await publishes())[0]?.revision ?? null;
    await node.publish([withFile([text('body'), text('ghost')], `1.5.${ghosts}2`)]);
    const { body } = await plan({ publish: revision });
    expect(body['hash']).toEqual(expect.any(String));
    expect(said(body).filter((one) => String(one).includes('still uses'))).toEqual([sentence]);
  });

  it('of a form that moved to another package is refused while what was said of it since would go with it', async () => {
    const files = (name: string, version: string, more: Record<string, Json>) =>
      installedFrom(
        new Map<string, Json>([
          [
            'package.json',
            {
              ...{ name, version, peerDependencies: { platform: '*' } },
              guiju: { prefix: name, label: label(name) },
            },
          ],
          ...Object.entries(more),
        ]),
      );
    const form = {
      ...{ name: 'wish', kind: 'master', sharing: 'everybody', label: label('Wish') },
      fields: [text('number')],
    };
    const extension = { extends: 'wish', fields: [text('local_why', { label: label('Why') })] };
    await node.publish([files('local', '1.0.0', { 'forms/wish.json': form })]);
    await node.publish([files('local', '1.1.0', {}), files('taker', '1.0.0', { 'forms/wish.json': form })]);
    const moved = (await publishes())[0]?.revision ?? null;
    await node.publish([files('local', '1.2.0', { 'extensions/wish.json': extension })]);
    const said = (await publishes())[0]?.revision ?? null;
    const refused = await plan({ publish: moved });
    expect([refused.status, refused.body['code'], (refused.body['params'] as JsonObject)['later']]).toEqual([
      ...[409, 'undo-later-first', said],
    ]);
    await undo({ publish: said });
    await undo({ publish: moved });
    const { body } = await node.ask('GET', '/api/forms/wish');
    expect([body['package'], (body['fields'] as JsonObject[]).map(({ name }) => name)]).toEqual([
      'local',
      ['number'],
    ]);
  });

  it('is carried out only as it was seen', async () => {
    const { body } = await plan();
    await other.publish([notePackage([text('body'), text('late')], {}, '1.2.0')]);
    const done = await node.ask('POST', '/api/publishes/undo', { hash: String(body['hash']) });
    expect([done.status, done.body['code']]).toEqual([409, 'plan-changed']);
  });

  it('is refused of values that were written since and do not fit what was, and nothing is done', async () => {
    await node.publish([notePackage([text('body'), text('late', { length: 5 })], {}, '2.0.0')]);
    await node.publish([notePackage([text('body'), text('late', { length: 200 })], {}, '2.1.0')]);
    await node.ask('POST', records, { number: 'L', late: 'long '.repeat(30).trim() });
    const { body } = await plan();
    expect([body['hash'], codes(body)]).toEqual([null, expect.arrayContaining(['tables-unfit-rows'])]);
    const done = await node.ask('POST', '/api/publishes/undo', { hash: 'whatever' });
    expect([done.status, done.body['code']]).toEqual([422, 'package-issues']);
    expect((await shape())?.map(({ name }) => name)).toContain('late');
  });

  it('is refused of a purge', async () => {
    await node.publish([notePackage([text('body')], {}, '3.0.0')]);
    await node.tenant.publisher.purge('note/late', { actor: { id: 'x', name: 'x' }, reason: 'purge' });
    const { status, body } = await plan();
    expect([status, body['code']]).toEqual([409, 'undo-purged']);
  });

  it('is made once, however often it is sent with one key', async () => {
    await node.publish([notePackage([text('body'), text('once')], {}, '3.1.0')]);
    const { body } = await plan();
    const send = () =>
      node.ask(
        'POST',
        '/api/publishes/undo',
        { hash: String(body['hash']) },
        { 'idempotency-key': 'undo-1' },
      );
    const [one, two] = [await send(), await send()];
    expect([one.status, two.status, two.body]).toEqual([200, 200, one.body]);
    expect((await shape())?.map(({ name }) => name)).not.toContain('once');
  });

  it('says what it does not take back: what steps moved and rewrote, and records that came along', async () => {
    const choice = (values: readonly string[]) =>
      field('state', 'choice', { options: values.map((value) => ({ value, label: label(value) })) });
    const version = (
      number: string,
      values: readonly string[],
      more: Readonly<Record<string, Json>> = {},
    ) => {
      const { files } = notePackage([choice(values), text('body')], {}, number);
      const rule = form('note-rule', [
        text('number', { required: true }),
        field('asks', 'condition', { facts: 'note' }),
      ]);
      return installedFrom(
        new Map<string, Json>([...files, ['forms/note-rule.json', rule], ...Object.entries(more)]),
      );
    };
    await node.publish([version('4.0.0', ['old', 'kept'])]);
    const asks = { fact: 'state', operator: 'equal', value: 'old' };
    const made = await node.ask('POST', '/api/forms/note-rule/records', { number: 'R', asks });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    await node.ask('POST', records, { number: 'OLD', state: 'old' });
    const step = { step: 'values', form: 'note', field: 'state', values: { old: 'new' } };
    await node.publish([
      version('5.0.0', ['new', 'kept'], {
        'migrations/5.json': { to: '5.0.0', steps: [step] },
        'data/notes.json': { form: 'note', records: [{ key: 'one', values: { number: 'SHIPPED' } }] },
      }),
    ]);
    const { body } = await plan();
    expect(codes(body)).toEqual(expect.arrayContaining(['undo-rewritten', 'data-left']));
    expect(codes(body)).not.toContain('undo-steps');
    expect(said(body)).toContain(
      '“Note”: 1 record is no longer included in a package: one. Unchanged and unused records are deleted (and restored if the package is restored); the others are kept and marked',
    );
    // As one that a server made before any noted what values were.
    await node.tenant.database.run('DELETE FROM gj_reshape');
    expect(codes((await plan()).body)).toContain('undo-steps');
    await undo();
    const kept = await node.ask('GET', `${records}?number=SHIPPED`);
    expect(kept.body['items']).toEqual([]);
  });

  it('lists who published what, page by page', async () => {
    const all = await publishes();
    const { body } = await node.ask('GET', '/api/publishes?limit=2');
    const next = await node.ask('GET', `/api/publishes?limit=2&cursor=${String(body['next'])}`);
    expect([...(body['items'] as JsonObject[]), ...(next.body['items'] as JsonObject[])]).toEqual(
      all.slice(0, 4),
    );
    const last = await node.ask('GET', '/api/publishes?limit=500');
    expect(last.body['next']).toBeNull();
    expect(all[0]).toMatchObject({
      actor: { name: '管理员' },
      at: expect.stringMatching(/^20/),
      packages: [{ name: 'notes', version: '4.0.0', before: '5.0.0' }],
    });
  });
});
