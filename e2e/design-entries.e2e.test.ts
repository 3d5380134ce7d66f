import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { inBrowser } from './browser.ts';
import { field, label, partOrder } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

const boxOf = async (one: Locator) => {
  const box = await one.boundingBox();
  if (!box) throw new Error('what is looked for is not on the page');
  return box;
};

/** Signs of kinds that lie over what a column is called, or beside its head. */
const signsOver = (page: Page) =>
  page.locator('gj-design-canvas .tile.head').evaluateAll((tiles) =>
    tiles.flatMap((tile) => {
      const [line, name, sign] = ['.heading', '.name', '.tag'].map((part) => {
        const found = tile.querySelector(part);
        const range = document.createRange();
        if (found) range.selectNodeContents(found);
        return (part === '.name' ? range : found)?.getBoundingClientRect();
      });
      if (!line || !name || !sign) return ['nothing'];
      const isGone = sign.top >= line.bottom;
      const isOver = sign.left < Math.min(name.right, line.right) && sign.right > name.left;
      const isOut = sign.top < line.top || sign.bottom > line.bottom + 1;
      return !isGone && (isOver || isOut) ? [tile.textContent ?? ''] : [];
    }),
  );

inBrowser('the entries of a form that is designed', (site) => {
  const names = [
    'part',
    'quantity',
    'price',
    'delivered',
    'remark',
    'origin as the supplier states it',
    'colour',
  ];
  const wide = partOrder(
    field('title', 'text', '标题'),
    field('lines', 'entries', '明细', {
      fields: names.map((name) =>
        field(name, name === 'price' ? 'money' : 'text', `第${name}`, {
          ...(name === 'origin' && {
            label: label('供应商所说的原产地', 'origin as the supplier states it'),
          }),
        }),
      ),
    }),
  );

  const lines = label('明细', 'Lines');
  const headed = {
    ...partOrder(
      field('title', 'text', '标题'),
      field('lines', 'entries', '明细', { label: lines, fields: [field('part', 'text', '品名')] }),
      field('by', 'text', '经手人'),
    ),
    name: 'headed-order',
    layout: {
      tabs: [
        {
          name: 'main',
          label: label('订单', 'Order'),
          groups: [
            { name: 'basic', fields: ['number', 'title'] },
            { name: 'rows', label: lines, fields: ['lines', 'by'] },
          ],
        },
      ],
    },
  };

  beforeAll(async () => {
    const steps = [wide, headed].map((content) => ({ do: 'add-form', content }));
    const made = await site().node.ask('POST', '/api/design/drafts', { name: 'Wide', steps });
    expect(made.status).toBe(201);
  });

  it.each([
    ['en', 1440],
    ['zh', 1440],
    ['en', 1024],
    ['zh', 1024],
  ] as const)(
    'scroll below their title and tools, and show the column that is new (%s, %i)',
    async (language, width) => {
      const size = { width, height: width === 1440 ? 900 : 768 };
      const page = await site().visit({ path: '/design/part-order', language, size });
      const canvas = page.locator('gj-design-canvas');
      const grid = canvas.locator('.rows.scrolls');
      await canvas.locator('.handles .tile').first().waitFor();
      await settled(page);
      await picture(page, `entries-${language}-${width}-begin`);
      const inSight = async (one: Locator) => {
        const [part, frame] = [await boxOf(one), await boxOf(grid)];
        return part.x >= frame.x - 1 && part.x + part.width <= frame.x + frame.width + 1;
      };
      await canvas.locator('.added').first().click();
      await expect.poll(() => inSight(canvas.locator('.tile.fresh'))).toBe(true);
      await settled(page);
      await picture(page, `entries-${language}-${width}-fresh`);
      const still = [
        canvas.locator('gj-sheet gj-sheet-bar').getByRole('button', { includeHidden: true }).first(),
        canvas.locator('gj-entries header h2').first(),
        canvas.locator('.tile[data-place="fields/lines"]'),
      ];
      for (const one of still) expect(await inSight(one)).toBe(true);
      for (const tool of await canvas.locator('gj-sheet gj-sheet-bar button:visible').all())
        expect(await inSight(tool), await tool.getAttribute('aria-label').then(String)).toBe(true);
      await page.keyboard.press('Escape');
      for (const name of [names.at(-1), 'price']) {
        const head = canvas
          .locator('.handles .tile.head')
          .filter({ hasText: name ?? '' })
          .first();
        await head.click();
        await settled(page);
        expect(await signsOver(page)).toEqual([]);
        await picture(page, `entries-${language}-${width}-${name}`);
      }
    },
  );

  it.each([
    ['en', 1440, 'Add a field: Text'],
    ['zh', 1024, '添加字段：单行文字'],
  ] as const)(
    'show a column that is dropped between two others where it was dropped (%s, %i)',
    async (language, width, kind) => {
      const size = { width, height: width === 1440 ? 900 : 768 };
      const page = await site().visit({ path: '/design/part-order', language, size });
      const canvas = page.locator('gj-design-canvas');
      const head = (name: string) => canvas.locator(`.tile.head[data-place="fields/lines.${name}"]`);
      await head('price').waitFor();
      await settled(page);
      await page
        .getByRole('button', { name: kind, exact: true })
        .dragTo(head('price'), { targetPosition: { x: 4, y: 8 } });
      const fresh = canvas.locator('.tile.fresh');
      await fresh.waitFor();
      await settled(page);
      await picture(page, `entries-between-${language}-${width}`);
      const [left, right, here] = [
        await boxOf(head('quantity')),
        await boxOf(head('price')),
        await boxOf(fresh),
      ];
      const middle = here.x + here.width / 2;
      expect(middle).toBeGreaterThan(left.x + left.width / 2);
      expect(middle).toBeLessThan(right.x + right.width / 2);
      expect(Math.abs(here.y - right.y)).toBeLessThan(right.height);
    },
  );

  it.each(['zh', 'en'] as const)(
    'have one head where their group is called as they are, which the canvas tells apart (%s)',
    async (language) => {
      const page = await site().visit({ path: '/design/headed-order', language });
      const canvas = page.locator('gj-design-canvas');
      const name = lines[language];
      await canvas.locator('[data-group=rows]').waitFor();
      const group = { zh: `分组：${name}`, en: `Group: ${name}` }[language];
      expect(await canvas.locator('[data-group=rows]').textContent()).toBe(group);
      await page.getByRole('button', { name: { zh: '预览', en: 'Preview' }[language], exact: true }).click();
      const heads = page.locator('gj-design-preview').getByRole('heading', { name });
      await heads.first().waitFor();
      await settled(page);
      expect(await heads.count()).toBe(1);
      await picture(page, `entries-headed-${language}`);
    },
  );

  it('have no column that nobody asked for, once there is one that somebody did', async () => {
    const page = await site().visit({ path: '/design/part-order', language: 'en' });
    const canvas = page.locator('gj-design-canvas');
    await canvas.locator('.handles .tile').first().waitFor();
    await page.getByRole('button', { name: 'Add a field: Entries', exact: true }).click();
    await page.keyboard.type('Returns');
    await page.keyboard.press('Enter');
    await canvas.locator('.handles .tile[aria-label^="Item,"]').waitFor();
    const unasked = page.locator('.tile[aria-label^="Item,"]');
    await canvas.locator('.handles').filter({ has: unasked }).locator('.added').click();
    await page.keyboard.type('Broken');
    await page.keyboard.press('Enter');
    await canvas.locator('.handles .tile[aria-label^="Broken,"]').waitFor();
    await expect.poll(() => canvas.locator('.handles .tile[aria-label^="Item,"]').count()).toBe(0);
    await page.getByText('The placeholder column “Item” made room for the new one').waitFor();
  });
});
