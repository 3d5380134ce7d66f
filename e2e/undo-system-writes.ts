import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import type { Site } from './browser.ts';
import { madeSet, panel, reads, ready, timeout, unsay } from './console.ts';

/** What there is before a write, and how it is asked for. */
interface Before {
  readonly path: string;
  known(): Promise<unknown>;
}

/** A write of something beyond plain records, made on a page and taken back where it is told. */
export interface SystemWrite {
  /** The file of the page that tells it. */
  readonly source: string;
  before(site: Site): Promise<Before>;
  go(page: Page): Promise<void>;
  /** What is left to be agreed to, once it is to be taken back. Default: nothing. */
  finish?(page: Page): Promise<void>;
}

/** Members that say when and by whom, not what. */
const moments = new Set(['id', 'revision', 'modifiedAt', 'modifiedBy', 'createdAt', '$warnings']);
const plain = (record: JsonObject) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !moments.has(name)));

let serial = 0;
const numbered = () => `UNDOES-${++serial}`;

async function made({ node }: Site, form: string, body: JsonObject): Promise<JsonObject> {
  const answer = await node.ask('POST', `/api/forms/${form}/records?org=root`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** A new record of a form, on a page of its own. */
async function ownRecord(
  site: Site,
  form: string,
  body: JsonObject,
  pathOf: (id: string) => string = (id) => `/forms/${form}/${id}`,
): Promise<Before> {
  const id = String((await made(site, form, { number: numbered(), ...body }))['id']);
  const known = async () => {
    const { status, body: now } = await site.node.ask('GET', `/api/forms/${form}/records/${id}?view=manage`);
    return status === 200 ? plain(now) : status;
  };
  return { path: pathOf(id), known };
}

const more = async (page: Page, name: string) => {
  await page.locator('gj-record-head').getByRole('button', { name: '更多操作', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
};
const rename = async (page: Page) => {
  await page.getByRole('textbox', { name: '名称', exact: true }).fill('改过的名称');
  await page.keyboard.press('Control+s');
};

/** An organisation in the tree, of which something is picked in its menu. */
const inTree = (name: string, agreed: string) => async (page: Page) => {
  await page.getByRole('searchbox', { name: '查找组织' }).fill('撤销的组织');
  await page
    .getByRole('treeitem', { name: /撤销的组织/ })
    .getByRole('button')
    .last()
    .click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  const agree = page.getByRole('dialog').getByRole('button', { name: agreed, exact: true });
  if (await agree.isVisible().catch(() => false)) await agree.click();
};
const oneInTree = async (site: Site) => {
  const { body } = await site.node.ask('GET', '/api/forms/organisation/records?q=撤销的组织&view=manage');
  for (const { id, revision } of (body['items'] ?? []) as readonly JsonObject[])
    await site.node.ask('DELETE', `/api/forms/organisation/records/${String(id)}`, undefined, {
      'if-match': `"${String(revision)}"`,
    });
  return ownRecord(site, 'organisation', { name: '撤销的组织', parent: 'root' }, () => '/organisations');
};

/** The value that the east sets itself: none, or this one. */
const inEast = (value: number | null) => async (site: Site) => {
  await unsay(site, timeout, 'EAST');
  const place = `/api/params/${timeout}?org=EAST`;
  if (value !== null) expect((await site.node.ask('PUT', place, { value })).status).toBe(201);
  const known = async () => {
    const { own } = (await site.node.ask('GET', place)).body;
    return (own as readonly JsonObject[]).map(plain).map(({ value: says, locked }) => [says, locked]);
  };
  return { path: `/parameters?open=${timeout}&org=EAST`, known };
};
const atOnce = async (page: Page) => {
  await panel(page)
    .getByRole('checkbox', { name: /^立即发布/ })
    .check();
};
const setAtOnce = async (page: Page) => {
  await atOnce(page);
  await panel(page).getByLabel('值 (秒)').fill('640');
  await panel(page).getByRole('button', { name: '立即发布', exact: true }).click();
};

/** A change set that would have the east read another value. */
async function aSet(site: Site, known: () => Promise<unknown>): Promise<Before> {
  await unsay(site, timeout, 'EAST');
  const [type, key] = timeout.split('/') as [string, string];
  const set = { name: numbered(), reason: '试' };
  const { id } = await madeSet(site, [{ action: 'set', type, key, org: 'EAST', value: 655 }], set);
  return { path: `/changes/${id}`, known };
}

/** A list that somebody keeps, with all that is said of one. */
const plainView = { q: 'BAG', view: 'use', sort: [], quick: {}, condition: null };

const dialog = (page: Page) => page.locator('gj-form-dialog');

export const systemWrites: Readonly<Record<string, SystemWrite>> = {
  'a role is disabled': {
    source: 'ui/record/do-to-record.ts',
    before: (site) => ownRecord(site, 'role', { name: '撤销的角色' }),
    go: (page) => more(page, '禁用'),
  },
  'a role is given a right in the matrix': {
    source: 'ui/administration/people/role-page.ts',
    before: (site) => ownRecord(site, 'role', { name: '撤销的角色' }, (id) => `/roles/${id}`),
    async go(page) {
      await page.getByLabel('查找表单').fill('开票项管理');
      await page.getByLabel('开票项管理：查看', { exact: true }).check();
      await page.getByRole('button', { name: '保存', exact: true }).click();
    },
  },
  'an organisation is renamed': {
    source: 'ui/record/saved-notice.ts',
    before: (site) => ownRecord(site, 'organisation', { name: '改名的组织', parent: 'root' }),
    go: rename,
  },
  'an organisation is disabled in the tree': {
    source: 'ui/organisations/organisations-page.ts',
    before: oneInTree,
    go: inTree('禁用', '禁用'),
  },
  'an organisation is deleted in the tree': {
    source: 'ui/organisations/organisations-page.ts',
    before: oneInTree,
    go: inTree('删除', '删除'),
  },
  'a rule is saved': {
    source: 'ui/record/saved-notice.ts',
    before: (site) => aRule(site, (id) => `/forms/invoice-item/${id}`),
    go: rename,
  },
  'the condition of a rule is typed over the table of rules': {
    source: 'ui/match/edit-rule.ts',
    before: (site) => aRule(site, () => '/match/invoice-item?tab=table'),
    async go(page) {
      const name = `编辑条件：UNDOES-${serial} 撤销的规则`;
      await page.locator('gj-match-table').getByRole('button', { name, exact: true }).click();
      const window = page.locator('gj-condition-window');
      await window.getByRole('textbox', { name: '比较值' }).last().fill('丙');
      await window.getByRole('button', { name: '确定' }).click();
    },
  },
  'a change set is published': {
    source: 'ui/changes/change-page.ts',
    before: (site) => aSet(site, () => reads(site, timeout, 'EAST')),
    go: (page) => ready(page, '发布').click(),
    async finish(page) {
      await dialog(page).getByRole('button', { name: '新建回滚草稿' }).click();
      await page.locator('gj-page-head').getByText('草稿', { exact: true }).waitFor();
      await ready(page, '发布').click();
    },
  },
  'a change is taken out of a change set': {
    source: 'ui/changes/change-page.ts',
    async before(site) {
      const set = await aSet(site, () => known());
      const known = async () => {
        const { items } = (await site.node.ask('GET', `/api${set.path.replace('changes', 'changesets')}`))
          .body;
        return (items as readonly JsonObject[]).map(({ type, key, value }) => [type, key, value]);
      };
      return { ...set, known };
    },
    go: (page) => page.getByRole('button', { name: '移出 回调超时时间' }).click(),
  },
  'a value is put into the basket': {
    source: 'ui/params/basket/put-in-basket.ts',
    async before(site) {
      const { path } = await inEast(null)(site);
      const known = async () => {
        const { items } = (await site.node.ask('GET', '/api/changesets?mine=true&state=draft')).body;
        const counts = (items as readonly JsonObject[]).map(({ count }) => Number(count));
        return counts.reduce((sum, count) => sum + count, 0);
      };
      return { path, known };
    },
    async go(page) {
      await panel(page).getByLabel('值 (秒)').fill('641');
      await panel(page).getByRole('button', { name: '放入变更集' }).click();
    },
  },
  'a parameter is set at once': {
    source: 'ui/params/gj-parameter-editor.ts',
    before: inEast(null),
    go: setAtOnce,
  },
  'a parameter is set to another value at once': {
    source: 'ui/params/gj-parameter-editor.ts',
    before: inEast(630),
    go: setAtOnce,
  },
  'a parameter is inherited again at once': {
    source: 'ui/params/gj-parameter-editor.ts',
    before: inEast(630),
    async go(page) {
      await atOnce(page);
      await panel(page).getByRole('button', { name: '恢复继承' }).click();
    },
  },
  'a shared view is deleted': {
    source: 'ui/list/list-page.ts',
    async before({ node }) {
      const view = { form: 'unit', name: numbered(), shared: true, config: plainView };
      const kept = await node.ask('POST', '/api/me/views', view);
      expect(kept.status, JSON.stringify(kept.body)).toBe(201);
      const known = async () => {
        const { items } = (await node.ask('GET', '/api/me/views')).body;
        const found = (items as readonly JsonObject[]).filter(({ name }) => name === view.name);
        return found.map(({ name, shared, preferred, config }) => ({ name, shared, preferred, config }));
      };
      return { path: `/forms/unit?saved=${String(kept.body['id'])}`, known };
    },
    async go(page) {
      await page.getByRole('button', { name: `视图“UNDOES-${serial}”` }).click();
      await page.getByRole('menuitem', { name: '删除视图' }).click();
    },
  },
  'records are imported': {
    source: 'ui/sheet/transfer/undo-import.ts',
    async before(site) {
      const number = numbered();
      await made(site, 'unit', { number, name: '原来的', remark: '原来的备注' });
      const known = async () => {
        const { body } = await site.node.ask('GET', '/api/forms/unit/records?q=UNDOES&view=manage&limit=100');
        return (body['items'] as readonly JsonObject[]).map(plain);
      };
      return { path: '/forms/unit?view=manage', known };
    },
    async go(page) {
      const text = `编码,名称\r\nUNDOES-${serial},改过的\r\nUNDOES-${serial}-A,新的\r\nUNDOES-${serial}-B,新的\r\n`;
      await page.getByRole('button', { name: '导入', exact: true }).click();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await page.getByRole('button', { name: '导入 3 条' }).click();
    },
  },
};

/** A rule of invoice items, with a condition of its own. */
async function aRule(site: Site, pathOf: (id: string) => string): Promise<Before> {
  const { body } = await site.node.ask('GET', '/api/forms/invoice-item/records?view=manage&limit=1');
  const [known] = body['items'] as readonly { readonly taxCategory: JsonObject; readonly rate: string }[];
  const rule = {
    name: '撤销的规则',
    priority: 1,
    taxCategory: { number: known?.taxCategory['number'] ?? '' },
    rate: known?.rate ?? '',
    condition: { all: [{ fact: 'buyerName', operator: 'contains', value: '乙' }] },
  };
  return ownRecord(site, 'invoice-item', rule, pathOf);
}
