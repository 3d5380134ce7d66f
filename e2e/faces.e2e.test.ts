import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { axeNow } from './axe.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

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
    expect(await axeNow(page)).toEqual([]);

    const list = await site().visit({ path: '/forms/mate' });
    const face = list.locator('gj-record-grid img.face');
    await expect
      .poll(() => face.evaluate((one) => (one as HTMLImageElement).naturalWidth))
      .toBeGreaterThan(0);
    await list.locator('gj-page-head [slot=before] svg').waitFor();
    await list.locator('gj-side-menu').getByRole('link', { name: '排班' }).locator('svg').waitFor();
    await settled(list);
    await picture(list, 'face-list');
    expect([await cutElements(list), await axeNow(list)]).toEqual([[], []]);
    await list.keyboard.press('Control+k');
    await list.keyboard.type('王芳');
    await list.getByRole('option', { name: /王芳/ }).locator('svg').first().waitFor();
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
