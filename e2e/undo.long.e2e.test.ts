import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { JsonObject } from '../metadata/common/json.ts';
import { inBrowser, type Site } from './browser.ts';
import { pressInHead } from './press-in-head.ts';
import { settled } from './settled.ts';
import { type SystemWrite, systemWrites } from './undo-system-writes.ts';

/** A write that somebody makes on a page and takes back where it is told. */
interface Write {
  /** The file of the page that tells it. */
  readonly source: string;
  readonly form: 'unit' | 'buyer-title';
  /** As many records there are to write. */
  readonly records: number;
  /** Makes what there is besides the records. Default: nothing. */
  before?(site: Site, records: readonly JsonObject[]): Promise<void>;
  /** Does it, on the page of the first record or on the list of all of them. */
  go(page: Page, names: readonly string[]): Promise<void>;
  readonly on: 'record' | 'list';
  /** It is taken back whatever becomes of the record otherwise. Default: only of the record that it left. */
  readonly byItself?: true;
}

const again = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const more = async (page: Page, name: string) => {
  await page.locator('gj-record-head').getByRole('button', { name: '更多操作', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
};
const bulk = async (page: Page, names: readonly string[], name: RegExp) => {
  for (const one of names) await page.getByRole('checkbox', { name: `选择 ${one}`, exact: true }).check();
  await page.getByRole('toolbar', { name: '批量操作' }).getByRole('button', { name }).click();
};
const agree = async (page: Page, name: RegExp) => {
  const button = page.getByRole('dialog').getByRole('button', { name });
  if (await button.isVisible().catch(() => false)) await button.click();
};

const writes: Readonly<Record<string, Write>> = {
  'a record is saved': {
    source: 'ui/record/saved-notice.ts',
    form: 'unit',
    records: 1,
    on: 'record',
    async go(page) {
      await page.getByRole('textbox', { name: '名称', exact: true }).fill('改过的名称');
      await page.keyboard.press('Control+s');
    },
  },
  'a record is disabled': {
    source: 'ui/record/do-to-record.ts',
    form: 'unit',
    records: 1,
    on: 'record',
    go: (page) => more(page, '禁用'),
  },
  'a record is deleted': {
    source: 'ui/record/do-to-record.ts',
    form: 'unit',
    records: 1,
    on: 'record',
    go: (page) => more(page, '删除'),
  },
  'many are disabled': {
    source: 'ui/list/list-page.ts',
    form: 'unit',
    records: 2,
    on: 'list',
    go: (page, names) => bulk(page, names, /^禁用/),
  },
  'many are deleted': {
    source: 'ui/list/list-page.ts',
    form: 'unit',
    records: 2,
    on: 'list',
    go: (page, names) => bulk(page, names, /^删除/),
  },
  'a field of many is changed': {
    source: 'ui/list/list-page.ts',
    form: 'unit',
    records: 2,
    on: 'list',
    async go(page, names) {
      await bulk(page, names, /^修改字段/);
      await page.getByRole('combobox', { name: '字段' }).fill('备注');
      await page.getByRole('option', { name: '备注' }).click();
      await page.getByRole('textbox', { name: /新值/ }).fill('同一个');
      await page.getByRole('button', { name: '修改', exact: true }).click();
    },
  },
  'it is withdrawn from one, and from those to whom he gave it': {
    source: 'ui/organisations/sharing/say-pairs.ts',
    byItself: true,
    form: 'buyer-title',
    records: 1,
    on: 'record',
    async before(site, [record]) {
      const give = async (by: string, org: string) => {
        const body = { records: [String(record?.['id'])], orgs: [org] };
        const given = await site.node.ask('POST', `/api/forms/buyer-title/assignments?org=${by}`, body);
        expect(given.body['counts']).toEqual({ assigned: 1 });
      };
      await give('root', 'EAST');
      await give('EAST', 'SUZHOU');
    },
    async go(page) {
      await pressInHead(page, '管控');
      await page.getByRole('row', { name: /^华东公司/ }).click();
      await again(page, '取消分配… (1)').click();
      await page
        .locator('gj-form-dialog')
        .getByRole('button', { name: /取消.*\(\d\)/ })
        .click();
    },
  },
  'a record is assigned': {
    source: 'ui/organisations/sharing/say-pairs.ts',
    byItself: true,
    form: 'buyer-title',
    records: 1,
    on: 'record',
    async go(page) {
      await pressInHead(page, '管控');
      await again(page, '分配…').click();
      const dialog = page.locator('gj-assign-dialog');
      await dialog.getByRole('treeitem', { name: /苏州物流/ }).click();
      await dialog.getByRole('button', { name: '分配 (1)' }).click();
    },
  },
};

/** Members that say when and by whom, not what. */
const moments = new Set(['revision', 'modifiedAt', 'modifiedBy', '$warnings']);

inBrowser(
  'what is taken back where it is told',
  (site: () => Site) => {
    let serial = 0;

    async function make(write: Write): Promise<readonly JsonObject[]> {
      const { form, records } = write;
      const made: JsonObject[] = [];
      for (let at = 0; at < records; at++) {
        const number = `UNDO-${++serial}`;
        const own =
          form === 'unit' ? { remark: `原来的 ${at}` } : { sharing: write.before ? 'hierarchical' : 'free' };
        const answer = await site().node.ask('POST', `/api/forms/${form}/records?org=root`, {
          ...{ number, name: `撤销 ${serial}` },
          ...own,
        });
        expect(answer.status, JSON.stringify(answer.body)).toBe(201);
        made.push(answer.body);
      }
      await write.before?.(site(), made);
      return made;
    }

    /** All that is known of the records: what they say, and who uses them. */
    async function known({ form }: Write, records: readonly JsonObject[]): Promise<unknown> {
      const all: unknown[] = [];
      for (const { id } of records) {
        const path = `/api/forms/${form}/records/${String(id)}`;
        const { status, body } = await site().node.ask('GET', `${path}?view=manage`);
        const said = Object.entries(body).filter(([name]) => !moments.has(name) && status === 200);
        const users = `/api/forms/${form}/assignments?record=${String(id)}&org=root&limit=100`;
        const { items } = (await site().node.ask('GET', users)).body;
        const held = form === 'buyer-title' ? ((items ?? []) as JsonObject[]).map(holding).toSorted() : [];
        all.push([status, Object.fromEntries(said), held]);
      }
      return all;
    }

    async function done(write: Write, records: readonly JsonObject[]): Promise<Page> {
      const names = records.map(({ number }) => String(number));
      const path =
        write.on === 'record'
          ? `/forms/${write.form}/${String(records[0]?.['id'])}`
          : `/forms/${write.form}?q=${names[0]?.slice(0, 5)}&sort=-number`;
      const page = await site().visit({ path });
      await settled(page);
      await write.go(page, names);
      await agree(page, /^(禁用|删除|分配)/);
      return page;
    }

    const undo = (page: Page) =>
      page.locator('gj-notices').getByRole('button', { name: '撤销', exact: true });

    it.each(Object.entries(writes))('%s: all is as it was', async (_, write) => {
      const records = await make(write);
      const before = await known(write, records);
      const page = await done(write, records);
      await undo(page).waitFor();
      expect(await known(write, records)).not.toEqual(before);
      await undo(page).click();
      await expect.poll(() => known(write, records), { timeout: 20_000 }).toEqual(before);
    });

    it.each(Object.entries(systemWrites))('%s: all is as it was', async (_, write: SystemWrite) => {
      const { path, known } = await write.before(site());
      const before = await known();
      const page = await site().visit({ path });
      await settled(page);
      await write.go(page);
      const back = undo(page).last();
      await back.waitFor();
      await expect.poll(known).not.toEqual(before);
      await back.click();
      await write.finish?.(page);
      await expect.poll(known, { timeout: 20_000 }).toEqual(before);
    });

    it.each(Object.entries(writes).filter(([, { byItself }]) => !byItself))(
      '%s, and another person goes on: what he did stays, and it is told',
      async (...row) => {
        const [, write] = row;
        const records = await make(write);
        const page = await done(write, records);
        await undo(page).waitFor();
        for (const { id } of records) await goneOn(site(), write, String(id));
        const then = await known(write, records);
        await undo(page).click();
        await page.locator('gj-notices .notice.error').waitFor();
        await settled(page);
        expect(await known(write, records)).toEqual(then);
      },
    );
  },
  { demo: true },
);

/** Who uses a record, how, and through whom. */
function holding({ org, how, by }: JsonObject): string {
  return JSON.stringify([(org as JsonObject)['number'], how, (by as JsonObject | null)?.['number'] ?? null]);
}

/** Somebody else does something to it meanwhile: he changes it, or brings back what was deleted. */
async function goneOn({ node }: Site, { form }: Write, id: string): Promise<void> {
  const path = `/api/forms/${form}/records/${id}`;
  const { status, headers } = await node.ask('GET', `${path}?view=manage`);
  if (status === 200) {
    const said = await node.ask(
      'PATCH',
      path,
      { remark: '别人写的' },
      { 'if-match': headers.get('etag') ?? '' },
    );
    expect(said.status, JSON.stringify(said.body)).toBe(200);
    return;
  }
  const { body } = await node.ask('GET', `${path}/history`);
  const last = (body['items'] as JsonObject[]).find(({ record }) => record !== null);
  const back = await node.ask(
    'POST',
    `${path}/history/${String(last?.['revision'])}/restore`,
    {},
    { 'if-match': '"0"' },
  );
  expect(back.status).toBeLessThan(300);
}
