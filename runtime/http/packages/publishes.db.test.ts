import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { type Designer, designer, field, label, shopPackage } from '../design/designing.suite.ts';

interface Said {
  readonly revision: number;
  readonly says: readonly { readonly message: string }[];
  readonly more: number;
  readonly holds: boolean;
  readonly above: number;
  readonly offers: string | null;
}

const channel = ['web', 'shop', 'phone'].map((value) => ({ value, label: label(value) }));
const rent = field('rent', 'integer');

/** The steps that somebody designs and publishes, and what is said of them afterwards, in Chinese and English. */
const table: readonly (readonly [readonly DesignStep[], readonly string[], readonly string[]])[] = [
  [
    [
      {
        do: 'add-field',
        form: 'thing',
        content: field('local_channel', 'choice', { options: channel }),
      },
    ],
    ['thing（中文）：新增字段“local_channel（中文）”（3 个选项）'],
    ['thing: field “local_channel” is added (3 options)'],
  ],
  [
    [
      { do: 'set', form: 'thing', target: 'fields/title/label', value: { zh: '题目', en: 'Heading' } },
      { do: 'set', form: 'thing', target: 'label', value: { zh: '东西', en: 'Stuff' } },
      {
        do: 'set',
        form: 'thing',
        target: 'fields/colour/options/red/label',
        value: { zh: '赤', en: 'Crimson' },
      },
      { do: 'set', form: 'thing', target: 'fields/rate/roles/clerk', value: 'none' },
    ],
    [
      '东西 · rate（中文）的角色 clerk 的权限：none',
      '东西 · 题目的名称：题目',
      '东西的名称：东西',
      '东西 · colour（中文） · 赤的名称：赤',
    ],
    [
      'what role clerk may do of Stuff · rate: none',
      'label of Stuff · Heading: Heading',
      'label of Stuff: Stuff',
      'label of Stuff · colour · Crimson: Crimson',
    ],
  ],
  [
    [
      { do: 'set', form: 'thing', target: 'fields/title/label', value: { zh: '名目', en: 'Caption' } },
      { do: 'reset', form: 'thing', target: 'label' },
      { do: 'set', form: 'thing', target: 'list/columns', value: ['number', 'local_channel', 'title'] },
    ],
    [
      'thing（中文） · 名目的名称由 题目 改为 名目',
      'thing（中文）的名称恢复为下层的值（原为 东西）',
      'thing（中文）的列：加：local_channel（中文）；顺序：number（中文）、local_channel（中文）、名目',
    ],
    [
      'label of thing · Caption: Caption, was Heading',
      'label of thing is again as in the layer below; it was Stuff',
      'columns of thing: adds: local_channel; order: number, local_channel, Caption',
    ],
  ],
  [
    [
      {
        do: 'add-form',
        content: { ...field('store', 'master'), sharing: 'everybody', fields: [rent] } as never,
      },
    ],
    ['新增表单“store（中文）”'],
    ['form “store” is added'],
  ],
  [
    [
      { do: 'add-field', form: 'store', content: field('lines', 'entries', { fields: [rent] }) },
      { do: 'add-menu', content: { path: 'stores', label: { zh: '门店', en: 'Stores' } } },
    ],
    ['store（中文）：新增字段“lines（中文）”', '菜单：门店'],
    ['store: field “lines” is added', 'menu: Stores'],
  ],
  [
    [
      { do: 'hide', form: 'thing', place: 'fields/rate' },
      { do: 'change-kind', form: 'thing', field: 'local_channel', kind: 'choices' },
    ],
    ['thing（中文）：“rate（中文）”被隐藏', 'thing（中文）：“local_channel（中文）”由单选改为多选'],
    ['thing: “rate” is hidden', 'thing: “local_channel” becomes Choices, was Choice'],
  ],
  [
    [{ do: 'hide', form: 'store', place: 'fields/rent' }],
    ['store（中文）：“rent（中文）”被隐藏'],
    ['store: “rent” is hidden'],
  ],
];

describeOnDatabases('what was published', (under) => {
  let node: TestNode;
  let admin: Designer;
  beforeAll(async () => {
    node = await openTestNode(under.url);
    await node.publish([shopPackage()]);
    admin = designer(node);
  });
  afterAll(() => node.close());
  const publishes = async (language = 'en') =>
    (await admin.ask('GET', '/api/publishes', undefined, { 'accept-language': language })).body[
      'items'
    ] as unknown as readonly Said[];
  const messages = ({ says }: Pick<Said, 'says'>) => says.map(({ message }) => message);

  it('says line by line what it changed, in both languages', async () => {
    for (const [steps, zh, en] of table) {
      const id = await admin.begin();
      const taken = await admin.take(id, 0, steps);
      expect(taken.status, JSON.stringify(taken.body)).toBe(200);
      await admin.publish(id);
      const [last] = await publishes();
      const path = `/api/publishes/revisions/${last?.revision}`;
      for (const [language, expected] of [
        ['zh', zh],
        ['en', en],
      ] as const) {
        const one = (await admin.ask('GET', path, undefined, { 'accept-language': language })).body;
        expect(messages(one as unknown as Said).toSorted()).toEqual(expected.toSorted());
      }
      // Short in a list.
      expect(last && { shown: last.says.length, more: last.more }).toEqual({
        shown: Math.min(3, en.length),
        more: Math.max(0, en.length - 3),
      });
    }
  });

  it('names who did it, and the platform as the reader’s language has it', async () => {
    const first = (await publishes()).at(-1)?.revision;
    const paths = ['/api/publishes?limit=500', `/api/publishes/revisions/${first}`];
    for (const [language, name, other] of [
      ['zh', '系统', 'System'],
      ['en', 'System', '系统'],
    ] as const)
      for (const path of [...paths, '/api/packages', '/api/packages/platform']) {
        const { body } = await admin.ask('GET', path, undefined, { 'accept-language': language });
        const said = JSON.stringify(body);
        expect(said, path).toMatch(new RegExp(`"(?:name|by)":"${name}"`));
        expect(said, path).not.toMatch(new RegExp(`"(?:name|by)":"${other}"`));
      }
  });

  it('holds or does not, and each that holds may be undone; what is about to be taken back, or redone, is named', async () => {
    const before = await publishes();
    expect(before.slice(0, 3)).toMatchObject([
      { holds: true, offers: 'undo' },
      { holds: true, offers: 'undo' },
      { holds: true, offers: 'undo' },
    ]);
    const plan = await admin.ask('POST', '/api/publishes/undo/plan', {});
    const undone = plan.body['publish'] as unknown as Said;
    expect([undone.revision, messages(undone)]).toEqual([before[0]?.revision, ['store: “rent” is hidden']]);
    await admin.ask('POST', '/api/publishes/undo', { hash: plan.body['hash'] ?? '' });
    const after = await publishes();
    expect(after.slice(0, 3)).toMatchObject([
      {
        holds: false,
        offers: 'redo',
        says: [{ message: 'store: the condition for showing “rent” has changed' }],
      },
      { holds: false, offers: null },
      { holds: true, offers: 'undo' },
    ]);
    const redo = await admin.ask('POST', '/api/publishes/undo/plan', { publish: after[0]?.revision ?? 0 });
    expect(messages(redo.body['publish'] as unknown as Said)).toEqual(['store: “rent” is hidden']);
  });

  it('is asked by its revision, and nothing else', async () => {
    for (const revision of ['0', 'x', '999999999']) {
      const { status, body } = await admin.ask('GET', `/api/publishes/revisions/${revision}`);
      expect([revision, status, (body as JsonObject)['code']]).toEqual([revision, 404, 'publish-unknown']);
    }
  });
});
