import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

function isDrawn(one: Element): boolean {
  return one instanceof HTMLImageElement && one.naturalWidth > 0 && one.clientWidth > 0;
}

inBrowser('icons of forms and faces of records', (site) => {
  beforeAll(() =>
    publishFiles(site(), {
      'package.json': {
        name: 'crew',
        version: '1.0.0',
        guiju: {
          prefix: 'cr',
          label: label('班组', 'Crew'),
          menu: [{ path: 'crew', label: label('班组', 'Crew') }],
        },
      },
      'forms/mate.json': {
        name: 'mate',
        kind: 'master',
        label: label('成员', 'Mate'),
        icon: 'people',
        picture: 'face',
        menu: { path: 'crew' },
        sharing: 'everybody',
        fields: [
          field('number', 'text', '编号', { required: true }),
          field('name', 'text', '姓名'),
          field('face', 'image', '照片'),
        ],
      },
      'forms/shift.json': {
        name: 'shift',
        kind: 'document',
        label: label('排班', 'Shift'),
        icon: 'calendar',
        menu: { path: 'crew' },
        sharing: 'everybody',
        fields: [field('number', 'text', '编号'), field('mate', 'reference', '成员', { form: 'mate' })],
        list: { columns: ['number', 'mate'] },
      },
    }),
  );

  it('stand in menus, heads, lists, pickers and what Ctrl+K finds', async () => {
    const size = { width: 64, height: 64, channels: 3, background: '#2a7' } as const;
    const buffer = await sharp({ create: size }).png().toBuffer();
    const page = await site().visit({ path: '/forms/mate/new' });
    await page.getByLabel('编号').fill('M1');
    await page.getByLabel('姓名').fill('王芳');
    const bring = page.getByRole('group', { name: '照片', exact: true }).locator('input[type=file]');
    await bring.setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: '移除 face.png' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();
    await page.locator('gj-page-head img.face').waitFor();
    await settled(page);
    await picture(page, 'face-record');
    const id = page.url().split('/').pop() ?? '';
    expect(await axeNow(page)).toEqual([]);

    const list = await site().visit({ path: '/forms/mate' });
    const face = list.locator('gj-record-grid img.face');
    await expect
      .poll(() => face.evaluate((one) => (one as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
    await list.locator('gj-page-head [slot=before] svg').waitFor();
    // Documents stand in another space than master data.
    await list.locator('gj-side-menu').getByRole('button', { name: '业务', exact: true }).click();
    await list.locator('gj-side-menu').getByRole('link', { name: '排班' }).locator('svg').waitFor();
    await settled(list);
    await picture(list, 'face-list');
    expect([await cutElements(list), await axeNow(list)]).toEqual([[], []]);
    await list.keyboard.press('Control+k');
    await list.keyboard.type('王芳');
    const option = list.getByRole('option', { name: /王芳/ });
    await option.locator('svg').first().waitFor();
    await expect.poll(() => option.locator('img.face').evaluate(isDrawn)).toBe(true);
    await picture(list, 'face-palette');

    const shift = await site().visit({
      path: '/forms/shift/new',
      language: 'en',
      size: { width: 1024, height: 768 },
    });
    await shift.getByRole('combobox', { name: 'mate' }).click();
    await shift.locator('vaadin-combo-box-item img.face').waitFor();
    await settled(shift);
    await picture(shift, 'face-picker');

    const made = async (form: string, body: JsonObject) => {
      const { status, body: answer } = await site().node.ask('POST', `/api/forms/${form}/records`, body);
      expect(status, JSON.stringify(answer)).toBe(201);
    };
    await made('shift', { number: 'S1', mate: { id } });
    await made('mate', { number: 'M0', name: '无像' });
    await made('shift', { number: 'S2', mate: { number: 'M0' } });
    const shifts = await site().visit({ path: '/forms/shift?sort=number' });
    const faces = shifts.locator('gj-record-grid img.face');
    await expect.poll(() => faces.first().evaluate(isDrawn)).toBe(true);
    // Who has none leaves no gap.
    await expect.poll(() => faces.nth(1).isVisible()).toBe(false);
    await picture(shifts, 'face-reference-list');
    await shifts.getByRole('link', { name: 'S1', exact: true }).click();
    await expect.poll(() => shifts.locator('gj-pick-control img.face').evaluate(isDrawn)).toBe(true);
    await settled(shifts);
    await picture(shifts, 'face-reference-record');
    expect([await cutElements(shifts), await axeNow(shifts)]).toEqual([[], []]);

    await shifts.goto(`/forms/mate/${id}`);
    await shifts.locator('gj-page-head img.face').waitFor();
    const home = shifts;
    await home.goto('/');
    const lately = home.getByRole('region', { name: '最近使用' }).getByRole('link', { name: '成员' });
    await lately.locator('svg').waitFor();
    await expect
      .poll(() =>
        home.getByRole('list', { name: '最近的记录' }).locator('img.face').first().evaluate(isDrawn),
      )
      .toBe(true);
    await settled(home);
    await picture(home, 'face-home');
    expect([await cutElements(home), await axeNow(home)]).toEqual([[], []]);
  });

  it('stand where another could not be drawn before', async () => {
    const page = await site().visit({ path: '/forms/mate/new' });
    const buffer = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#72a' } })
      .png()
      .toBuffer();
    await page.getByLabel('编号').fill('M2');
    await page.getByLabel('姓名').fill('李雷');
    const bring = page.getByRole('group', { name: '照片', exact: true }).locator('input[type=file]');
    await bring.setInputFiles({ name: 'other.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: '移除 other.png' }).waitFor();
    await page.keyboard.press('Control+s');
    await page.getByText('已保存').waitFor();

    const list = await site().visit({ path: '/forms/mate?sort=number' });
    const faces = list.locator('gj-record-grid img.face');
    await expect.poll(() => faces.count()).toBe(2);
    const first = await faces.first().getAttribute('src');
    for (const face of await faces.all()) await face.evaluate((one) => one.dispatchEvent(new Event('error')));
    expect(await faces.first().isVisible()).toBe(false);
    await list.getByRole('searchbox', { name: '在列表中查找' }).fill('李雷');
    await expect.poll(() => faces.first().getAttribute('src')).not.toBe(first);
    await expect.poll(() => faces.first().isVisible()).toBe(true);
  });

  it('are chosen in the designer', async () => {
    const all = await site().visit({ path: '/design' });
    await all.getByRole('row', { name: /成员/ }).locator('svg').first().waitFor();
    await settled(all);
    await picture(all, 'face-designs');
    const page = await site().visit({ path: '/design/mate' });
    const icons = page.getByRole('combobox', { name: '图标', exact: true });
    await icons.waitFor();
    expect(await icons.inputValue()).toBe('people');
    const faces = page.getByRole('combobox', { name: '记录头像', exact: true });
    expect(await faces.locator('option').allTextContents()).toEqual(['（默认）', '照片']);
    await settled(page);
    await picture(page, 'face-design');
  });
});
