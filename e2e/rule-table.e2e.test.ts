import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser } from './browser.ts';
import { isSound } from './is-sound.ts';
import { field, partOrder, publishFiles } from './own-package.ts';
import { settled } from './settled.ts';

const order = partOrder(field('buyer', 'text', '买方', { length: 40 }), field('amount', 'money', '金额'));
const guiju = { prefix: 'parts', label: { zh: '配件', en: 'Parts' } };
const files = {
  'package.json': { name: 'parts', version: '1.0.0', peerDependencies: { platform: '*' }, guiju },
  'forms/part-order.json': order,
};
const words = {
  zh: {
    ...{
      fresh: '新表单',
      from: '从模板开始',
      template: '审批规则',
      judged: '规则判断哪个表单',
      about: '配件订单',
      rulesFor: '新建判断“配件订单”的规则表…',
    },
    ...{
      begin: '开始设计',
      more: '更多操作',
      match: '匹配规则…',
      find: '查找字段类型',
      table: '匹配规则（规则表）',
    },
    ...{ open: '发布…', publish: '发布', tester: '匹配测试' },
  },
  en: {
    ...{
      fresh: 'New form',
      from: 'From a template',
      template: 'Approval rule',
      judged: 'Form that the rules judge',
    },
    ...{
      about: 'Part order',
      rulesFor: 'New form of rules that judge “Part order”…',
      begin: 'Start designing',
      more: 'More actions',
      match: 'Matching rules…',
      find: 'Find a type',
    },
    ...{
      table: 'Matching rules (rule table)',
      open: 'Publish…',
      publish: 'Publish',
      tester: 'Test matching',
    },
  },
} as const;

inBrowser(
  'a table of rules',
  (site) => {
    beforeAll(() => publishFiles(site(), files));

    it.each(['zh', 'en'] as const)(
      'begins from a template, is found in the designer, and is asked at once (%s)',
      async (language) => {
        const said = words[language];
        const { node } = site();
        const page = await site().visit({ path: '/design', language });
        const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
        await press(said.fresh);
        await page.getByRole('radio', { name: said.from }).check();
        await page.locator('[data-field="template"] label', { hasText: said.template }).click();
        await page.getByLabel(said.judged).selectOption({ label: said.about });
        await isSound(page, `rule-table-template-${language}`);
        await press(said.begin);
        await page.locator('gj-design-canvas').waitFor();
        await page.getByRole('searchbox', { name: said.find }).fill(language === 'zh' ? '匹配' : 'rule');
        await settled(page);
        await isSound(page, `rule-table-found-${language}`);
        await press(said.table);
        const card = page.locator('gj-rules-design .match');
        await card.waitFor();
        await isSound(page, `rule-table-rules-${language}`);
        await press(said.more);
        await page.getByRole('menuitem', { name: said.match }).click();
        await press(said.open);
        const publish = page.getByRole('button', { name: said.publish, exact: true });
        await expect.poll(() => publish.isEnabled(), { timeout: 30_000 }).toBe(true);
        await publish.click();
        await page.locator('gj-list-page').waitFor();
        const name = new URL(page.url()).pathname.split('/').at(-1) ?? '';
        const large = { fact: 'amount', operator: 'greaterThan', value: '1000' };
        for (const body of [
          { name: '大额', priority: 1, condition: large, outcome: 'director' },
          { name: '其他', priority: 2, outcome: 'manager' },
        ])
          expect((await node.ask('POST', `/api/forms/${name}/records`, body)).status).toBe(201);
        const facts = [{ amount: '2000' }, { amount: '5' }];
        const { body } = await node.ask('POST', `/api/forms/${name}/match`, { facts });
        const winners = (body['items'] as JsonObject[]).map(({ winner }) => (winner as JsonObject)['number']);
        expect(winners).toEqual(['SPGZ0001', 'SPGZ0002']);
        const list = await site().visit({ path: `/forms/${name}`, language });
        // The rule without a condition says what it does; priorities come to nothing together.
        await list.getByText(language === 'zh' ? '始终适用' : 'Always applies', { exact: true }).waitFor();
        const totals = list.getByRole('button', { name: language === 'zh' ? '合计' : 'Totals', exact: true });
        expect(await totals.count()).toBe(0);
        await page.locator('gj-notices').getByRole('link', { name: said.tester }).click();
        await page.waitForURL(/\/match\//);
        await isSound(page, `rule-table-tester-${language}`);
      },
    );

    it.each(['zh', 'en'] as const)(
      'says why records of a document are no rules, for as long as one reads (%s)',
      async (language) => {
        const said = words[language];
        const page = await site().visit({ path: '/design/part-order', language });
        await page.getByRole('searchbox', { name: said.find }).fill(language === 'zh' ? '匹配' : 'rule');
        await page.getByRole('button', { name: said.table, exact: true }).first().click();
        const why = page.locator('gj-rules-design .match p', { hasText: said.template }).first();
        await why.waitFor();
        await settled(page);
        expect(await why.isVisible()).toBe(true);
        await isSound(page, `rule-table-not-${language}`);
        await page.getByRole('button', { name: said.rulesFor }).click();
        await page.getByLabel(said.judged).waitFor();
        expect(await page.getByLabel(said.judged).locator('option:checked').textContent()).toBe(said.about);
        await isSound(page, `rule-table-for-${language}`);
        await page.getByRole('button', { name: said.begin, exact: true }).click();
        await page.waitForURL(/\/design\/(?!part-order)/);
        await page.locator('gj-design-canvas').waitFor();
      },
    );
  },
  { packages: ['platform', 'templates'], story: true },
);
