import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { all, is, openWorld, ordersPackage, type World } from './world.suite.ts';

const amount = (operator: string, value: Json) => ({ fact: 'amount', operator, value }) as Condition;
const kinds = (operator: string) => ({ fact: 'kind', operator, value: ['plain', 'special'] }) as Condition;
const global = { sharing: 'global' };

describeOnDatabases('what several rules mean together', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url);
    const rules: readonly (readonly [string, Condition, JsonObject])[] = [
      ['SMALL', all(is('channel', 'web'), amount('lessThan', '100')), { priority: 1 }],
      ['LARGE', all(is('channel', 'web'), amount('greaterThanOrEqual', '100')), { priority: 1 }],
      ['PRICED', all(is('channel', 'web'), amount('greaterThan', '5')), { priority: 2 }],
      ['ANY', is('channel', 'web'), { priority: 3 }],
      ['EVERY', all(is('channel', 'shop'), kinds('in')), { priority: 4 }],
      ['NEITHER', all(is('channel', 'phone'), kinds('notIn')), { priority: 4 }],
      ['A', all(is('channel', 'mail'), amount('lessThan', '10')), { priority: 6, outcome: '甲' }],
      ['B', all(is('channel', 'mail'), amount('greaterThan', '5')), { priority: 6, outcome: '乙' }],
      ['C', all(is('channel', 'mail'), amount('greaterThan', '0')), { priority: 6, outcome: '乙' }],
    ];
    for (const [number, condition, more] of rules)
      await world.rule(number, condition, { ...global, ...more });
  });
  afterAll(() => world.close());

  const analysed = async (language = 'zh') => {
    const { status, body } = await world.ask(
      ...(['POST', '/api/forms/rule/match/analysis', {}, { 'accept-language': language }] as const),
    );
    expect(status).toBe(200);
    return body['items'] as (JsonObject & { related?: JsonObject[] })[];
  };
  const about = async (number: string, language?: string) =>
    (await analysed(language)).filter((item) => item['number'] === number);

  it.each<readonly [string, string, string, string]>([
    [
      ...['PRICED', 'rule-shadowed-together'],
      '凡匹配该规则的，都先匹配了规则 ',
      ' first, so it never wins',
    ] as const,
    [
      ...['ANY', 'rule-only-when-empty'],
      '该规则只在 金额 为空时可能生效',
      'this rule can win only if Amount is empty',
    ] as const,
    ['EVERY', 'rule-all-options', '“类型”的每个选项都成立', 'every option of “Kind”'],
    ['NEITHER', 'rule-no-options', '只在“类型”为空时成立', 'only if “Kind” is empty'],
  ])('%s: %s', async (number, code, zh, en) => {
    const [item, ...others] = await about(number);
    expect([item?.['code'], others]).toEqual([code, []]);
    expect(item?.['reason']).toContain(zh);
    expect((await about(number, 'en'))[0]?.['reason']).toContain(en);
    if (code.includes('-only-') || code.endsWith('together'))
      expect(item?.related?.map((rule) => rule['number']).sort()).toEqual(['LARGE', 'SMALL']);
  });

  it('overlaps are those that result in something else, with what, and facts for which both hold', async () => {
    const found = (await analysed('en')).filter(({ code }) => code === 'rule-overlaps');
    const pairs = found.map(({ number, related }) => [
      number,
      ...(related ?? []).map((rule) => rule['number']),
    ]);
    // B and C meet as well, and result in the same.
    expect(pairs.map((pair) => pair.sort()).sort()).toEqual([
      ['A', 'B'],
      ['A', 'B', 'C'],
      ['A', 'C'],
    ]);
    for (const { number, related, facts } of found) {
      const differs = related?.[0]?.['differs'] as JsonObject[];
      expect(differs).toEqual([{ field: 'outcome', label: 'Outcome', ...sides(String(number)) }]);
      const { body } = await world.ask('POST', '/api/forms/rule/match', { facts: facts ?? null, all: true });
      const holding = (body['matches'] as JsonObject[]).map((rule) => rule['number']);
      for (const name of [number, related?.[0]?.['number']]) expect(holding).toContain(name);
    }
  });
  const sides = (number: string) =>
    number === 'A' ? { here: '甲', there: '乙' } : { here: '乙', there: '甲' };

  it('names who overlaps where nothing but the number decides between them, and says so', async () => {
    const label = (zh: string, en: string) => ({ zh, en });
    const content = {
      name: 'guide',
      kind: 'document',
      label: label('指引', 'Guide'),
      fields: [
        { name: 'number', kind: 'number', pattern: 'G{seq:3}', label: label('编号', 'Number') },
        { name: 'priority', kind: 'integer', label: label('优先级', 'Priority') },
        { name: 'condition', kind: 'condition', facts: 'order', label: label('条件', 'Condition') },
        { name: 'outcome', kind: 'text', length: 20, label: label('结果', 'Outcome') },
      ],
      match: { facts: 'order', order: ['priority', 'number'], result: ['number', 'outcome'] },
    };
    const guides = installedFrom(
      new Map<string, Json>([
        [
          'package.json',
          {
            name: 'guides',
            version: '1.0.0',
            peerDependencies: { platform: '*', orders: '*' },
            guiju: { prefix: 'gd', label: label('指引', 'Guides') },
          },
        ],
        ['forms/guide.json', content],
      ]),
    );
    await world.publish([ordersPackage(), guides]);
    for (const [priority, outcome] of [
      [1, '甲'],
      [1, '乙'],
      [2, '丙'],
    ] as const)
      await world.make('guide', {
        priority,
        outcome,
        condition: amount('greaterThan', String(priority)) as unknown as Json,
      });
    const said = async (language: string) => {
      const { body } = await world.ask(
        ...(['POST', '/api/forms/guide/match/analysis', {}, { 'accept-language': language }] as const),
      );
      return (body['items'] as JsonObject[])
        .filter(({ code }) => code === 'rule-overlaps')
        .map(({ number, reason }) => `${number}: ${reason}`)
        .sort();
    };
    expect(await said('zh')).toEqual([
      'G001: 与规则 G002 优先级相同、结果不同，且可能同时匹配，只由“编号”的顺序决定先后',
      'G002: 与规则 G001 优先级相同、结果不同，且可能同时匹配，只由“编号”的顺序决定先后',
    ]);
    expect((await said('en'))[0]).toBe(
      'G001: May match at the same time as G002, with the same priority and a different result; only the order of “Number” decides',
    );
  });

  describe('where none holds', () => {
    const gaps = async (form: string, language = 'zh', org = 'root') => {
      const { status, body } = await world.ask(
        ...([
          'POST',
          `/api/forms/${form}/match/gaps?org=${org}`,
          {},
          { 'accept-language': language },
        ] as const),
      );
      expect([status, body['more']]).toEqual([200, false]);
      return body as JsonObject & { items: JsonObject[]; unlooked: JsonObject[]; looked: JsonObject[] };
    };

    it('says what such facts have in common, in both languages, with facts that no rule holds for', async () => {
      const { items, rules, looked } = await gaps('rule');
      expect(rules).toBe(9);
      expect(looked.map(({ label }) => label).sort()).toEqual(['渠道', '类型', '金额']);
      const said = items.map(({ sentence }) => sentence);
      expect(said).toEqual([
        expect.stringMatching(/^渠道 不属于 (“(web|shop|phone|mail)”、?){4}$/),
        '渠道 等于 “phone” 且 类型 不为空',
        '渠道 等于 “shop” 且 类型 为空',
        '渠道 等于 “mail” 且 金额 为空',
      ]);
      expect((await gaps('rule', 'en')).items[1]?.['sentence']).toBe(
        'Channel is “phone” and Kind is not empty',
      );
      for (const { facts, condition } of items) {
        const { body } = await world.ask('POST', '/api/forms/rule/match', { facts: facts ?? null });
        expect(body['winner']).toBeNull();
        const query = encodeURIComponent(JSON.stringify(condition));
        expect((await world.ask('GET', `/api/forms/order/records?filter=${query}`)).status).toBe(200);
      }
    });

    it('names what rules ask beside that, and tells of what depends on it; a rule for everything leaves none', async () => {
      const title = async (number: string, conditions: readonly (Condition | null)[]) =>
        world.make('title', {
          number,
          ...global,
          rows: conditions.map((condition, at) => ({
            priority: at,
            condition: condition as unknown as Json,
          })),
        });
      const lines = { fact: 'lines.code', operator: 'equal', value: 'x' } as Condition;
      const part = { fact: 'channel', operator: 'startsWith', value: 'w' } as Condition;
      await title('T', [all(is('kind', 'plain'), lines), is('kind', 'special'), part]);
      const { items, unlooked } = await gaps('title');
      expect(unlooked).toEqual([
        { fact: 'lines.code', label: '明细的代码', reason: '是明细行上的内容' },
        { fact: 'channel', label: '渠道', reason: '规则按文本的一部分判断' },
      ]);
      const open = (names: Json | undefined) => ((names ?? []) as JsonObject[]).map(({ fact }) => fact);
      expect(items.map(({ sentence, facts, depends }) => [sentence, facts, ...open(depends)])).toEqual([
        ['类型 为空 且 渠道 为空', {}],
        ['类型 等于 “普通” 且 渠道 不为空', { kind: 'plain', channel: 'A' }, 'lines.code', 'channel'],
        ['类型 等于 “普通” 且 渠道 为空', { kind: 'plain' }, 'lines.code'],
        ['类型 为空 且 渠道 不为空', { channel: 'A' }, 'channel'],
      ]);
      await title('U', [null]);
      expect(await gaps('title')).toMatchObject({ items: [], unlooked: [] });
    });

    it('is for whoever may read the rules', async () => {
      const grant = (...actions: string[]) => ({ form: 'rule', scope: 'own', actions });
      const path = '/api/forms/rule/match/gaps';
      const asks = await world.person('gap-asker', 'east', [grant('match')]);
      expect((await asks('POST', path, {})).status).toBe(403);
      const reads = await world.person('gap-reader', 'east', [grant('match', 'read')]);
      expect((await reads('POST', path, {})).status).toBe(200);
      expect((await world.ask('POST', path, { facts: {} })).status).toBe(400);
    });
  });
});
