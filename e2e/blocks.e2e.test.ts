import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const png = await sharp({ create: { width: 240, height: 90, channels: 3, background: '#2b6cb0' } })
  .png()
  .toBuffer();
const drawing = `data:image/png;base64,${png.toString('base64')}`;

/** A visit: headings, notes, links and a button stand among its fields. */
const visit: JsonObject = {
  name: 'visit',
  kind: 'document',
  label: label('拜访', 'Visit'),
  sharing: 'everybody',
  fields: [
    field('number', 'number', '编号', { pattern: 'V{seq:4}' }),
    field('cause', 'text', '事由', { required: true }),
    field('city', 'text', '城市'),
    field('abroad', 'boolean', '出境'),
    field('guest', 'text', '接待人'),
    field('phone', 'text', '电话'),
    field('face', 'image', '照片'),
    field('state', 'choice', '状态', {
      default: 'open',
      readonly: true,
      options: [
        { value: 'open', label: label('未结束', 'Open') },
        { value: 'done', label: label('已结束', 'Done') },
      ],
    }),
  ],
  actions: [
    {
      name: 'finish',
      label: label('结束拜访', 'Finish'),
      capability: 'set-fields',
      params: { fields: { state: 'done' } },
      when: { fact: 'state', operator: 'equal', value: 'open' },
      confirm: label('结束后不能再改，继续吗？', 'Nothing can be changed afterwards. Go on?'),
    },
  ],
  blocks: [
    { name: 'whom', block: 'heading', label: label('见谁', 'Whom you meet'), before: 'guest' },
    {
      name: 'visa',
      block: 'note',
      label: label('出境要先办签证。\n至少提前 15 天。', 'You need a visa first.\nAllow 15 days for it.'),
      visible: { fact: 'abroad', operator: 'equal', value: true },
      before: 'guest',
      order: 1,
    },
    {
      name: 'rules',
      block: 'link',
      label: label('差旅制度', 'Travel rules'),
      address: 'https://example.com/travel',
      before: 'city',
    },
    {
      name: 'all',
      block: 'link',
      label: label('所有拜访', 'All visits'),
      address: '/forms/visit',
      group: 'more',
    },
    {
      name: 'way',
      block: 'picture',
      image: drawing,
      label: label('怎么走', 'How to get there'),
      before: 'state',
    },
    { name: 'badge', block: 'picture', field: 'face', before: 'state', order: 1 },
    { name: 'finish', block: 'button', action: 'finish', group: 'more' },
    { name: 'empty', block: 'note', label: label('有事找行政。', 'Ask the office.'), group: 'help' },
  ],
  layout: {
    tabs: [
      {
        name: 'main',
        label: label('拜访', 'Visit'),
        groups: [
          {
            name: 'more',
            label: label('拜访', 'Visit'),
            fields: ['number', 'cause', 'city', 'abroad', 'guest', 'phone', 'face', 'state'],
          },
          { name: 'help', label: label('帮助', 'Help'), fields: [] },
        ],
      },
    ],
  },
};

/** What stands on the page, one after the other. */
const cells = (page: Page) =>
  page
    .locator('gj-form-layout section')
    .first()
    .locator('.grid > *')
    .evaluateAll((all) =>
      all.map(
        (one) => one.getAttribute('data-block') ?? (one as HTMLElement & { field: { id: string } }).field.id,
      ),
    );

async function isSound(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await settled(page);
    expect(await cutElements(page), `${name} ${width}`).toEqual([]);
    await picture(page, `${name}-${width}`);
  }
  expect(await axeNow(page), name).toEqual([]);
}

inBrowser(
  'headings, notes, links and buttons among fields',
  (site) => {
    beforeAll(async () => {
      const manifest = {
        name: 'visits',
        version: '1.0.0',
        guiju: { prefix: 'vi', label: label('拜访', 'Visits') },
      };
      await publishFiles(site(), { 'package.json': manifest, 'forms/visit.json': visit });
    });

    const made = async (): Promise<string> => {
      const { body } = await site().node.ask('POST', '/api/forms/visit/records', { cause: '验收' });
      return `/forms/visit/${String(body['id'])}`;
    };

    it('stand where the form says, as long as it says so; a new record has no button yet', async () => {
      const page = await site().visit({ path: '/forms/visit/new' });
      await settled(page);
      const usual = [
        'number',
        'cause',
        'rules',
        'city',
        'abroad',
        'whom',
        'guest',
        'phone',
        'face',
        'way',
        'state',
        'org',
        'all',
      ];
      expect((await cells(page)).filter((one) => !['org', 'sharing'].includes(one))).toEqual(
        usual.filter((one) => one !== 'org'),
      );
      await page.getByLabel('出境').check();
      await expect.poll(() => cells(page)).toContain('visa');
      await page.getByText('有事找行政。').waitFor();
      const rules = page.getByRole('link', { name: '差旅制度' });
      expect(await rules.getAttribute('rel')).toContain('noopener');
      expect(await rules.getAttribute('target')).toBe('_blank');
    });

    it('pictures are the form’s own, or those of a field as they were saved', async () => {
      const page = await site().visit({ path: await made() });
      const shown = (name: string) => page.locator(`gj-form-layout figure[data-block=${name}]`);
      const width = (name: string) =>
        shown(name)
          .getByRole('img')
          .evaluate((one) => (one as HTMLImageElement).naturalWidth);
      await shown('way').getByText('怎么走').waitFor();
      expect(await shown('way').getByRole('img').getAttribute('alt')).toBe('怎么走');
      await expect.poll(() => width('way')).toBe(240);
      expect(await shown('badge').count()).toBe(0);
      const face = page.getByRole('group', { name: '照片' });
      const buffer = await sharp(png).resize(60).png().toBuffer();
      await face.locator('input[type=file]').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer });
      await face.getByRole('button', { name: '移除 me.png' }).waitFor();
      expect(await shown('badge').count()).toBe(0);
      await page.keyboard.press('Control+s');
      await expect.poll(() => width('badge')).toBe(60);
      await isSound(page, 'blocks-pictures');
    });

    it('a button does its action after the same question, when all is saved, while it may be done', async () => {
      const path = await made();
      const page = await site().visit({ path });
      const button = page.locator('gj-form-layout').getByRole('button', { name: '结束拜访' });
      await page.getByLabel('城市').fill('杭州');
      expect(await button.isDisabled()).toBe(true);
      await page.getByRole('button', { name: '保存', exact: true }).click();
      await expect.poll(() => button.isEnabled()).toBe(true);
      await settled(page);
      await button.focus();
      await page.keyboard.press('Enter');
      await page.getByText('结束后不能再改').waitFor();
      await page.locator('gj-form-dialog').getByRole('button', { name: '结束拜访' }).click();
      await page.getByText('已结束拜访').waitFor();
      await expect.poll(() => button.count()).toBe(0);
      expect(
        (await site().node.ask('GET', `/api${path.replace('visit/', 'visit/records/')}`)).body['state'],
      ).toBe('done');
      // A link within the product is followed without loading the page anew.
      await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
      await page.getByRole('link', { name: '所有拜访' }).click();
      await page.locator('gj-list-page').waitFor();
      expect(await page.evaluate(() => 'stayed' in globalThis)).toBe(true);
    });

    it.each(['zh', 'en'] as const)(
      'are whole in both widths and told to everybody (%s)',
      async (language) => {
        const page = await site().visit({ path: await made(), language });
        await page.getByLabel(language === 'zh' ? '出境' : 'abroad').check();
        await isSound(page, `blocks-${language}`);
      },
    );

    it('are added in the designer by a drag, named, moved by keys and among fields, and taken away', async () => {
      const page = await site().visit({ path: '/design/visit' });
      const canvas = page.locator('gj-design-canvas');
      const tile = (text: string) => canvas.locator('.tile', { hasText: text });
      const names = async () =>
        (await canvas.locator('section').first().locator('.tile .name').allTextContents()).map((one) =>
          one.replace(' *', '').trim(),
        );
      await tile('编号').waitFor();
      const before = await names();
      expect(before).toEqual(
        [
          '编号',
          '事由',
          '差旅制度',
          '城市',
          '出境',
          '出境要先办签证。 至少提前 15 天。',
          '见谁',
          '接待人',
          '电话',
          '照片',
          '照片',
          '怎么走',
          '状态',
          '所有拜访',
          '结束拜访',
        ].map((one) => (one.startsWith('出境要') ? '出境要先办签证。\n至少提前 15 天。' : one)),
      );
      await page
        .getByRole('button', { name: '添加到页面：小标题' })
        .dragTo(tile('城市'), { targetPosition: { x: 4, y: 10 } });
      await tile('新小标题').waitFor();
      await page.getByRole('textbox', { name: '文字（中文）' }).fill('去哪里');
      await tile('去哪里').waitFor();
      await expect.poll(async () => (await names()).indexOf('去哪里')).toBe(3);
      await tile('去哪里').press('Alt+ArrowUp');
      await expect.poll(async () => (await names()).slice(1, 4)).toEqual(['事由', '去哪里', '差旅制度']);
      // A field that falls below a block and above the field of it stands between them.
      await tile('电话').dragTo(tile('接待人'), { targetPosition: { x: 4, y: 10 } });
      await expect.poll(async () => (await names()).slice(7, 10)).toEqual(['见谁', '电话', '接待人']);
      await isSound(page, 'blocks-design');
      await page.getByRole('button', { name: '添加到页面：图片' }).click();
      await page.locator('gj-property').locator('input[type=file]').setInputFiles({
        name: 'map.png',
        mimeType: 'image/png',
        buffer: png,
      });
      await canvas.locator('figure img').nth(1).waitFor();
      await isSound(page, 'blocks-design-picture');
      await tile('去哪里').press('Delete');
      await expect.poll(() => names()).not.toContain('去哪里');
      await tile('差旅制度').press('Delete');
      await page.getByText(/步改动已保存/).waitFor();
      expect(await names()).toContain('差旅制度');
    });
  },
  {},
);
