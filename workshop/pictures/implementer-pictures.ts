import type { Page } from 'playwright-core';
import { openSite, type Site } from '../../e2e/open-site.ts';
import { settled } from '../../e2e/settled.ts';

/** `npm run pictures`: those of the tutorial of implementers, in both languages, into docs/pictures/. */
const size = { width: 1280, height: 800 };

/** The texts that the tutorial has people type and press, by language. */
const said = {
  zh: {
    design: '修改此表单…',
    add: '添加字段：单选',
    name: '到账方式',
    options: ['现金', '转账', '票据'],
    put: '加到表单',
    list: '列表里的一列',
    filter: '快捷筛选',
    publish: '发布…',
    preview: '预览',
  },
  en: {
    design: 'Change this form…',
    add: 'Add a field: Choice',
    name: 'Payment',
    options: ['Cash', 'Transfer', 'Draft'],
    put: 'Add to the form',
    list: 'Column of the list',
    filter: 'Quick filter',
    publish: 'Publish…',
    preview: 'Preview',
  },
} as const;
type Language = keyof typeof said;

async function take(page: Page, name: string, language: Language): Promise<void> {
  await settled(page);
  await page.screenshot({ path: `docs/pictures/implementer-${name}.${language}.png` });
  process.stdout.write(`${name} ${language}\n`);
}

async function story(site: Site, language: Language): Promise<void> {
  const words = said[language];
  const page = await site.visit({ path: '/forms/invoice-item', language, size });
  // The actions on rows are loaded with them, beside those on the form.
  await settled(page);
  await page.locator('gj-page-head').getByRole('link', { name: words.design, exact: true }).click();
  await page.getByRole('button', { name: words.add, exact: true }).click();
  for (const text of [words.name, ...words.options]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  }
  await take(page, 'field', language);
  await page.getByRole('button', { name: words.put }).click();
  const tile = page.locator('gj-design-canvas .tile:not(.fresh)', { hasText: words.name });
  await tile.waitFor();
  await page.getByRole('checkbox', { name: words.list }).check();
  await page.getByRole('checkbox', { name: words.filter }).check();
  await page.getByRole('button', { name: words.preview }).click();
  await page.locator('gj-design-preview gj-record-field').first().waitFor();
  await take(page, 'preview', language);
  await page.getByRole('button', { name: words.publish }).click();
  await page.locator('gj-plan').waitFor();
  await take(page, 'publish', language);
  const open = await site.node.ask('GET', '/api/design/drafts');
  for (const { id } of open.body['items'] as readonly { readonly id: string }[])
    await site.node.ask('DELETE', `/api/design/drafts/${id}`);
  await page.context().close();
}

const site = await openSite({ demo: true });
try {
  for (const language of ['zh', 'en'] as const) await story(site, language);
} finally {
  await site.close();
}
