import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
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
      '“东西 · rate（中文）”现在：角色 clerk 看不到',
      '东西：“title（中文）”改称“题目”',
      '“thing（中文）”改称“东西”',
      '东西 · colour（中文）：“red（中文）”改称“赤”',
    ],
    [
      '“Stuff · rate” now: role clerk cannot see it',
      'Stuff: “title” is renamed “Heading”',
      '“thing” is renamed “Stuff”',
      'Stuff · colour: “red” is renamed “Crimson”',
    ],
  ],
  [
    [
      { do: 'set', form: 'thing', target: 'fields/title/label', value: { zh: '名目', en: 'Caption' } },
      { do: 'reset', form: 'thing', target: 'label' },
      { do: 'set', form: 'thing', target: 'list/columns', value: ['number', 'local_channel', 'title'] },
    ],
    [
      'thing（中文）：“题目”改称“名目”',
      'thing（中文）的名称恢复为下层的值（原为 东西）',
      'thing（中文）的列：加：local_channel（中文）；顺序：number（中文）、local_channel（中文）、名目',
    ],
    [
      'thing: “Heading” is renamed “Caption”',
      'Label of thing is again as in the layer below; it was Stuff',
      'Columns of thing: adds: local_channel; order: number, local_channel, Caption',
    ],
  ],
  [
    [{ do: 'set', form: 'thing', target: 'list/columns', value: ['number', 'local_channel'] }],
    [
      'thing（中文）的列：加：local_channel（中文）；去掉：名目（之前的改动 加：local_channel（中文）；顺序：number（中文）、local_channel（中文）、名目）',
    ],
    [
      'Columns of thing: adds: local_channel; removes: Caption (earlier changes adds: local_channel; order: number, local_channel, Caption)',
    ],
  ],
  [
    [{ do: 'reset', form: 'thing', target: 'list/columns' }],
    ['thing（中文）的列恢复为下层的值，不再有这些改动（加：local_channel（中文）；去掉：名目）'],
    [
      'Columns of thing: again as in the layer below, without these changes (adds: local_channel; removes: Caption)',
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
    ['Form “store” is added'],
  ],
  [
    [
      { do: 'add-field', form: 'store', content: field('lines', 'entries', { fields: [rent] }) },
      { do: 'add-menu', content: { path: 'stores', label: { zh: '门店', en: 'Stores' } } },
    ],
    ['store（中文）：新增字段“lines（中文）”', '新增 1 个菜单文件夹：门店'],
    ['store: field “lines” is added', '1 new menu folder: Stores'],
  ],
  [
    [
      { do: 'hide', form: 'thing', place: 'fields/rate' },
      { do: 'change-kind', form: 'thing', field: 'local_channel', kind: 'choices' },
    ],
    ['thing（中文）：“rate（中文）”被隐藏', 'thing（中文）：“local_channel（中文）”由单选改为多选'],
    ['thing: “rate” is hidden', 'thing: “local_channel” changes from “Choice” to “Choices”'],
  ],
  [
    [
      {
        do: 'add-form',
        content: {
          ...field('depot', 'master'),
          sharing: { allowed: ['private', 'global'], default: 'private' },
          fields: [rent],
        } as never,
      },
    ],
    ['新增表单“depot（中文）”'],
    ['Form “depot” is added'],
  ],
  [
    [
      { do: 'set', form: 'depot', target: 'sharing/allowed', value: ['private', 'scope'] },
      { do: 'set', form: 'depot', target: 'sharing/default', value: 'scope' },
      { do: 'set', form: 'depot', target: 'fields/rent/roles/clerk', value: 'read' },
      { do: 'set', form: 'depot', target: 'fields/rent/roles/*', value: 'none' },
    ],
    [
      '“depot（中文）”的数据不能再这样共享：“全局共享”（所有组织都可以使用）',
      '“depot（中文）”的数据还可以这样共享：“管控范围内共享”（创建组织和它的全部下级都可以使用）',
      '“depot（中文）”的新数据，管控策略由“私有”改为“管控范围内共享”',
      'depot（中文）：“rent（中文）”现在：角色 clerk 只能查看、角色（其他）看不到',
    ],
    [
      'records of “depot” can no longer be shared so: “Global” (all organisations may use it)',
      'records of “depot” may now also be shared so: “Within the control scope” (the organisation that created it and all organisations below may use it)',
      'new records of “depot” start with the sharing policy “Within the control scope”, no longer “Private”',
      'depot: “rent” now: role clerk can only view it, role (all others) cannot see it',
    ],
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

  it('names what another package brought, though that is gone since, and what a new package brings', async () => {
    const sharing = { allowed: ['private'], default: 'private' };
    const more = installedFrom(
      new Map<string, Json>([
        [
          'package.json',
          {
            name: 'more',
            version: '1.0.0',
            peerDependencies: { platform: '*', shop: '*' },
            guiju: { prefix: 'more', label: label('More') },
          },
        ],
        ['forms/extra.json', { ...field('extra', 'master'), sharing, fields: [field('rent', 'integer')] }],
        ['extensions/thing.json', { extends: 'thing', fields: [field('more_note', 'integer')] }],
      ]),
    );
    const newest = async () => {
      const [last] = (await admin.ask('GET', '/api/publishes', undefined, { 'accept-language': 'en' })).body[
        'items'
      ] as JsonObject[];
      return { said: messages(last as unknown as Said), packages: last?.['packages'] as JsonObject[] };
    };
    await node.publish([more]);
    expect((await newest()).said.toSorted()).toEqual([
      ...['Form “extra” is added', 'thing: field “more_note” is added'],
    ]);
    const id = await admin.begin();
    const target = 'fields/more_note/label';
    await admin.take(id, 0, [{ do: 'set', form: 'thing', target, value: label('Reference') }]);
    await admin.publish(id);
    const renamed = 'thing: “more_note” is renamed “Reference”';
    expect((await newest()).said).toEqual([renamed]);
    const plan = await admin.ask('POST', '/api/publishes/uninstall/plan', { package: 'more' });
    const gone = await admin.ask('DELETE', `/api/packages/more?hash=${String(plan.body['hash'])}`);
    expect(gone.status, JSON.stringify(gone.body)).toBe(200);
    const { said, packages } = await newest();
    expect(said).toEqual(['Label of thing · more_note is again as in the layer below; it was Reference']);
    expect(packages).toContainEqual(expect.objectContaining({ name: 'more', label: label('More') }));
    const [, before] = await publishes();
    expect(before && messages(before)).toEqual([renamed]);
  });
});
