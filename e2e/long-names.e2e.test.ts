import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { designer } from '../runtime/http/design/designing.suite.ts';
import { inBrowser } from './browser.ts';
import { cutElements } from './cut-elements.ts';
import { field, label, publishFiles } from './own-package.ts';
import { picture } from './picture.ts';
import { settled } from './settled.ts';

/** As long as a label may be. */
const long = {
  zh: '华东大区供应商银行账户变更与发票抬头核对的特别审批申请'.repeat(9).slice(0, 100),
  en: 'Special approval of changes to bank accounts of suppliers in the east '.repeat(4).slice(0, 100),
};

const cause = long.zh.repeat(3).slice(0, 240);

/** Names that are longer than anybody has room for. */
const approval: JsonObject = {
  name: 'approval',
  kind: 'document',
  label: long,
  sharing: 'everybody',
  title: 'cause',
  fields: [
    field('number', 'number', '编号', { pattern: 'L{seq:4}' }),
    field('cause', 'text', '事由'),
    {
      ...field('bank', 'text', ''),
      label: label('供应商银行账户开户行全称', 'Full name of the bank of a supplier'),
    },
    field('payee', 'text', '收款人身份证件号码', { width: 90 }),
    field('begin', 'datetime', '开始'),
    field('end', 'datetime', '结束'),
  ],
};

/** The lines that its text stands in. */
const linesOf = (one: Locator) =>
  one.evaluate((node) =>
    Math.round(node.clientHeight / Number.parseFloat(getComputedStyle(node).lineHeight)),
  );

const desk = { width: 1024, height: 768 };

inBrowser('what is called by a long name', (site) => {
  let record = '';
  beforeAll(async () => {
    const guiju = { prefix: 'lo', label: label('长名称', 'Long names') };
    const manifest = { name: 'long-names', version: '1.0.0', guiju };
    await publishFiles(site(), { 'package.json': manifest, 'forms/approval.json': approval });
    const made = await site().node.ask('POST', '/api/forms/approval/records?org=root', { cause });
    expect(made.status).toBe(201);
    record = String(made.body['id']);
  });

  const headings = (page: Page) => page.locator('gj-record-grid .head .name');

  it.each([
    ['a heading that is longer than its column stands in two lines', '收款人身份证件号码', 2],
    ['a heading has a column that it fits into', '供应商银行账户开户行全称', 1],
    ['what is short stands in one', '编号', 1],
  ])('%s, and is told whole', async (_, heading, lines) => {
    const page = await site().visit({ path: '/forms/approval', size: desk });
    await settled(page);
    const head = headings(page).filter({ hasText: heading });
    expect(await linesOf(head)).toBe(lines);
    expect(await head.evaluate((one) => one.parentElement?.title)).toBe(heading);
    await picture(page, 'long-headings');
  });

  it.each([
    ['the list', () => '/forms/approval'],
    ['a record', () => `/forms/approval/${record}`],
    ['a new record', () => '/forms/approval/new'],
    ['its reports', () => '/reports/approval'],
    ['the designer', () => '/design/approval'],
  ])('%s has a head of two lines at most, and tells the rest of what it cuts', async (name, path) => {
    for (const language of ['zh', 'en'] as const) {
      const page = await site().visit({ path: path(), language, size: desk });
      await settled(page);
      const heading = page.getByRole('heading', { level: 1 });
      // A head that gives way to the one of what was loaded has no lines.
      await expect.poll(() => linesOf(heading)).toBeLessThanOrEqual(2);
      expect(await heading.getAttribute('title')).toContain(
        (name === 'a record' ? cause : long[language]).slice(1),
      );
      expect(await cutElements(page)).toEqual([]);
      await picture(page, `long-${path().replaceAll('/', '-')}-${language}`);
    }
  });

  it('the time of a moment is wholly there where three fields stand beside each other', async () => {
    const page = await site().visit({ path: '/forms/approval/new', size: desk });
    await settled(page);
    const times = page.locator('gj-moment-control input').filter({ visible: true });
    const cut = await times.evaluateAll((all) =>
      all.flatMap((one) => {
        const input = one as HTMLInputElement;
        input.value = input.placeholder;
        const over = input.scrollWidth - input.clientWidth;
        input.value = '';
        return over > 0 ? [`${input.placeholder} by ${over}`] : [];
      }),
    );
    expect(await times.count()).toBe(4);
    expect(cut).toEqual([]);
  });

  it('the designer keeps the place of each of its parts until it is there', async () => {
    const page = await site().visit({ size: desk });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/api/design/**', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto('/design/unit');
    await page.locator('gj-designer-page gj-skeleton').first().waitFor();
    const placeOf = async () => ({
      head: await page.locator('gj-page-head').boundingBox(),
      heading: await page.getByRole('heading', { level: 1 }).textContent(),
      tabs: await page.locator('gj-page-head gj-tabs').boundingBox(),
      properties: await page.locator('gj-designer-page aside').boundingBox(),
    });
    const before = await placeOf();
    await picture(page, 'designer-waits');
    release();
    await page.locator('gj-design-canvas').waitFor();
    await settled(page);
    expect(await placeOf()).toEqual(before);
  });

  it.each([
    ['words', 'zh', { width: 1440, height: 900 }, '发布', '撤销这次发布'],
    ['letters', 'en', desk, 'Publish', 'Undo this publish'],
  ] as const)(
    'the plan of a publish and what is said after it cut no name without telling it whole: %s, %s',
    async (kind, language, size, publish, undo) => {
      const endless = kind === 'words' ? { zh: cause, en: cause } : label('w'.repeat(240), 'w'.repeat(240));
      const other = designer(site().node);
      const id = await other.begin();
      const known = { name: 'number', kind: 'text', length: 40, label: label('编码', 'Number') };
      const fresh = { ...known, name: 'long', label: endless };
      const form = { kind: 'master', sharing: 'everybody', label: endless, fields: [known, fresh] };
      const taken = await other.take(id, 0, [
        { do: 'add-form', content: { ...form, name: `made-${kind}` } as never },
        { do: 'add-field', form: 'unit', content: { ...fresh, name: `local_${kind}` } as never },
        { do: 'set', form: 'unit', target: 'label', value: endless },
      ]);
      expect([taken.body, taken.status]).toEqual([taken.body, 200]);
      const page = await site().visit({ path: `/design/publish?design=${id}&from=unit`, language, size });
      const go = page.getByRole('button', { name: publish, exact: true });
      await expect.poll(() => go.isEnabled(), { timeout: 60_000 }).toBe(true);
      await page.locator('gj-publish-page details').evaluateAll((all) => {
        for (const one of all) (one as HTMLDetailsElement).open = true;
      });
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      const whole = page.getByTitle(endless[language]).filter({ visible: true });
      expect(await whole.count()).toBeGreaterThan(3);
      await picture(page, `long-plan-${kind}`);
      await page.goto(`${site().url}/design/publish?design=${id}`);
      await expect.poll(() => go.isEnabled(), { timeout: 60_000 }).toBe(true);
      await go.click();
      await page.locator('gj-publish-page').getByRole('button', { name: undo }).waitFor({ timeout: 60_000 });
      await settled(page);
      expect(await cutElements(page)).toEqual([]);
      await picture(page, `long-published-${kind}`);
    },
  );
});
