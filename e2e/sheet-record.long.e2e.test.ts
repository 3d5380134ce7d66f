import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { holdsText } from '../metadata/kinds/common/holds-text.ts';
import { kinds } from '../metadata/kinds/index.ts';
import { samples } from '../workshop/kind-samples.ts';
import { inBrowser } from './browser.ts';
import { focused } from './focused.ts';
import { noColumns } from './specimen-package.ts';
import { publishSpecimens } from './specimens.ts';

/** Answers the sample text of a kind that this test has no text for. */
function sampled(name: string): string {
  const kind = kinds.get(name);
  return kind && holdsText(kind) ? String(samples[name]?.value ?? '') : '';
}

/** Kinds whose cells open a control as soon as one types: it takes several lines, or hides what is typed. */
const overCell: ReadonlySet<string> = new Set(['secret', 'json', 'rich-text', 'code', 'address']);

/** Leaves what lies over a cell once it is there, which takes what was typed into it. */
async function closed(page: Page, cell: string): Promise<void> {
  await expect.poll(() => focused(page)).not.toBe(cell);
  const leave = async () => {
    if ((await page.locator('gj-sheet-panel').count()) > 0) await page.keyboard.press('Escape');
    return focused(page);
  };
  await expect.poll(leave, { interval: 300 }).toBe(cell);
}

inBrowser(
  'references in a sheet',
  (site) => {
    it('are found while one types, by number, by name and from the clipboard; what is not found stays and stops saving', async () => {
      const { body } = await site().node.ask('GET', '/api/session');
      const org = body['org'] as { readonly number: string; readonly name: string };
      const page = await site().visit({ path: '/forms/user/new' });
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      const sheet = page.locator('gj-sheet');
      const press = async (...keys: string[]) => {
        for (const key of keys) await page.keyboard.press(key);
      };
      await page.getByRole('textbox', { name: '登录名' }).fill('u1');
      await page.getByRole('textbox', { name: '姓名' }).fill('张三');
      const home = page.getByRole('combobox', { name: '所属组织' });
      await home.fill(org.number);
      await page.getByRole('option').first().waitFor();
      await press('Enter');

      await sheet.evaluate((element) => (element as HTMLElement).focus());
      await page.keyboard.type('conf');
      await page.getByRole('option', { name: '配置员' }).waitFor();
      await press('Tab');
      // Typed to its end and left at once: nobody has to wait for the list.
      await page.keyboard.type(org.number);
      await press('Enter');
      await page.keyboard.type('nobody');
      await page.locator('gj-sheet-list').getByText('没有找到“nobody”').waitFor();
      await press('Tab');
      await page.keyboard.type(org.name);
      await press('Enter');
      await sheet.getByRole('button', { name: '1 处问题' }).waitFor();
      await expect
        .poll(() => sheet.evaluate((element) => (element as unknown as { rows: unknown }).rows))
        .toMatchObject([
          { role: { number: 'configurator' }, organisation: { number: org.number } },
          { role: null, organisation: { number: org.number } },
        ]);

      await press('Control+s');
      await page.getByText('没有找到“nobody”').first().waitFor();
      await press('F8');
      await page.evaluate((text) => navigator.clipboard.writeText(text), 'reader');
      await press('Control+v');
      await sheet.getByRole('gridcell', { name: /查询员/ }).waitFor();
      await press('Control+s');
      await page.getByText('已保存').waitFor();
      const saved = await site().node.ask('GET', '/api/forms/user/records?q=u1&fields=number,roles');
      const [user] = saved.body['items'] as JsonObject[];
      expect(user?.['roles']).toMatchObject([
        { role: { number: 'configurator' } },
        { role: { number: 'reader' } },
      ]);
    });
  },
  { packages: ['platform'] },
);

inBrowser(
  'a sheet with a column of every kind',
  (site) => {
    beforeAll(() => publishSpecimens(site()));
    const typed: Readonly<Record<string, string>> = {
      text: '文',
      multiline: '一行',
      integer: '1,200',
      decimal: '1.5',
      money: '1234.5',
      percent: '13',
      boolean: ' ',
      date: '2026/3/4',
      time: '8:30',
      datetime: '2026-3-4 18:45',
      'time-range': '08:00-17:30',
      choice: '绿',
      choices: '红、蓝',
      reference: 'T1',
      references: '红纸、T2',
      secret: 'hush hush',
      email: 'a@example.com',
      phone: '123',
      address: 'US',
      'tax-number': '91440300708461136t',
      url: 'https://example.com/',
      'rich-text': 'rich words',
      code: 'x',
      'file-name': '发票',
      template: '你好',
      json: '{"a":[1]}',
    };

    it('takes what is typed into each from the first key on, and saves it', async () => {
      const page = await site().visit({ path: '/forms/wide/new' });
      await page.getByLabel('名称').fill('宽');
      await page.locator('gj-sheet').evaluate((sheet) => (sheet as HTMLElement).focus());
      const met: string[] = [];
      for (let cells = 0; cells <= kinds.size; cells++) {
        const [, kind = '', row = ''] = /^字段 ([\w-]+) 第 (\d) 行$/.exec((await focused(page)) ?? '') ?? [];
        if (row !== '1') break;
        met.push(kind);
        const text = typed[kind] ?? sampled(kind);
        await page.keyboard.type(text, { delay: 5 });
        // What stands on more than a line is typed into a control that lies over the cell.
        if (text !== '' && overCell.has(kind)) {
          await page
            .locator('gj-sheet-panel')
            .waitFor({ timeout: 20_000 })
            .catch(() => expect.fail(kind));
          await closed(page, `字段 ${kind} 第 1 行`);
        }
        await page.keyboard.press('Tab');
      }
      // A walk that breaks off says nothing of the kinds behind.
      const columns = [...kinds.values()].filter(({ name, derived }) => !noColumns.has(name) && !derived);
      expect(met.toSorted()).toEqual(columns.map(({ name }) => name).toSorted());
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      const { body } = await site().node.ask('GET', '/api/forms/wide/records?fields=name,rows');
      const [wide] = body['items'] as JsonObject[];
      expect(wide?.['rows']).toMatchObject([
        {
          text: '文',
          multiline: '一行',
          richText: '<p>rich words</p>',
          code: 'x',
          integer: 1200,
          decimal: '1.5',
          money: '1234.5',
          percent: '0.13',
          boolean: true,
          date: '2026-03-04',
          time: '08:30:00',
          datetime: '2026-03-04T10:45:00.000Z',
          timeRange: '08:00:00~17:30:00',
          choice: 'green',
          choices: ['red', 'blue'],
          reference: { number: 'T1' },
          references: [{ number: 'T1' }, { number: 'T2' }],
          carry: '0.13',
          computed: '1851.75',
          secret: '••••••••',
          email: 'a@example.com',
          phone: '123',
          taxNumber: '91440300708461136T',
          url: 'https://example.com/',
          fileName: '发票',
          template: '你好',
          json: { a: [1] },
        },
      ]);
    });

    it('is saved from within a control over a cell', async () => {
      const made = await site().node.ask('POST', '/api/forms/wide/records', {
        name: '宽三',
        rows: [{ text: '一' }],
      });
      const page = await site().visit({ path: `/forms/wide/${String(made.body['id'])}` });
      await page.locator('gj-sheet').evaluate((sheet) => (sheet as HTMLElement).focus());
      await page.keyboard.press('End');
      await page.keyboard.press('F2');
      await expect.poll(() => focused(page)).toBe('字段 json');
      await page.keyboard.type('[7]');
      await page.keyboard.press('Control+s');
      await page.getByText('已保存').waitFor();
      expect(await page.locator('gj-sheet-panel').count()).toBe(0);
      const { body } = await site().node.ask('GET', `/api/forms/wide/records/${String(made.body['id'])}`);
      expect(body['rows']).toMatchObject([{ json: [7] }]);
    });

    it('opens the control of each that has one, and comes back to its cell', async () => {
      const made = await site().node.ask('POST', '/api/forms/wide/records', {
        name: '宽二',
        rows: [{ text: '一' }],
      });
      const page = await site().visit({ path: `/forms/wide/${String(made.body['id'])}` });
      await page.locator('gj-sheet').evaluate((sheet) => (sheet as HTMLElement).focus());
      const opened: string[] = [];
      for (let cells = 0; cells <= kinds.size; cells++) {
        const cell = (await focused(page)) ?? '';
        if (!cell.endsWith('第 1 行')) break;
        if ((await page.locator('gj-sheet').getByRole('button', { name: '打开' }).count()) > 0) {
          await page.keyboard.press('Alt+ArrowDown');
          await page.locator('gj-sheet-panel, gj-sheet-list').first().waitFor();
          await expect
            .poll(() =>
              page
                .locator('gj-sheet-list')
                .count()
                .then(async (lists) => lists > 0 || (await focused(page)) !== cell),
            )
            .toBe(true);
          for (
            let escapes = 0;
            escapes < 3 && (await page.locator('gj-sheet-panel, gj-sheet-list').count()) > 0;
            escapes++
          ) {
            await page.keyboard.press('Escape');
            await page.waitForTimeout(100);
          }
          await expect.poll(() => focused(page)).toBe(cell);
          opened.push(/字段 ([\w-]+)/.exec(cell)?.[1] ?? '');
        }
        await page.keyboard.press('Tab');
      }
      expect(opened).toEqual([
        ...['multiline', 'rich-text', 'code', 'date', 'time', 'datetime', 'choice', 'choices', 'form'],
        ...[
          'parameter-type',
          'reference',
          'references',
          'any-reference',
          'file',
          'files',
          'image',
          'images',
          'signature',
        ],
        ...['condition', 'field-list', 'secret', 'address', 'template', 'json'],
      ]);
      expect(await page.getByText('未保存').count()).toBe(0);
    });
  },
  { packages: ['platform'] },
);
