import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Progress } from '../jobs/job.ts';
import { openWorld, type World } from '../sheets/world.suite.ts';
import { createPrinter } from './create-printer.ts';
import { createPrints } from './create-prints.ts';

const label = (zh: string, en: string) => ({ zh, en });

const slip: Json = {
  name: 'slip',
  kind: 'document',
  label: label('领料单', 'Slip'),
  sharing: 'everybody',
  title: 'number',
  fields: [
    { name: 'number', kind: 'text', label: label('编号', 'Number'), required: true },
    { name: 'buyer', kind: 'text', label: label('领料部门', 'Department'), length: 200 },
    {
      name: 'margin',
      kind: 'money',
      label: label('毛利', 'Margin'),
      roles: { administrator: 'edit', '*': 'none' },
    },
    {
      name: 'lines',
      kind: 'entries',
      label: label('明细', 'Lines'),
      fields: [
        { name: 'what', kind: 'text', label: label('物料', 'Material'), length: 200 },
        { name: 'cost', kind: 'money', label: label('金额', 'Amount') },
      ],
    },
  ],
};

const print: Json = {
  name: 'slip',
  form: 'slip',
  label: label('领料单', 'Slip'),
  paper: { size: 'A5', landscape: true },
  values: [{ name: 'inWords', label: label('合计大写', 'In words'), of: 'lines.cost', as: 'capitals' }],
  head: { height: 8, blocks: [{ block: 'text', text: '规矩仓库 [&number&]' }] },
  pageNumbers: 'center',
  blocks: [
    { block: 'text', text: label('领料单', 'Material slip'), size: 18, bold: true, align: 'center' },
    { block: 'code', code: 'code128', text: '[&number&]', width: 50 },
    { block: 'code', code: 'ean13', text: '[&number&]', width: 50 },
    { block: 'fields', fields: [{ field: 'buyer' }, { field: 'margin' }, { field: 'inWords', wide: true }] },
    {
      block: 'table',
      rows: 'lines',
      numbered: true,
      columns: [{ field: 'what' }, { field: 'cost', sum: true }],
    },
    {
      block: 'text',
      text: label('机密', 'Confidential'),
      when: { fact: 'margin', operator: 'greaterThan', value: '0' },
    },
  ],
};

/** On what stands alone on its roll: a tag, and paper of a dot-matrix printer between two perforations. */
const tag: Json = {
  name: 'tag',
  form: 'slip',
  label: label('标签', 'Tag'),
  paper: { size: 'label', width: 60, height: 40 },
  size: 7,
  blocks: [
    { block: 'text', text: '[&number&]', size: 9, bold: true },
    { block: 'fields', columns: 1, border: 'none', fields: [{ field: 'buyer' }] },
    { block: 'code', code: 'code128', text: '[&number&]', width: 40, height: 8, caption: true },
  ],
};
const roll: Json = {
  name: 'roll',
  form: 'slip',
  label: label('连续纸', 'Continuous'),
  paper: { size: 'continuous' },
  pageNumbers: 'right',
  blocks: [{ block: 'table', rows: 'lines', columns: [{ field: 'what' }, { field: 'cost', sum: true }] }],
};

/** Something that organisations share, with who uses it. */
const part: Json = {
  name: 'part',
  kind: 'master',
  label: label('备件', 'Part'),
  sharing: { allowed: ['free'], default: 'free' },
  fields: [{ name: 'number', kind: 'text', label: label('编号', 'Number'), required: true }],
};
const users: Json = {
  name: 'users',
  form: 'part',
  label: label('共享单', 'Sharing sheet'),
  paper: { size: 'A4' },
  blocks: [{ block: 'sharing' }],
};

const rows = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ what: `激光打印机硒鼓 ${at + 1}`, cost: '100.05' }));

/** What Poppler reads of a PDF. */
function reading(
  program: 'pdftotext' | 'pdffonts' | 'pdfinfo',
  bytes: Uint8Array,
  ...options: readonly string[]
): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-print-'));
  const path = join(folder, 'print.pdf');
  try {
    writeFileSync(path, bytes);
    const args = program === 'pdftotext' ? [...options, path, '-'] : [path];
    return execFileSync(program, args, { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeOnDatabases('records on paper', (under) => {
  let world: World;
  let one: string;
  let long: string;
  let reader: string;

  beforeAll(async () => {
    world = await openWorld(under.url, {
      'forms/slip.json': slip,
      'prints/slip.json': print,
      'prints/tag.json': tag,
      'prints/roll.json': roll,
      'forms/part.json': part,
      'prints/users.json': users,
    });
    const make = async (number: string, count: number) =>
      (await world.create('slip', { number, buyer: '机修车间', margin: '12.5', lines: rows(count) })).id;
    one = await make('L-1', 2);
    long = await make('L-2', 60);
    const root = world.tenant.served().orgs.get(world.tenant.served().orgs.root)?.number ?? '';
    reader = await world.user('reader', root, ['read']);
  });
  afterAll(() => world.close());

  const asked = (path: string, as?: string, language = 'zh') =>
    world.ask('GET', `/api/forms/slip/${path}`, {
      headers: { 'accept-language': language },
      ...(as === undefined ? {} : { as }),
    });
  /** The name of the last PDF. */
  let called = '';
  const pdf = async (path: string, as?: string, language?: string) => {
    const answer = await asked(path, as, language);
    if (answer.status !== 200) throw new Error(await answer.text());
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    called = /filename\*=UTF-8''(.*)$/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
    return new Uint8Array(await answer.arrayBuffer());
  };
  const job = async (path: string) => {
    return over((await (await asked(path)).json()) as JsonObject);
  };
  const over = async (started: JsonObject) => {
    for (;;) {
      const body = (await (
        await world.ask('GET', `/api/jobs/${String(started['id'])}`)
      ).json()) as JsonObject;
      if (!['waiting', 'running'].includes(String(body['status']))) return body;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('a form tells its templates', async () => {
    expect(await (await asked('prints')).json()).toEqual({
      items: [
        { name: 'roll', label: label('连续纸', 'Continuous'), package: 'shop', paper: 'continuous' },
        { name: 'slip', label: label('领料单', 'Slip'), package: 'shop', paper: 'A5' },
        { name: 'tag', label: label('标签', 'Tag'), package: 'shop', paper: 'label' },
      ],
    });
  });

  it('a record is a PDF whose text can be read, with its letters in it', async () => {
    const made = await pdf(`records/${one}/prints/slip`);
    expect(decodeURIComponent(called)).toBe('领料单 L-1.pdf');
    const text = reading('pdftotext', made, '-layout');
    for (const said of ['规矩仓库 L-1', '领料单', '机修车间', '贰佰圆壹角整', '激光打印机硒鼓 2', '200.10'])
      expect(text).toContain(said);
    expect(text).toContain('第 1 页，共 1 页');
    expect(text).toContain('L-1（无法生成 ean13 码）');
    const fonts = reading('pdffonts', made).split('\n').slice(2).filter(Boolean);
    expect(fonts.length).toBe(2);
    for (const font of fonts)
      expect(font).toMatch(/^\w{6}\+NotoSansSC-\w+ +CID TrueType +Identity-H +yes yes yes/);
    // The whole font has ten megabytes.
    expect(made.length).toBeLessThan(100_000);
  });

  it('heads and page parts stand on each page anew, sums on the last', async () => {
    const pages = reading(
      'pdftotext',
      await pdf(`records/${long}/prints/slip`, undefined, 'en'),
      '-layout',
    ).split('\f');
    const full = pages.filter((page) => page.trim() !== '');
    expect(full.length).toBeGreaterThan(2);
    for (const [at, page] of full.entries()) {
      expect(page).toContain('规矩仓库 L-2');
      expect(page).toMatch(/No\. +Material +Amount/);
      expect(page).toContain(`Page ${at + 1} of ${full.length}`);
      expect(page.includes('6003.00')).toBe(at === full.length - 1);
    }
  });

  it.each<[says: string, print: string, size: RegExp, pages: number, said: string]>([
    [
      'a label is as large as it says, and one page',
      'tag',
      /Page size: +170\.\d+ x 113\.\d+ pts/,
      1,
      '机修车间',
    ],
    ['continuous paper is 241 mm wide', 'roll', /Page size: +683\.\d+ x 793\.\d+ pts/, 1, '第 1 页，共 1 页'],
  ])('%s', async (_says, name, size, pages, said) => {
    const made = await pdf(`records/${one}/prints/${name}`);
    const facts = reading('pdfinfo', made);
    expect(facts).toMatch(size);
    expect(facts).toMatch(new RegExp(`Pages: +${pages}\\b`));
    expect(reading('pdftotext', made, '-layout')).toContain(said);
  });

  it('sums of many rows stand on the last page of continuous paper alone', async () => {
    const made = reading('pdftotext', await pdf(`records/${long}/prints/roll`), '-layout');
    const pages = made.split('\f').filter((page) => page.trim() !== '');
    expect(pages.map((page) => page.includes('6003.00'))).toEqual(
      pages.map((_, at) => at === pages.length - 1),
    );
    expect(pages.every((page) => page.includes('物料'))).toBe(true);
  });

  it('a sharing sheet says who uses the record, and how', async () => {
    const { id } = await world.create('part', { number: 'P-1' });
    const { orgs } = world.tenant.served();
    const parent = orgs.get(orgs.root)?.number ?? '';
    await world.create('organisation', { number: 'SZ', name: '深圳分公司', parent });
    const assigned = await world.ask('POST', '/api/forms/part/assignments', {
      body: new TextEncoder().encode(JSON.stringify({ records: [id], orgs: ['SZ'] })),
      headers: { 'content-type': 'application/json' },
    });
    expect(assigned.status).toBe(200);
    const answer = await world.ask(
      'GET',
      `/api/forms/part/records/${id}/prints/users?language=zh&view=manage`,
    );
    const text = reading('pdftotext', new Uint8Array(await answer.arrayBuffer()), '-layout');
    expect(text).toMatch(/组织编码 +使用组织 +使用方式 +分配组织 +分配时间/);
    expect(text).toContain('自己创建');
    expect(text).toMatch(/SZ +深圳分公司 +分配得到 .*\d{4}-\d\d-\d\d \d\d:\d\d/);
  });

  it('is also a page that browsers print, which loads nothing', async () => {
    const answer = await asked(`records/${one}/prints/slip?format=html`);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await answer.text();
    expect(page).toContain('@page{size:210mm 148mm');
    expect(page).toContain('<td>机修车间</td>');
    expect(page).not.toMatch(/<script|src="(?!data:)|href=/);
  });

  it('a field that the reader does not see is on no page, and no condition asks it', async () => {
    const whole = reading('pdftotext', await pdf(`records/${one}/prints/slip`));
    expect([whole.includes('毛利'), whole.includes('12.50'), whole.includes('机密')]).toEqual([
      true,
      true,
      true,
    ]);
    const read = reading('pdftotext', await pdf(`records/${one}/prints/slip`, reader));
    expect([read.includes('毛利'), read.includes('12.50'), read.includes('机密')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(read).toContain('机修车间');
  });

  it('many records are one PDF, made as a job, each with pages of its own', async () => {
    const done = await job('prints/slip?sort=number');
    expect(done).toMatchObject({
      kind: 'export',
      status: 'done',
      progress: '1',
      total: 2,
      done: 2,
      message: '2 records printed to one PDF',
      details: { records: 2 },
    });
    const text = reading('pdftotext', await world.file(done), '-layout');
    expect(text.indexOf('规矩仓库 L-1')).toBeLessThan(text.indexOf('规矩仓库 L-2'));
    expect(text).toContain('第 1 页，共 1 页');
    expect(text).toMatch(/第 2 页，共 \d 页/);
  });

  it('counts a record as done when it is drawn, and says meanwhile what it does', async () => {
    const { store, zone } = world.tenant;
    const prints = createPrints({ store, zone, pictures: { printed: async () => null } });
    const work = prints.printing(world.call('en'), world.form('slip'), {
      name: 'slip',
      query: { view: 'manage' },
    });
    const reports: Progress[] = [];
    await work.run({ id: '', report: async (one) => void reports.push(one), append: async () => {} });
    expect(reports[0]).toEqual({
      total: 2,
      done: 0,
      share: 0.5,
      message: { zh: '正在读取记录：2 / 2', en: 'Reading records: 2 of 2' },
    });
    expect(reports.at(-1)).toEqual({ total: 2, done: 2 });
    const shares = reports.map(({ share = 1 }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  const post = (records: readonly string[], as?: string, query = '') =>
    world.ask('POST', `/api/forms/slip/prints/slip${query}`, {
      body: new TextEncoder().encode(JSON.stringify({ records })),
      headers: { 'content-type': 'application/json', 'accept-language': 'zh' },
      ...(as === undefined ? {} : { as }),
    });

  it('in either language, whichever the caller reads', async () => {
    const done = await over((await (await post([one], undefined, '?language=en')).json()) as JsonObject);
    expect(done).toMatchObject({ status: 'done', message: '1 record printed to one PDF' });
    const text = reading('pdftotext', await world.file(done), '-layout');
    expect([text.includes('Material slip'), text.includes('领料单')]).toEqual([true, false]);
    const wrong = await post([one], undefined, '?language=fr');
    expect([wrong.status, ((await wrong.json()) as JsonObject)['code']]).toEqual([400, 'parameters-wrong']);
  });

  it('picked records are one PDF, and no others with them', async () => {
    const done = await over((await (await post([long])).json()) as JsonObject);
    expect(done).toMatchObject({ status: 'done', details: { records: 1 } });
    const text = reading('pdftotext', await world.file(done), '-layout');
    expect([text.includes('规矩仓库 L-2'), text.includes('规矩仓库 L-1')]).toEqual([true, false]);
    expect((await post([], reader)).status).toBe(403);
    const codeOf = async (answer: Response) => ((await answer.json()) as JsonObject)['code'];
    expect(await codeOf(await post([]))).toBe('body-wrong');
    expect(await codeOf(await post(Array.from({ length: 1_001 }, () => one)))).toBe('body-wrong');
  });

  it.each<[string, string, number, string]>([
    ['a template that is not there', 'prints/slop', 404, 'print-unknown'],
    ['a format that is not there', 'records/:id/prints/slip?format=docx', 400, 'parameters-wrong'],
    ['fields of its own', 'prints/slip?fields=number', 400, 'parameters-wrong'],
    [
      'a record that is not there',
      'records/018f0000-0000-7000-8000-000000000000/prints/slip',
      404,
      'record-unknown',
    ],
  ])('%s is refused', async (_says, path, status, code) => {
    const answer = await asked(path.replace(':id', one));
    expect([answer.status, ((await answer.json()) as JsonObject)['code']]).toEqual([status, code]);
  });

  describe('what is designed', () => {
    const line = { type: 'line' };
    const words = { type: 'text', text: '设计中的打印' };
    const tree = (nodes: readonly Json[], more: JsonObject = {}): JsonObject => ({
      title: '预览',
      language: 'zh',
      paper: { width: 100, height: 80, margin: 5 },
      size: 10,
      head: null,
      foot: { height: 6, nodes: [words] },
      pageNumbers: 'right',
      nodes: [...nodes],
      ...more,
    });
    const drawn = (body: JsonObject, as?: string) =>
      world.ask('POST', '/api/design/print', {
        body: new TextEncoder().encode(JSON.stringify(body)),
        headers: { 'content-type': 'application/json' },
        ...(as === undefined ? {} : { as }),
      });

    it('is drawn as it was laid out, for designers', async () => {
      const group = { type: 'group', framed: true, together: false, nodes: [words, line] };
      const answer = await drawn(tree([{ type: 'columns', columns: [{ width: null, nodes: [group] }] }]));
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      const made = new Uint8Array(await answer.arrayBuffer());
      expect(reading('pdftotext', made)).toContain('设计中的打印');
      expect((await drawn(tree([line]), reader)).status).toBe(403);
    });

    it.each<[says: string, node: Json]>([
      ['a node that is none', { type: 'script' }],
      ['a member that no node has', { ...line, href: 'http://example.com' }],
      ['a picture from elsewhere', { type: 'image', image: 'http://a.b/c.png', width: 1, align: 'left' }],
      ['also far inside', { type: 'group', framed: true, together: true, nodes: [{ type: 'x' }] }],
    ])('%s is refused before it is drawn', async (_says, node) => {
      const answer = await drawn(tree([node]));
      expect([answer.status, ((await answer.json()) as JsonObject)['code']]).toEqual([400, 'body-wrong']);
    });
  });

  it('whoever may not export prints no selection', async () => {
    expect((await asked('prints/slip', reader)).status).toBe(403);
  });

  it('more than somebody holds in his hand are refused before they are drawn', async () => {
    const { store, zone } = world.tenant;
    const prints = createPrints({ store, zone, pictures: { printed: async () => null }, mostRecords: 1 });
    const work = prints.printing(world.call(), world.form('slip'), {
      name: 'slip',
      query: { view: 'manage' },
    });
    const running = { id: '', report: async () => {}, append: async () => {} };
    await expect(work.run(running)).rejects.toMatchObject({ code: 'print-too-many', params: { limit: 1 } });
  });

  it('nothing is printed where nothing is found', async () => {
    const done = await job('prints/slip?number=none');
    expect(done).toMatchObject({ status: 'failed', details: { problem: { code: 'print-nothing' } } });
  });
});

describe('the thread that draws', () => {
  const tree = {
    title: '',
    language: 'zh',
    paper: { width: 210, height: 297, margin: 15 },
    size: 10,
    head: null,
    foot: null,
    pageNumbers: null,
    nodes: [],
  } as const;
  const text = (words: string) => ({ ...tree, nodes: [{ type: 'text', text: words }] as const });

  it('keeps a table on the sheet whose numbers are longer than their columns, and all of each', async () => {
    const columns = Array.from({ length: 8 }, (_, at) => ({
      label: `${at + 1}`,
      width: at > 5 ? 28 : null,
      align: 'right' as const,
    }));
    const row = columns.map((_, at) => `1234567.89012345${at}`);
    const table = { type: 'table', border: 'all', columns, rows: [row], sums: null } as const;
    const made = await createPrinter().use(async (printing) => {
      await printing.add({ ...tree, nodes: [table] });
      return printing.draw('pdf');
    });
    const text = reading('pdftotext', made, '-bbox-layout');
    const [, width] = /<page width="([\d.]+)"/.exec(text) ?? [];
    const words = [...text.matchAll(/xMax="([\d.]+)" yMax="[\d.]+">([^<]+)<\/word>/g)];
    const margin = (15 * 72) / 25.4;
    expect(words.filter(([, right]) => Number(right) > Number(width) - margin)).toEqual([]);
    const letters = words.map(([, , word]) => word).join('');
    expect(letters.replace(/[^.]/g, '')).toBe('........');
    expect(letters.length).toBe(row.join('').length + 8);
  });

  it('gives up what takes too long, and draws the next', async () => {
    const printer = createPrinter({ milliseconds: 1 });
    const drawn = printer.use(async (printing) => {
      await printing.add(text('一'));
      return printing.draw('pdf');
    });
    await expect(drawn).rejects.toMatchObject({ code: 'print-too-slow' });
  });

  it('gives up what needs more memory than it may have', async () => {
    const printer = createPrinter({ memory: 40 });
    const drawn = printer.use(async (printing) => {
      for (let page = 0; page < 200; page += 1) await printing.add(text('字'.repeat(20_000)));
      return printing.draw('pdf');
    });
    await expect(drawn).rejects.toMatchObject({ code: 'print-too-complex' });
  });

  it('refuses a picture that is none, and goes on with the next print', async () => {
    const printer = createPrinter();
    const image = {
      type: 'image',
      image: 'data:image/png;base64,iVBORw0KGgo=',
      width: 10,
      align: 'left',
    } as const;
    const broken = printer.use(async (printing) => {
      await printing.add({ ...tree, nodes: [image] });
      return printing.draw('pdf');
    });
    await expect(broken).rejects.toMatchObject({ code: 'print-image' });
    const whole = await printer.use(async (printing) => {
      await printing.add(text('二'));
      return printing.draw('pdf');
    });
    expect(reading('pdftotext', whole)).toContain('二');
  });
});
