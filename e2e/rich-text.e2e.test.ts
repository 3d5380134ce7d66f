import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { inBrowser } from './browser.ts';
import { field, label, publishFiles } from './own-package.ts';

inBrowser(
  'rich text',
  (site) => {
    beforeAll(() =>
      publishFiles(site(), {
        'package.json': {
          name: 'letters',
          version: '1.0.0',
          peerDependencies: { platform: '*' },
          guiju: {
            prefix: 'lt',
            label: label('函件', 'Letters'),
            menu: [{ path: 'letters', label: label('函件', 'Letters') }],
          },
        },
        'forms/letter.json': {
          name: 'letter',
          kind: 'master',
          sharing: 'everybody',
          label: label('函件', 'Letter'),
          menu: { path: 'letters' },
          fields: [
            field('number', 'text', '编号', { length: 40, required: true }),
            field('terms', 'rich-text', '条款'),
            field('sealed', 'rich-text', '已定条款', {
              readonly: true,
              default: '<h2>定</h2><p>一 <u>二</u></p>',
            }),
          ],
          list: { columns: ['number', 'terms'], search: ['number', 'terms'] },
        },
      }),
    );
    const terms = (page: Page) => page.getByRole('textbox', { name: '条款', exact: true });
    const tool = (page: Page, name: string) =>
      page.getByRole('toolbar', { name: '条款的格式' }).getByRole('button', { name, exact: true });
    const stored = async (id: string) =>
      (await site().node.ask('GET', `/api/forms/letter/records/${id}?view=manage`)).body['terms'];

    it('is typed with its looks by keys and by buttons, saved as a few tags, and shown again', async () => {
      const page = await site().visit({ path: '/forms/letter/new' });
      await page.getByRole('textbox', { name: '编号' }).fill('L1');
      await terms(page).click();
      await page.keyboard.type('# 付款');
      await page.keyboard.press('Enter');
      await page.keyboard.type('在 ');
      await page.keyboard.press('Control+b');
      await page.keyboard.type('30 天');
      await page.keyboard.press('Control+b');
      await page.keyboard.type('内付清');
      await page.keyboard.press('Enter');
      await tool(page, '项目列表').click();
      expect(await tool(page, '项目列表').getAttribute('aria-pressed')).toBe('true');
      await page.keyboard.type('电汇');
      await page.keyboard.press('Enter');
      await page.keyboard.type('支票');
      await page.keyboard.press('Shift+Home');
      await tool(page, '链接').click();
      await page.getByRole('textbox', { name: '地址' }).fill('javascript:alert(1)');
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByText('不能链接到这个地址').waitFor();
      await page.getByRole('textbox', { name: '地址' }).fill('https://example.com/');
      await page.getByRole('button', { name: '确定' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+s');
      await page.waitForURL(/\/forms\/letter\/[0-9a-f-]{36}$/);
      const id = page.url().split('/').at(-1) ?? '';
      const wire =
        '<h1>付款</h1><p>在 <strong>30 天</strong>内付清</p>' +
        '<ul><li><p>电汇</p></li><li><p><a href="https://example.com/">支票</a></p></li></ul>';
      expect(await stored(id)).toBe(wire);
      await page.reload();
      await terms(page).getByText('30 天').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await page.getByRole('heading', { name: '定' }).waitFor();
      await terms(page).getByText('付款').click();
      await page.keyboard.press('End');
      // As an input method does, words come without a key of their own: the editor has to know first where one is.
      await terms(page).evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
      await page.keyboard.type('方式');
      await page.keyboard.press('Control+z');
      await page.keyboard.type('条件');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      expect(await stored(id)).toBe(wire.replace('付款', '付款条件'));
    });

    it('is pasted without what has no place in it', async () => {
      const page = await site().visit({ path: '/forms/letter/new' });
      await page.getByRole('textbox', { name: '编号' }).fill('L2');
      await terms(page).click();
      await terms(page).evaluate((box) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData(
          'text/html',
          '<p style="color:red" onclick="x()">甲<img src=x onerror="document.title=1"><script>document.title=2</script></p><a href="javascript:x">乙</a>',
        );
        box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      });
      await page.keyboard.press('Control+s');
      await page.waitForURL(/\/forms\/letter\/[0-9a-f-]{36}$/);
      expect(await stored(page.url().split('/').at(-1) ?? '')).toBe('<p>甲</p><p>乙</p>');
    });

    it('stands in lists as its words, by which it is found', async () => {
      const { status } = await site().node.ask('POST', '/api/forms/letter/records', {
        number: 'L3',
        terms: '<p>foo<em>bar</em> strong</p>',
      });
      expect(status).toBe(201);
      const page = await site().visit({ path: '/forms/letter?q=foobar' });
      await page.getByText('foobar strong').waitFor();
      const found = async (query: string) =>
        (
          (await site().node.ask('GET', `/api/forms/letter/records?${query}`)).body['items'] as {
            number: string;
          }[]
        ).map(({ number }) => number);
      expect(await found('q=foobar')).toEqual(['L3']);
      expect(await found('q=blockquote')).toEqual([]);
      const filter = (value: string) =>
        `filter=${encodeURIComponent(JSON.stringify({ fact: 'terms', operator: 'contains', value }))}`;
      expect(await found(filter('foobar'))).toEqual(['L3']);
      expect(await found(filter('<em>'))).toEqual([]);
    });
  },
  { packages: ['platform', 'basis'] },
);
