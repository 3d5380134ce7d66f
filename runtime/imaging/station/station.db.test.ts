import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { someOf } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { a6, drawnScan, pdfOf } from '../scans/scans.suite.ts';
import {
  act,
  bills,
  over,
  pagesOfStack,
  readStack,
  scanned,
  sent,
  stackOf,
  waitingBill,
} from './station.suite.ts';

const node = (values: JsonObject) => ({ name: 'N', process: 'scan', billType: 'scan', ...values });
const approval = {
  kind: 'approval',
  step: 2,
  decisions: ['agree', 'reject', 'rescan', 'reject-rescan'].map((code) => ({
    code,
    name: code,
    meaning: code,
  })),
};
const code = (bill: JsonObject) => String(bill['code']);
const pile = async (papers: readonly Parameters<typeof drawnScan>[0][]) =>
  pdfOf(await Promise.all(papers.map(drawnScan)), { size: a6 });
const number = (bill: JsonObject) => String(bill['number']);
const names = (record: JsonObject) =>
  ((record['images'] ?? []) as readonly JsonObject[]).map(({ name }) => name);

describeOnDatabases('the station where papers are scanned', (database) => {
  let site: TestNode;
  let count = 0;
  const bill = (values: JsonObject = {}) => {
    count += 1;
    return waitingBill(site, { billNumber: `BX-${count}`, ...values });
  };
  const assign = (pages: readonly string[], said: string | null) =>
    site.ask('POST', '/api/imaging/pages/assign', { pages: [...pages], bill: said });
  const bring = ({ id }: JsonObject) => site.ask('POST', `/api/imaging/bills/${String(id)}/bring`, {});
  const firstImage = async ({ id, images }: JsonObject) => {
    const [image] = images as readonly JsonObject[];
    const file = await site.raw('GET', `${bills}/${String(id)}/files/${String(image?.['id'])}`);
    return sharp(new Uint8Array(await file.arrayBuffer())).metadata();
  };
  const goes = async (stack: string) => (await pagesOfStack(site, stack)).map((page) => page.goes);

  const person = async (number: string, grants: readonly JsonObject[]) => {
    const password = 'correct horse battery';
    await site.ask('POST', '/api/forms/role/records', { number, name: number, grants });
    const roles = [{ role: number, organisation: 'root' }];
    const body = { number, name: number, organisation: 'root', roles };
    const { id } = (await site.ask('POST', '/api/forms/user/records', body)).body;
    await site.ask('PUT', `/api/users/${String(id)}/password`, { password });
    const { token } = (await site.ask('POST', '/api/session', { user: number, password })).body;
    return { authorization: `Bearer ${String(token)}` };
  };

  beforeAll(async () => {
    site = await openTestNode(database.url, { packages: ['platform', 'basis', 'invoicing', 'imaging'] });
    const strategy = { name: 'YX', prefix: 'YX', datePart: 'yyyyMMdd', sequenceLength: 6, application: 'A' };
    expect((await site.ask('POST', '/api/forms/image-code-strategy/records', strategy)).status).toBe(201);
    const root = await site.ask('GET', '/api/forms/organisation/records?limit=1');
    const [{ id } = {}] = root.body['items'] as readonly JsonObject[];
    const org = { number: 'EAST', name: 'East', parent: { id: id ?? null } };
    expect((await site.ask('POST', '/api/forms/organisation/records', org)).status).toBe(201);
    for (const values of [{ kind: 'upload', step: 1 }, approval])
      expect((await site.ask('POST', '/api/forms/workflow-node/records', node(values))).status).toBe(201);
  });
  afterAll(() => site.close());

  it('a stack of two bills lands in both, and what has no cover is assigned by number', async () => {
    const [a, b] = [await bill(), await bill()];
    const papers = [
      {},
      { text: code(a) },
      { says: 'one' },
      { says: 'two' },
      { text: code(b) },
      { says: 'three' },
    ];
    const stack = await stackOf(site, await pile(papers), '报销.pdf');
    expect(await readStack(site, stack)).toMatchObject({ status: 'done', total: 6, created: 6 });
    const pages = await pagesOfStack(site, stack);
    expect(pages.map((page) => page.goes)).toEqual([
      '?no-cover',
      ...Array(3).fill(number(a)),
      ...Array(2).fill(number(b)),
    ]);
    expect(pages.map(({ record }) => [record['cover'], record['codes']])).toContainEqual([true, code(b)]);

    expect((await assign([pages[0]?.id ?? ''], 'BX-2')).status).toBe(200);
    const brought = await bring(a);
    expect([brought.status, brought.body['stage'], brought.body['imagesKept']]).toEqual([
      200,
      'approval',
      true,
    ]);
    expect(names(brought.body)).toEqual(['报销-2.jpg', '报销-3.jpg', '报销-4.jpg']);
    expect(names((await bring(b)).body)).toEqual(['报销-5.jpg', '报销-6.jpg', '报销-1.jpg']);
    expect(await goes(stack)).toEqual([
      `${number(b)}!`,
      ...Array(3).fill(`${number(a)}!`),
      ...Array(2).fill(`${number(b)}!`),
    ]);
    // The image is the page, bytes of a picture of 300 dots an inch.
    expect(await firstImage(brought.body)).toMatchObject({ format: 'jpeg', width: 1241 });

    const again = await site.ask('POST', `/api/imaging/stacks/${stack}/read`, {});
    expect([again.status, again.body['code']]).toEqual([409, 'stack-read']);
    const refused = await assign([pages[0]?.id ?? ''], null);
    expect([refused.status, refused.body['code']]).toEqual([409, 'scan-page-landed']);
  }, 120_000);

  it('pages are kept at the resolution and in the colour that the settings of imaging say', async () => {
    const looks = async (values: JsonObject) => {
      const path = '/api/forms/imaging-global/record';
      const { revision = 0 } = (await site.ask('GET', path)).body;
      const match = { 'if-match': `"${String(revision)}"` };
      const put = await site.ask('PATCH', path, values, match);
      expect([put.status < 300, put.body]).toEqual([true, expect.anything()]);
    };
    await looks({ resolution: '200', colour: 'black-white' });
    const one = await bill();
    await readStack(site, await stackOf(site, await pile([{ text: code(one) }])));
    expect(await firstImage((await bring(one)).body)).toMatchObject({ format: 'png', width: 827 });
    await looks({ resolution: '300', colour: 'colour' });
  }, 60_000);

  it('a bill that is rescanned gets its new images alone, and the reason is with it until then', async () => {
    const a = await bill();
    const papers = await pile([{ text: code(a) }, {}]);
    await readStack(site, await stackOf(site, papers, 'first.pdf'));
    await bring(a);
    expect(await act(site, a, 'rescan', { why: '第二页模糊' })).toMatchObject({
      stage: 'upload',
      askedWhy: '第二页模糊',
      images: null,
    });
    await readStack(site, await stackOf(site, papers, 'second.pdf'));
    const { body } = await bring(a);
    expect([names(body), body['asked']]).toEqual([['second-1.jpg', 'second-2.jpg'], 'rescan']);
  });

  const refused = [
    ['a bill that was not submitted', 'bill-not-waiting'],
    ['a bill of another organisation', 'bill-elsewhere'],
    ['a bill that somebody else scans', 'scanner-other'],
  ] as const;

  it.each(someOf(refused, 3))(
    'pages of %s wait with the reason, and are assigned to none such',
    async (what, why) => {
      const coded = async (values: JsonObject, org = '') => {
        const made = await site.ask('POST', `/api/imaging/codes${org}`, {
          application: 'A',
          billNumber: what,
          ...values,
        });
        expect([what, made.status]).toEqual([what, 200]);
        return made.body;
      };
      let made: JsonObject;
      if (why === 'bill-not-waiting') made = await coded({ billType: 'scan' });
      else if (why === 'bill-elsewhere') {
        made = await coded({ billType: 'scan' }, '?org=EAST');
      } else {
        const me = await site.ask('GET', '/api/forms/user/records?view=manage&fields=organisation&limit=1');
        const [{ organisation } = {}] = me.body['items'] as readonly JsonObject[];
        const person = { number: 'scanner', name: 'Scanner', organisation: organisation ?? null };
        const other = await site.ask('POST', '/api/forms/user/records', person);
        const own = {
          ...node({ kind: 'upload', step: 1, scanner: { id: String(other.body['id']) } }),
          process: 'else',
          billType: 'else',
        };
        expect((await site.ask('POST', '/api/forms/workflow-node/records', own)).status).toBe(201);
        made = await bill({ billType: 'else', billNumber: what });
      }
      const a = await bill();
      const papers = [{ text: code(a) }, { text: code(made) }, {}, { text: code(a) }];
      const stack = await stackOf(site, await pile(papers));
      await readStack(site, stack);
      expect(await goes(stack)).toEqual([number(a), `?${why}`, `?${why}`, number(a)]);
      const [, page] = await pagesOfStack(site, stack);
      const refused = await assign([page?.id ?? ''], code(made));
      expect([refused.status, refused.body['code']]).toEqual(
        why === 'bill-elsewhere' ? [422, 'scan-bill-unknown'] : [409, 'scan-bill-refused'],
      );
    },
  );

  it('pages are taken back, and stand in the order in which they are assigned', async () => {
    const [a, b] = [await bill(), await bill()];
    const papers = [{ text: code(a) }, { says: 'one' }, { says: 'two' }];
    const stack = await stackOf(site, await pile(papers), 'o.pdf');
    await readStack(site, stack);
    const [cover = '', one = '', two = ''] = (await pagesOfStack(site, stack)).map(({ id }) => id);
    await assign([two], null);
    expect(await goes(stack)).toEqual([number(a), number(a), '?taken-back']);
    await assign([two, cover], code(b));
    await assign([one], code(b));
    expect(names((await bring(b)).body)).toEqual(['o-3.jpg', 'o-1.jpg', 'o-2.jpg']);
    const nothing = await bring(a);
    expect([nothing.status, nothing.body['code']]).toEqual([409, 'scan-pages-missing']);
  });

  it('a page that somebody types no bill for is told so', async () => {
    const [a] = [await bill()];
    await bill({ application: 'B', billNumber: 'SAME' }).catch(() => undefined);
    const stack = await stackOf(site, await drawnScan({ text: code(a) }), 'one.png');
    await readStack(site, stack);
    const [{ id } = { id: '' }] = await pagesOfStack(site, stack);
    const unknown = await assign([id], 'nobody knows');
    expect([unknown.status, unknown.body['code']]).toEqual([422, 'scan-bill-unknown']);
    for (const application of ['A', 'C'])
      await site.ask('POST', bills, { application, billType: 'scan', billNumber: 'TWICE' });
    const twice = await assign([id], 'TWICE');
    expect([twice.status, twice.body['code']]).toEqual([422, 'scan-bill-ambiguous']);
    expect(await goes(stack)).toEqual([number(a)]);
    // Codes are typed as people type, and pasted with what stands around them.
    await assign([id], null);
    expect(await goes(stack)).not.toEqual([number(a)]);
    const typed = await assign([id], `  ${code(a).toLowerCase()}\t`);
    expect([typed.status, await goes(stack)]).toEqual([200, [number(a)]]);
  });

  it('a page is turned, and no more once it is with its bill', async () => {
    const a = await bill();
    const stack = await stackOf(site, await drawnScan({ text: code(a) }), 'turned.png');
    await readStack(site, stack);
    const [page] = await pagesOfStack(site, stack);
    const turn = () => site.ask('POST', `/api/imaging/pages/${page?.id}/turn`, { degrees: 90 });
    const turned = await turn();
    const image = turned.body['image'] as JsonObject;
    const file = await site.raw('GET', `${scanned}/${page?.id}/files/${String(image['id'])}`);
    const { width, height } = await sharp(new Uint8Array(await file.arrayBuffer())).metadata();
    expect([turned.status, width, height]).toEqual([200, 2339, 1654]);
    await bring(a);
    const late = await turn();
    expect([late.status, late.body['code']]).toEqual([409, 'scan-page-landed']);
  });

  it('a page comes once, though its stack is read twice and its bill is brought twice at the same moment', async () => {
    const a = await bill();
    const stack = await stackOf(site, await pile([{ text: code(a) }, {}]));
    const begun = await Promise.all(
      [1, 2].map(() => site.ask('POST', `/api/imaging/stacks/${stack}/read`, {})),
    );
    for (const { body } of begun) await over(site, body);
    expect(await goes(stack)).toEqual([number(a), number(a)]);
    const brought = await Promise.all([1, 2, 3].map(() => bring(a)));
    expect(brought.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
    expect(names((await site.ask('GET', `${bills}/${String(a['id'])}`)).body)).toHaveLength(2);
  });

  it.each([
    ['a locked PDF', 'locked.pdf', async () => pdfOf([await drawnScan()], { locked: true }), '已加密'],
    ['a damaged one', 'half.pdf', async () => (await pdfOf([await drawnScan()])).subarray(0, 60), '无法读取'],
  ])('%s is told, and may be read again', async (_, name, file, says) => {
    const stack = await stackOf(site, await file(), name);
    const job = await readStack(site, stack);
    expect([job['status'], String(job['message']).includes(says)]).toEqual(['failed', true]);
    expect(await goes(stack)).toEqual([]);
    expect((await readStack(site, stack))['status']).toBe('failed');
  });

  it('is for those who may: nobody reads, assigns, turns or brings what he has no right to', async () => {
    const a = await bill();
    const [stack, fresh] = [
      await stackOf(site, await drawnScan({ text: code(a) }), 'own.png'),
      await stackOf(site, await drawnScan({ text: code(a) }), 'next.png'),
    ];
    await readStack(site, stack);
    const [page] = await pagesOfStack(site, stack);
    const doors = [
      ['POST', `/api/imaging/stacks/${fresh}/read`, {}],
      ['POST', '/api/imaging/pages/assign', { pages: [page?.id ?? ''], bill: null }],
      ['POST', `/api/imaging/pages/${page?.id}/turn`, { degrees: 90 }],
      ['POST', `/api/imaging/bills/${String(a['id'])}/bring`, {}],
    ] as const;
    const tried = async (who: Readonly<Record<string, string>>, query = '') => {
      const statuses: number[] = [];
      for (const [method, path, body] of doors)
        statuses.push((await site.ask(method, path + query, body, who)).status);
      return statuses;
    };
    const read = (form: string) => ({ form, scope: 'all', actions: ['read'] });
    const forms = ['scan-stack', 'scan-page', 'image-bill'];
    expect(await tried(await person('reader', forms.map(read)))).toEqual([403, 403, 403, 403]);
    // Whoever may do all to pages, but not finish the images of a bill.
    const clerk = [
      read('scan-stack'),
      { ...read('scan-page'), actions: ['read', 'create', 'edit'] },
      read('image-bill'),
    ];
    expect((await tried(await person('clerk', clerk))).at(-1)).toBe(403);
    // Of another organisation there is no such page.
    expect(await tried({}, '?org=EAST')).toEqual([404, 404, 404, 404]);
    expect(names((await site.ask('GET', `${bills}/${String(a['id'])}`)).body)).toEqual([]);
  });

  it('a bill whose stack is still being read is not finished by the pages that are there', async () => {
    const a = await bill();
    const papers = [{ text: code(a) }, { says: '1' }, { says: '2' }, { says: '3' }, { says: '4' }];
    const stack = await stackOf(site, await pile(papers));
    const { body: job } = await site.ask('POST', `/api/imaging/stacks/${stack}/read`, {});
    await expect
      .poll(async () => (await pagesOfStack(site, stack)).length, { timeout: 30_000 })
      .toBeGreaterThan(0);
    const early = await bring(a);
    expect([early.status, early.body['code']]).toEqual([409, 'stack-reading']);
    expect((await over(site, job))['status']).toBe('done');
    expect(names((await bring(a)).body)).toHaveLength(5);
  }, 120_000);

  it('another picture replaces that of a page', async () => {
    const a = await bill();
    const stack = await stackOf(site, await drawnScan({ text: code(a) }), 'bad.png');
    await readStack(site, stack);
    const [page] = await pagesOfStack(site, stack);
    const id = await sent(site, { form: 'scan-page', field: 'image', name: 'good.png' }, await drawnScan());
    const { headers } = await site.ask('GET', `${scanned}/${page?.id}`);
    const etag = { 'if-match': headers.get('etag') ?? '' };
    expect((await site.ask('PATCH', `${scanned}/${page?.id}`, { image: { id } }, etag)).status).toBe(200);
    expect(names((await bring(a)).body)).toEqual(['good.png']);
  });
});
