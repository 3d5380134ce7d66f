import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import { trailActions } from '../../../metadata/trail-actions.ts';
import { trailActions as ofInvoices } from '../../../rules/einvoicing/trail-actions.ts';
import { allPages } from '../../../workshop/pages.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { readCsv } from '../../work/sheets/book/csv-text.ts';
import { openWorld, type World } from '../../work/sheets/world.suite.ts';

describeOnDatabases('looking through the audit trail', (database) => {
  let world: World;
  let south: string;
  const json = async (path: string) => (await (await world.ask('GET', path)).json()) as JsonObject;
  const found = (query: string, limit = 7) =>
    allPages<JsonObject, string>(async (cursor) => {
      const page = await json(`/api/audit?limit=${limit}&${query}${cursor ? `&cursor=${cursor}` : ''}`);
      return { items: page['items'] as JsonObject[], next: page['next'] as string | null };
    });

  beforeAll(async () => {
    world = await openWorld(database.url);
    const parent = { id: world.tenant.served().orgs.root };
    const made = await world.create('organisation', { number: 'SOUTH', name: '南方公司', parent });
    south = made.id;
    for (const [number, name] of [
      ['K1', '大风车厂'],
      ['K2', 'Windmill "A" Ltd'],
      ['K3', '=1+1 小磨坊'],
    ])
      await world.create('customer', { number, name } as JsonObject);
    await world.ask('GET', '/api/forms/customer/export?format=csv');
    await world.user('zhang', 'SOUTH', ['read']);
  });
  afterAll(() => world.close());

  it.each<[string, string, (entry: JsonObject) => boolean]>([
    ['by a record’s name', '大风车', ({ record }) => textOf(record).includes('大风车')],
    ['whatever the case', 'WINDMILL', ({ record }) => textOf(record).includes('Windmill')],
    ['by a sign that JSON writes differently', '"A"', ({ record }) => textOf(record).includes('Windmill')],
    ['by a form in either language', '客户', isAboutCustomers],
    ['by a form and a record together', 'customer k3', ({ record }) => textOf(record).includes('K3')],
    ['by what was done', '导出', ({ action }) => action === 'export'],
    ['as the page says it', '导出了 customer', ({ action }) => action === 'export'],
    ['by who did it', 'system 客户', (entry) => isAboutCustomers(entry) && entry['action'] === 'create'],
    ['by an address', 'forms/customer/export', ({ action }) => action === 'export'],
    ['nothing, by what stands nowhere', '大风车 windmill', () => false],
    ['nothing, by what of a record is no name of it', '"created"', () => false],
  ])('finds %s', async (_, words, meets) => {
    const all = await found('', 500);
    const expected = all.filter(meets);
    expect(await found(`q=${encodeURIComponent(words)}`, 2)).toEqual(expected);
    if (!String(_).startsWith('nothing')) expect(expected.length).toBeGreaterThan(0);
  });

  it('finds for any piece of any entry what somebody finds who reads them all', async () => {
    const all = await found('', 500);
    expect(all.length).toBeGreaterThan(30);
    const pieces = all.flatMap((entry, at) => {
      const words = wordsIn(entry).filter((word) => word.length > 1);
      const word = words[(at * 7) % Math.max(1, words.length)];
      return at % 9 === 0 && word ? [word.slice(0, 1 + (at % 4))] : [];
    });
    for (const piece of new Set(pieces)) {
      const slowly = all.filter((entry) =>
        wordsIn(entry).join('\n').toLowerCase().includes(piece.toLowerCase()),
      );
      expect(await found(`q=${encodeURIComponent(piece)}`, 11), piece).toEqual(slowly);
    }
  });

  it('is narrowed by organisation', async () => {
    const all = await found('', 500);
    const there = all.filter(({ org }) => (org as JsonObject | null)?.['id'] === south);
    expect(await found(`organisation=${south}`, 3)).toEqual(there);
    expect(await found(`organisation=${world.tenant.served().orgs.root},${south}&action=create`, 50)).toEqual(
      all.filter(
        ({ org, action }) => typeof (org as JsonObject | null)?.['name'] === 'string' && action === 'create',
      ),
    );
  });

  it('leaves as a csv that no sheet program calculates with, and as a workbook, both of what is asked', async () => {
    const answer = await world.ask('GET', '/api/audit/export?format=csv&form=customer&action=create');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(new TextDecoder().decode(bytes)).toContain(",'=1+1 小磨坊,");
    const [head, ...rows] = readCsv(bytes, 100);
    expect(head?.slice(0, 7)).toEqual(['When', 'User', 'User name', 'Action', 'Form', 'Number', 'What']);
    expect(rows.map((row) => row.slice(1, 7))).toEqual([
      ['system', 'System', 'Created', 'Customer', 'K3', '=1+1 小磨坊'],
      ['system', 'System', 'Created', 'Customer', 'K2', 'Windmill "A" Ltd'],
      ['system', 'System', 'Created', 'Customer', 'K1', '大风车厂'],
    ]);
    const book = await world.ask('GET', '/api/audit/export?q=windmill', {
      headers: { 'accept-language': 'zh' },
    });
    const { sheets } = await readXlsx(new Uint8Array(await book.arrayBuffer()));
    expect(sheets.map(({ name }) => name)).toEqual(['审计记录']);
    expect(sheets[0]?.rows[0]?.slice(0, 4)).toEqual(['时间', '用户编号', '用户', '操作']);
    expect(sheets[0]?.rows.slice(1).map((row) => row[5])).toEqual(['K2']);
  });

  it('leaves as a job too; each time is told in the trail itself, refusals are not', async () => {
    const before = (await found('action=export')).length;
    const begun = await world.ask('GET', '/api/audit/export?mode=job&format=csv&q=windmill');
    expect(begun.status).toBe(202);
    const { id } = (await begun.json()) as { id: string };
    await expect.poll(async () => (await json(`/api/jobs/${id}`))['status']).toBe('done');
    const job = await json(`/api/jobs/${id}`);
    expect(job).toMatchObject({ name: 'Export of audit trail', details: { records: 1 } });
    const file = readCsv(await world.file(job), 100);
    expect(file.map((row) => row[5])).toEqual(['Number', 'K2']);
    for (const wrong of ['format=pdf', 'from=yesterday', 'form=nowhere', 'stray=1'])
      expect((await world.ask('GET', `/api/audit/export?${wrong}`)).status, wrong).toBeGreaterThanOrEqual(
        400,
      );
    const after = await found('action=export');
    expect(after.length).toBe(before + 1);
    expect(after[0]).toMatchObject({ target: '/api/audit/export', detail: { format: 'csv', records: 1 } });
  });

  /** Returns the words that a reader sees of an entry, looked up slowly. */
  function wordsIn(entry: JsonObject): readonly string[] {
    const { actor, record, org, action, reason, target, detail } = entry;
    const address = /^\/api\/forms\/([\w-]+)/.exec(String(target))?.[1];
    const form = world.tenant.served().model.forms.get(String(entry['form'] ?? address));
    const known = { ...trailActions, ...ofInvoices }[String(action)];
    const own = form?.actions.find(({ name }) => name === action);
    const { number, name } = (record ?? {}) as JsonObject;
    const texts: readonly (Json | undefined)[] = [
      ...[(actor as JsonObject | null)?.['number'], (actor as JsonObject | null)?.['name']],
      ...[(org as JsonObject | null)?.['number'], (org as JsonObject | null)?.['name']],
      ...[number, name, reason, action, record ? null : target, (detail as JsonObject | null)?.['name']],
      ...[known?.name ?? own?.label, own?.done ?? known?.did, form?.label].flatMap((label) =>
        label ? [label.zh, label.en] : [],
      ),
    ];
    return texts.filter((text) => typeof text === 'string').flatMap((text) => text.split(/\s+/));
  }

  it.each([
    ['zh', (label: Label) => `随元数据包“${label.zh}”`, '命令：guiju token', '涨价'],
    ['en', (label: Label) => `With the package “${label.en}”`, 'Command: guiju token', '涨价'],
  ])(
    'says in %s why something was written, of packages and commands as of people',
    async (language, byPackage, ...others) => {
      const { tenant } = world;
      const [installed] = tenant.served().model.packages;
      const { id } = await world.create('customer', { number: `R-${language}`, name: '理由' } as JsonObject);
      for (const reason of [installed?.name ?? '', 'guiju token', '涨价'])
        await tenant.store.patch({ ...world.call(), reason }, world.form('customer'), id, {
          name: `因${reason}`,
        });
      const reasons = async (path: string) => {
        const answer = await world.ask('GET', path, { headers: { 'accept-language': language } });
        const { items } = (await answer.json()) as { items: JsonObject[] };
        return items.map(({ reason }) => reason);
      };
      const said = [...others.toReversed(), byPackage(installed?.guiju.label ?? { zh: '', en: '' }), null];
      expect(await reasons(`/api/forms/customer/records/${id}/history`)).toEqual(said);
      expect((await reasons('/api/audit?limit=4')).slice(0, 4)).toEqual(said);
    },
  );
});

function textOf(value: Json | undefined): string {
  return Object.values((value ?? {}) as JsonObject).join(' ');
}

function isAboutCustomers({ form, target }: JsonObject): boolean {
  return form === 'customer' || String(target).startsWith('/api/forms/customer/');
}
