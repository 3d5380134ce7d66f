import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { standardEdition } from '../../server/edition.suite.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { purge, purgeable } from '../../storage/tables/purge.ts';
import { readInstalled } from '../packages/package-store.ts';
import { buildModel } from './build-model.ts';
import { everyKind, filesOf, givenValues, leaf, papersPackage, text } from './every-kind.suite.ts';
import { installedFrom } from './publisher.ts';

const emptied = (name: string) =>
  new Map<string, Json>([
    [
      'package.json',
      {
        name,
        version: '2.0.0',
        peerDependencies: { papers: '*' },
        guiju: { prefix: 'la', label: { zh: 'x', en: 'x' } },
      },
    ],
  ]);
const path = (form: string) => `/api/forms/${form}/records`;

describeOnDatabases('what a package leaves out', (database) => {
  let node: TestNode;
  const make = async (form: string, body: JsonObject) => {
    const { status, body: answer } = await node.ask('POST', path(form), body);
    expect(status, JSON.stringify(answer)).toBe(201);
    return answer;
  };
  const match = async (facts: JsonObject): Promise<[Json, Json]> => {
    const { status, body } = await node.ask('POST', '/api/forms/ruling/match', { facts });
    expect(status, JSON.stringify(body)).toBe(200);
    return [(body['winner'] as JsonObject | null)?.['number'] ?? null, body['unjudged'] ?? null];
  };
  const publish = async (next: ReturnType<typeof papersPackage>) => {
    const plan = await node.ask('POST', '/api/model/plan', filesOf(next), { 'accept-language': 'en' });
    const body = { ...filesOf(next), hash: plan.body['hash'] ?? null };
    const applied = await node.ask('POST', '/api/model/apply', body, { 'accept-language': 'en' });
    expect(applied.status, JSON.stringify(plan.body)).toBe(200);
    return plan.body;
  };
  const whole = everyKind.map(({ field }) => field);
  let given: Readonly<Record<string, Json>> = {};
  beforeAll(async () => {
    node = await openTestNode(database.url);
    await publish(papersPackage(whole));
    await make('thing', { number: 'T1', rank: 'high' });
    given = await givenValues(node);
    await make('paper', { number: 'P1', tag: 'x', ...given });
    for (const { name, asks } of everyKind)
      await make('ruling', {
        number: `R-${name}`,
        condition: { all: [leaf('tag', 'equal', name), leaf(name, asks.operator, asks.value)] },
      });
    await make('ruling', {
      number: 'R-beyond',
      condition: { all: [leaf('tag', 'equal', 'beyond'), leaf('reference.rank', 'equal', 'high')] },
    });
    await make('ruling', {
      number: 'R-row',
      condition: { all: [leaf('tag', 'equal', 'row'), leaf('lines.code', 'equal', 'a')] },
    });
  });
  afterAll(() => node.close());

  const answered = (): [string, JsonObject][] => [
    ...everyKind.map(({ name, value }): [string, JsonObject] => [
      `R-${name}`,
      { tag: name, [name]: name === 'secret' ? null : value },
    ]),
    ['R-beyond', { tag: 'beyond', reference: 'T1' }],
    ['R-row', { tag: 'row', lines: [{ code: 'a' }] }],
  ];

  it('is judged by stored conditions as before, whatever kind it was', async () => {
    for (const [rule, facts] of answered()) expect([rule, ...(await match(facts))]).toEqual([rule, rule, 0]);
    await publish(papersPackage([], { thing: [] }));
    for (const [rule, facts] of answered()) expect([rule, ...(await match(facts))]).toEqual([rule, rule, 0]);
  });

  it('is shown to nobody, kept in its column, and open to a purge', async () => {
    const { body: form } = await node.ask('GET', '/api/forms/paper');
    expect((form['fields'] as JsonObject[]).map(({ name }) => name)).toEqual(['number', 'tag']);
    const { body: list } = await node.ask('GET', `${path('paper')}?number=P1`);
    const [paper] = list['items'] as JsonObject[];
    expect(Object.keys(paper ?? {})).not.toContain('text');
    const gone = (await purgeable(node.tenant.database, node.tenant.served().model)).map((one) => one.path);
    for (const { name } of everyKind) expect(gone).toContain(`paper/${name}`);
  });

  it('is found by filters that were saved', async () => {
    const filter = encodeURIComponent(JSON.stringify(leaf('text', 'equal', 'word')));
    const { status, body } = await node.ask('GET', `${path('paper')}?filter=${filter}&fields=number`);
    expect([status, body['items']]).toMatchObject([200, [{ number: 'P1' }]]);
  });

  it('stays as it was when its record is written, and comes back whole when the package has it again', async () => {
    const { body: list } = await node.ask('GET', `${path('paper')}?number=P1`);
    const [paper] = list['items'] as { id: string; revision: number }[];
    const warned = await node.ask('POST', path('paper'), { number: 'P0', text: 'late' });
    expect(warned.body['$warnings']).toMatchObject([{ path: '/text', code: 'field-dropped' }]);
    const put = await node.ask(
      ...([
        'PUT',
        `${path('paper')}/${paper?.id}`,
        { number: 'P1', tag: 'y' },
        { 'if-match': `"${paper?.revision}"` },
      ] as const),
    );
    expect(put.status, JSON.stringify(put.body)).toBe(200);
    await publish(papersPackage(whole));
    const { body } = await node.ask('GET', `${path('paper')}/${paper?.id}`);
    for (const { name, made, props } of everyKind) {
      if (made || name === 'secret' || 'form' in props || 'forms' in props || name === 'lines') continue;
      // A signature says besides who signed, and when.
      if (name === 'signature') expect(body[name]).toMatchObject(given[name] as JsonObject);
      else expect([name, body[name]]).toEqual([name, given[name]]);
    }
    expect(body['lines']).toMatchObject([{ code: 'A' }]);
    for (const [rule, facts] of answered()) expect([rule, ...(await match(facts))]).toEqual([rule, rule, 0]);
  });

  it('stands in templates, lists of fields and conditions of records as before, which can be saved', async () => {
    const kept = {
      fieldList: ['rank'],
      template: 'of [&rank&]',
      condition: { fact: 'rank', operator: 'equal', value: 'high' },
    };
    const made = await make('paper', { number: 'P9', ...kept });
    await publish(
      papersPackage(
        whole.filter(({ name }) => name !== 'carry'),
        { thing: [] },
      ),
    );
    const place = `${path('paper')}/${String(made['id'])}`;
    const { body: read } = await node.ask('GET', place);
    expect(read).toMatchObject(kept);
    const match = { 'if-match': `"${String(made['revision'])}"` };
    const patched = await node.ask('PATCH', place, { tag: 'again', ...kept }, match);
    expect([patched.status, patched.body], JSON.stringify(patched.body)).toMatchObject([200, kept]);
    await publish(papersPackage(whole));
  });

  it('is remembered beside the files of its package, and makes the same model whoever compiles it', async () => {
    const { database: db } = node.tenant;
    await publish(papersPackage([]));
    const [papers] = (await readInstalled(db)).filter(({ name }) => name === 'papers');
    const left = new Set(papers?.dropped?.map((one) => `${one.form}/${one.path}`));
    for (const { name } of everyKind) expect(left).toContain(`paper/${name}`);
    expect([...(papers?.files.keys() ?? [])]).not.toContain('');
    const again = await buildModel(await readInstalled(db), standardEdition('9.0.0'));
    expect(again.model?.hash).toBe(node.tenant.served().model.hash);
    await publish(papersPackage(whole));
  });

  it('lets go of its name, which may be somebody else’s then', async () => {
    await publish(papersPackage([text('tag2', { id: 'other', name: 'text' })]));
    await make('paper', { number: 'P2', tag: 'n', text: 'mine' });
    const { body } = await node.ask('GET', `${path('paper')}?text=mine`);
    expect(body['items']).toMatchObject([{ number: 'P2', text: 'mine' }]);
    await publish(papersPackage(whole));
  });

  it('fails its leaf alone when it is an option', async () => {
    await make('ruling', {
      number: 'R-option',
      condition: {
        all: [
          leaf('tag', 'equal', 'option'),
          {
            any: [
              leaf('choice', 'equal', 'green'),
              leaf('choices', 'contains', 'green'),
              leaf('text', 'equal', 'or'),
            ],
          },
        ],
      },
    });
    const fewer = whole.map((field) =>
      Array.isArray(field['options'])
        ? { ...field, options: field['options'].filter((one) => (one as JsonObject)['value'] !== 'green') }
        : field,
    );
    await publish(papersPackage(fewer));
    expect(await match({ tag: 'option', text: 'or' })).toEqual(['R-option', 0]);
    expect(await match({ tag: 'option', text: 'no', choice: 'red' })).toEqual([null, 0]);
    // Also for whoever compiles what is kept: a node that starts, one that follows.
    const again = await buildModel(await readInstalled(node.tenant.database), standardEdition('9.0.0'));
    expect(again.model?.hash).toBe(node.tenant.served().model.hash);
    const choice = again.model?.formsById.get('paper')?.byId.get('choice');
    expect(choice?.formerOptions?.map(({ value }) => value)).toEqual(['green']);
    const { body } = await node.ask(
      'POST',
      '/api/forms/ruling/match/analysis',
      {},
      { 'accept-language': 'en' },
    );
    const about = (body['items'] as JsonObject[]).filter(({ number }) => number === 'R-option');
    expect(about).toContainEqual(
      expect.objectContaining({ code: 'rule-outdated', reason: expect.stringContaining('choice: green') }),
    );
  });

  it('is named by others, who are told that it goes', async () => {
    await publish(papersPackage(whole));
    const label = { zh: 'x', en: 'x' };
    const layer = {
      'package.json': {
        name: 'layer',
        version: '1.0.0',
        peerDependencies: { papers: '*' },
        guiju: { prefix: 'la', label },
      },
      'extensions/paper.json': {
        extends: 'paper',
        set: { 'fields/text/label': { zh: '字', en: 'Word' }, 'list/columns': { add: ['text'] } },
        rules: [
          { name: 'la_word', fields: ['text'], message: label, check: leaf('text', 'notEqual', 'bad') },
        ],
      },
    };
    await publish(installedFrom(new Map<string, Json>(Object.entries(layer))));
    const plan = await publish(papersPackage([]));
    expect(plan['issues']).toContainEqual(
      expect.objectContaining({
        code: 'dropped-field-of-others',
        severity: 'warning',
        package: 'layer',
        file: 'extensions/paper.json',
        pointer: '/rules/0/check/fact',
      }),
    );
    expect(await match({ tag: 'text', text: 'word' })).toEqual(['R-text', 0]);
  });

  it('is forgotten by a purge, and what asks for it is counted', async () => {
    const { database: db, node: name, publisher } = node.tenant;
    await publish(installedFrom(emptied('layer')));
    await expect(purge(db, node.tenant.served().model, 'paper/url', { node: name })).rejects.toMatchObject({
      code: 'tables-purge-in-use',
    });
    expect(await match({ tag: 'url' })).toEqual([null, 0]);
    await publisher.purge('paper/url', { actor: { id: 'a', name: 'A' }, reason: 'test' });
    expect((await purgeable(db, node.tenant.served().model)).map((one) => one.path)).not.toContain(
      'paper/url',
    );
    expect(await match({ tag: 'url' })).toEqual([null, 1]);
    // A field whose name begins like it stays.
    await publisher.purge('paper/choice', { actor: { id: 'a', name: 'A' }, reason: 'test' });
    const choices = everyKind.find(({ name }) => name === 'choices')?.value ?? null;
    expect((await match({ tag: 'choice' }))[0]).toBeNull();
    expect((await match({ tag: 'choices', choices }))[0]).toBe('R-choices');
    const { body } = await node.ask(
      'POST',
      '/api/forms/ruling/match/analysis',
      {},
      { 'accept-language': 'en' },
    );
    expect(body['items']).toContainEqual(
      expect.objectContaining({
        number: 'R-url',
        code: 'rule-broken',
        org: expect.objectContaining({ number: 'root' }),
        reason: expect.stringContaining('url'),
      }),
    );
  });

  it('is not named any more by the package itself', async () => {
    const named = papersPackage([], {
      paper: {
        rules: [
          {
            name: 'odd',
            fields: ['text'],
            message: { zh: 'x', en: 'x' },
            check: leaf('text', 'equal', 'word'),
          },
        ],
      },
    });
    const { body } = await node.ask('POST', '/api/model/plan', filesOf(named));
    expect(body['hash']).toBeNull();
    expect(body['issues']).toContainEqual(
      expect.objectContaining({ code: 'dropped-field-named', pointer: '/rules/0/check/fact' }),
    );
  });

  it('is not in the package’s own records any more: whoever validates alone and whoever plans says so', async () => {
    const shipped = papersPackage([]);
    const records = [{ key: 'one', values: { number: 'ONE', text: 'word', lines: [{ code: 'a' }] } }];
    const named = installedFrom(
      new Map<string, Json>([...shipped.files, ['data/paper.json', { form: 'paper', records }]]),
    );
    const at = ({ code, pointer }: { readonly code: string; readonly pointer: string }) => [code, pointer];
    const { body } = await node.ask('POST', '/api/model/plan', filesOf(named));
    const planned = body['issues'] as unknown as readonly {
      code: string;
      pointer: string;
      severity: string;
    }[];
    const platform = (await readInstalled(node.tenant.database)).filter(({ name }) => name === 'platform');
    const alone = (await buildModel([...platform, named], standardEdition('9.0.0'))).issues;
    const errors = (issues: readonly { code: string; pointer: string; severity: string }[]) =>
      issues.filter(({ severity }) => severity === 'error').map(at);
    const places = ['/records/0/values/text', '/records/0/values/lines'];
    expect(errors(planned)).toEqual(places.map((place) => ['dropped-field-named', place]));
    expect(errors(alone)).toEqual(places.map((place) => ['unknown-field', place]));
    expect(body['hash']).toBeNull();
  });
});
