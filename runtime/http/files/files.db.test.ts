import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { BookPreview } from '../../../metadata/contract/files/calls.ts';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { purgeHistory } from '../../storage/store/history/purge-history.ts';
import { sheetLimits } from '../../work/sheets/book/sheet.ts';
import { createSheetWorker } from '../../work/sheets/book/sheet-worker.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import { type House, openHouse, password } from '../house.suite.ts';
import { shownSheetEndpoints } from './shown-sheets.ts';

const label = (text: string) => ({ zh: text, en: text });

/** A form with files in every place. */
const contract: FormSource = {
  name: 'contract',
  kind: 'document',
  label: label('Contract'),
  sharing: { allowed: ['private', 'global'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
    { name: 'paper', kind: 'file', label: label('Paper'), types: ['pdf', 'text'], largest: 1 },
    { name: 'annexes', kind: 'files', label: label('Annexes'), most: 3 },
    { name: 'photo', kind: 'image', label: label('Photo') },
    { name: 'passport', kind: 'file', label: label('Passport'), personal: true },
    {
      name: 'lines',
      kind: 'entries',
      label: label('Lines'),
      fields: [
        { name: 'text', kind: 'text', label: label('Text'), length: 50 },
        { name: 'scans', kind: 'images', label: label('Scans') },
      ],
    },
  ],
};

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
const text = Buffer.from('发票说明\nplain text\n');
const html = Buffer.from('<!doctype html><html><script>alert(1)</script></html>');
const tus = { 'tus-resumable': '1.0.0' };

const worker = createSheetWorker();
const books: Pick<Sheets, 'preview'> = {
  preview: (bytes) => worker.use((session) => session.ask({ type: 'preview', bytes, limits: sheetLimits })),
};

/** Its directory names more than there is. */
const damaged = (book: Buffer) => {
  const end = book.lastIndexOf(Buffer.from('PK\x05\x06'));
  book.writeUInt16LE(book.readUInt16LE(end + 10) + 1, end + 10);
  return book;
};

/** How it is sent, and what is told: status, code, and the code of its mistake. */
type Refused = readonly [
  sentence: string,
  asked: () => Promise<Response>,
  status: number,
  code: string,
  inner?: string,
];

/** Files beside its fields. */
const letter: FormSource = {
  name: 'letter',
  kind: 'document',
  label: label('Letter'),
  sharing: { allowed: ['private'], default: 'private' },
  attachments: true,
  fields: [{ name: 'number', kind: 'text', label: label('Number'), length: 50, required: true }],
};

/** What refers to a contract, and shows its paper. */
const folder: FormSource = {
  name: 'folder',
  kind: 'document',
  label: label('Folder'),
  sharing: { allowed: ['private', 'global'], default: 'global' },
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
    { name: 'contract', kind: 'reference', form: 'contract', label: label('Contract') },
    { name: 'paper', kind: 'carry', from: 'contract', field: 'paper', label: label('Paper') },
  ],
};

describeOnDatabases('files of records', (database) => {
  let house: House;
  let admin: string;
  beforeAll(async () => {
    house = await openHouse(database.url, {
      forms: [contract, folder, letter],
      more: shownSheetEndpoints(books),
    });
    admin = await house.signIn('admin');
  });
  afterAll(() => house.close());

  const raw = async (method: string, path: string, headers: JsonObject = {}, body?: Uint8Array, as = admin) =>
    house.app.request(path, {
      method,
      headers: { 'accept-language': 'en', authorization: `Bearer ${as}`, ...(headers as object) },
      ...(body ? { body: new Uint8Array(body) } : {}),
    });
  const metadata = (field: string, name: string) =>
    `filename ${Buffer.from(name).toString('base64')},field ${Buffer.from(field).toString('base64')}`;
  const begin = (field: string, name: string, size: number, as = admin) =>
    raw(
      'POST',
      '/api/forms/contract/uploads',
      {
        ...tus,
        'upload-length': String(size),
        'upload-metadata': metadata(field, name),
      },
      undefined,
      as,
    );
  const append = (path: string, offset: number, bytes: Uint8Array, as = admin) =>
    raw(
      'PATCH',
      path,
      { ...tus, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
      bytes,
      as,
    );
  const idOf = (answer: Response) => (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
  async function brought(field: string, name: string, bytes: Uint8Array, as = admin): Promise<string> {
    const begun = await begin(field, name, bytes.length, as);
    expect(begun.status).toBe(201);
    const added = await append(begun.headers.get('location') ?? '', 0, bytes, as);
    expect([added.status, added.headers.get('upload-offset')]).toEqual([204, String(bytes.length)]);
    return idOf(begun);
  }
  const save = (body: JsonObject) =>
    house.ask('POST', '/api/forms/contract/records', { as: admin, body: body as Json });
  const change = async (id: string, body: JsonObject) => {
    const path = `/api/forms/contract/records/${id}`;
    const { headers } = await house.ask('GET', path, { as: admin });
    return house.ask('PATCH', path, {
      as: admin,
      body: body as Json,
      headers: { 'if-match': headers.get('etag') ?? '' },
    });
  };
  const read = (record: string, file: string, headers: JsonObject = {}, query = '', as = admin) =>
    raw('GET', `/api/forms/contract/records/${record}/files/${file}${query}`, headers, undefined, as);
  const rows = async (table: string) =>
    (await house.host.database.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n;

  describe('bringing', () => {
    it('goes piece by piece, and tells how far it is', async () => {
      const begun = await begin('paper', 'C:\\papers\\合同.pdf', pdf.length);
      const path = begun.headers.get('location') ?? '';
      expect((await append(path, 0, pdf.subarray(0, 10))).headers.get('upload-offset')).toBe('10');
      const half = await raw('HEAD', path, tus);
      expect([half.headers.get('upload-offset'), half.headers.get('upload-length')]).toEqual([
        '10',
        String(pdf.length),
      ]);
      expect((await append(path, 10, pdf.subarray(10))).status).toBe(204);
      const state = (await (await raw('GET', path)).json()) as JsonObject;
      expect(state).toMatchObject({
        name: 'C__papers_合同.pdf',
        size: pdf.length,
        received: pdf.length,
        type: 'pdf',
      });
      const shown = await raw('GET', `${path}/content?as=inline`);
      expect(Buffer.from(await shown.arrayBuffer())).toEqual(pdf);
      expect(shown.headers.get('content-disposition')).toContain('inline');
    });

    it('ends an empty file as it began it, and says so however often nothing is sent behind it', async () => {
      const empty = new Uint8Array();
      const made = await begin('paper', 'empty.txt', 0);
      const path = made.headers.get('location') ?? '';
      const places = [
        made,
        await append(path, 0, empty),
        await append(path, 0, empty),
        await raw('HEAD', path, tus),
      ];
      expect(
        places.map(({ status, headers }) => [
          status,
          headers.get('upload-offset'),
          headers.get('upload-length'),
        ]),
      ).toEqual([201, 204, 204, 200].map((status) => [status, '0', '0']));
      const whole = await raw(
        'POST',
        '/api/forms/contract/uploads',
        {
          ...tus,
          'upload-length': '0',
          'upload-metadata': metadata('paper', 'empty.txt'),
          'content-type': 'application/offset+octet-stream',
        },
        empty,
      );
      expect([whole.status, whole.headers.get('upload-offset')]).toEqual([201, '0']);
      const more = await append(path, 0, pdf);
      expect([more.status, ((await more.json()) as JsonObject)['code']]).toEqual([413, 'upload-too-much']);
      const full = await brought('paper', 'full.pdf', pdf);
      const behind = await append(`/api/uploads/${full}`, pdf.length, empty);
      expect([behind.status, behind.headers.get('upload-offset')]).toEqual([204, String(pdf.length)]);
      const shown = await raw('GET', `${path}/content`);
      expect([shown.status, (await shown.arrayBuffer()).byteLength]).toEqual([200, 0]);
    });

    const refused: readonly Refused[] = [
      [
        'without the protocol’s version',
        () => raw('POST', '/api/forms/contract/uploads'),
        412,
        'upload-version',
      ],
      [
        'without a length',
        () =>
          raw('POST', '/api/forms/contract/uploads', { ...tus, 'upload-metadata': metadata('paper', 'a') }),
        400,
        'upload-length',
      ],
      [
        'with metadata that is none',
        () =>
          raw('POST', '/api/forms/contract/uploads', {
            ...tus,
            'upload-length': '1',
            'upload-metadata': 'a b c',
          }),
        400,
        'upload-metadata',
      ],
      ['for a field that holds no files', () => begin('number', 'a.pdf', 1), 422, 'upload-field'],
      ['for a field there is none of', () => begin('lines.paper', 'a.pdf', 1), 422, 'upload-field'],
      [
        'larger than the field takes',
        () => begin('paper', 'a.pdf', 1024 * 1024 + 1),
        422,
        'upload-refused',
        'file-too-large',
      ],
      ['of an upload nobody began', () => append('/api/uploads/x', 0, pdf), 404, 'upload-unknown'],
      [
        'from elsewhere than where it is',
        async () => append((await begin('paper', 'a.pdf', 20)).headers.get('location') ?? '', 5, pdf),
        409,
        'upload-offset',
      ],
      [
        'more than was said',
        async () => append((await begin('paper', 'a.pdf', 5)).headers.get('location') ?? '', 0, pdf),
        413,
        'upload-too-much',
      ],
      [
        'as something else than pieces',
        async () =>
          raw(
            'PATCH',
            (await begin('paper', 'a.pdf', 5)).headers.get('location') ?? '',
            { ...tus, 'upload-offset': '0', 'content-type': 'text/plain' },
            pdf.subarray(0, 5),
          ),
        415,
        'type-unsupported',
      ],
      [
        'a page that says it is a PDF',
        async () =>
          append((await begin('paper', 'a.pdf', html.length)).headers.get('location') ?? '', 0, html),
        422,
        'upload-refused',
        'file-type-refused',
      ],
      [
        'a text where pictures go',
        async () =>
          append((await begin('lines.scans', 'a.png', text.length)).headers.get('location') ?? '', 0, text),
        422,
        'upload-refused',
        'file-type-refused',
      ],
    ];
    for (const [sentence, asked, status, code, inner] of refused)
      it(`is refused ${sentence}`, async () => {
        const answer = await asked();
        const body = (await answer.json()) as { code: string; errors?: { code: string; message: string }[] };
        expect([answer.status, body.code, body.errors?.[0]?.code]).toEqual([status, code, inner]);
      });

    it.each([
      ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
      [
        'SVG',
        '<?xml version="1.0"?>\n<!-- <html> -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n<svg>\n<body></svg>',
      ],
      ['HTML', '<html><body><svg></svg></body></html>'],
      ['HTML', '<p>words</p><script>alert(1)</script>'],
      ['HTML', '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'],
      [
        'HTML',
        '<?xml version="1.0"?><a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>1</h:script><script/></a>',
      ],
      ['XML', '<?xml version="1.0"?><invoice><head>1</head><body>2</body></invoice>'],
    ])('is refused as %s: %s', async (type, content) => {
      const bytes = Buffer.from(content);
      const begun = await begin('paper', 'a.pdf', bytes.length);
      const answer = await append(begun.headers.get('location') ?? '', 0, bytes);
      const { errors } = (await answer.json()) as { errors: readonly { params: JsonObject }[] };
      expect(errors[0]?.params['type']).toMatchObject({ en: type });
    });

    it('is nobody else’s', async () => {
      const begun = await begin('paper', 'a.pdf', pdf.length);
      await house.user('stranger', house.orgs.root, [
        { form: '*', actions: ['all'], moreActions: '*', scope: 'all' },
      ]);
      const stranger = await house.signIn('stranger', password);
      const path = begun.headers.get('location') ?? '';
      for (const answer of [
        await raw('GET', path, {}, undefined, stranger),
        await append(path, 0, pdf, stranger),
        await raw('DELETE', path, tus, undefined, stranger),
        await raw('GET', `${path}/content`, {}, undefined, stranger),
      ])
        expect(answer.status).toBe(404);
      await append(path, 0, pdf);
      const body = { number: 'stolen', paper: { id: idOf(begun) } };
      const taken = await house.ask('POST', '/api/forms/contract/records', { as: stranger, body });
      expect([taken.status, taken.at('/errors/0/code')]).toEqual([422, 'file-unknown']);
      expect((await raw('DELETE', path, tus)).status).toBe(204);
      expect((await raw('GET', path)).status).toBe(404);
    });
  });

  describe('a record', () => {
    it('takes what was brought for it, in fields and in rows, and answers what it is', async () => {
      const paper = await brought('paper', 'paper.pdf', pdf);
      const [one, two] = [
        await brought('annexes', 'one.txt', text),
        await brought('annexes', 'two.png', png),
      ];
      const scan = await brought('lines.scans', 'scan.png', png);
      const saved = await save({
        number: 'C1',
        paper: { id: paper },
        annexes: [{ id: two, name: 'second.png' }, { id: one }],
        lines: [{ text: 'a', scans: [{ id: scan }] }],
      });
      expect([saved.status, saved.text]).toEqual([201, expect.anything()]);
      expect(saved.json).toMatchObject({
        paper: { id: paper, name: 'paper.pdf', size: pdf.length, type: 'pdf' },
        annexes: [
          { id: two, name: 'second.png', size: png.length, type: 'png' },
          { id: one, name: 'one.txt', size: text.length, type: 'text' },
        ],
        lines: [{ scans: [{ id: scan, name: 'scan.png', size: png.length, type: 'png' }] }],
        photo: null,
      });
      const id = String(saved.at('/id'));
      for (const [file, bytes] of [
        [paper, pdf],
        [one, text],
        [two, png],
        [scan, png],
      ] as const) {
        const answer = await read(id, file);
        expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
      }
      // What is there may stay as it was read, and be left out.
      const again = await change(id, { annexes: saved.at('/annexes') as Json });
      expect(again.at('/revision')).toBe(saved.at('/revision'));
      const less = await change(id, { annexes: [{ id: one }], paper: null });
      expect([less.status, less.at('/annexes/0/name'), less.at('/paper')]).toEqual([200, 'one.txt', null]);
      expect((await read(id, two)).status).toBe(404);
    });

    it('keeps the same bytes once, and tells nobody', async () => {
      await house.host.contents.sweep();
      const before = await rows('gj_content');
      const [one, two] = [await brought('annexes', 'a.txt', text), await brought('annexes', 'b.txt', text)];
      await house.host.contents.sweep();
      expect(await rows('gj_content')).toBe(before);
      const saved = await save({ number: 'C2', annexes: [{ id: one }, { id: two }] });
      const id = String(saved.at('/id'));
      const tags = await Promise.all(
        [one, two].map(async (file) => (await read(id, file)).headers.get('etag')),
      );
      expect(new Set(tags).size).toBe(2);
    });

    it('seals what is personal, each by a key of its own, and not for those who do not', async () => {
      const secret = await brought('passport', 'passport.txt', text);
      const plain = await brought('annexes', 'same.txt', text);
      const rowsOf = await house.host.database.all<{ id: string; sealed_key: string | null }>(
        'SELECT f.id, c.sealed_key FROM gj_file f JOIN gj_content c ON c.id = f.content WHERE f.id IN (?, ?)',
        [secret, plain],
      );
      expect(new Map(rowsOf.map((row) => [row.id, row.sealed_key !== null]))).toEqual(
        new Map([
          [secret, true],
          [plain, false],
        ]),
      );
      const saved = await save({ number: 'C3', passport: { id: secret } });
      const answer = await read(String(saved.at('/id')), secret, { range: 'bytes=3-8' });
      expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([206, text.subarray(3, 9)]);
    });

    it('puts nothing among personal data that was kept in the open', async () => {
      const annex = await brought('annexes', 'open.txt', text);
      await save({ number: 'OPEN', annexes: [{ id: annex }] });
      const answer = await save({ number: 'SEALED', passport: { id: annex } });
      expect([answer.status, answer.at('/errors/0/code')]).toEqual([422, 'file-not-sealed']);
    });

    const wrong: readonly (readonly [string, () => Promise<JsonObject>, string, string])[] = [
      [
        'is not there',
        async () => ({ paper: { id: '00000000-0000-7000-8000-000000000001' } }),
        '/paper',
        'file-unknown',
      ],
      [
        'was brought for another field',
        async () => ({ paper: { id: await brought('annexes', 'a.pdf', pdf) } }),
        '/paper',
        'file-elsewhere',
      ],
      [
        'is not whole',
        async () => ({ paper: { id: idOf(await begin('paper', 'a.pdf', pdf.length)) } }),
        '/paper',
        'file-not-whole',
      ],
      ['has no id', async () => ({ paper: { name: 'a.pdf' } }), '/paper', 'not-file'],
      ['is a word', async () => ({ paper: 'a.pdf' }), '/paper', 'not-file'],
      [
        'is one too many',
        async () => {
          const ids = await Promise.all([1, 2, 3, 4].map((n) => brought('annexes', `${n}.txt`, text)));
          return { annexes: ids.map((id) => ({ id })) };
        },
        '/annexes',
        'files-too-many',
      ],
    ];
    it.each(wrong)('does not take a file that %s, and writes nothing', async (_, body, path, code) => {
      const given = await body();
      const answer = await save({ number: `wrong ${code}`, ...given });
      expect([
        answer.status,
        String(answer.at('/errors/0/path')).startsWith(path),
        answer.at('/errors/0/code'),
      ]).toEqual([422, true, code]);
    });

    it('is the only one to take a file; who reads it may take a copy', async () => {
      const paper = await brought('paper', 'paper.pdf', pdf);
      const [one, two] = await Promise.all([
        save({ number: 'T1', paper: { id: paper } }),
        save({ number: 'T2', paper: { id: paper } }),
      ]);
      expect([one.status, two.status]).toEqual([201, 201]);
      const ids = [one, two].map((answer) => String(answer.at('/paper/id')));
      expect(new Set(ids).size).toBe(2);
      expect(ids).toContain(paper);
      await house.user('blind', house.orgs.north, [
        { form: 'contract', actions: ['read', 'create', 'edit'], scope: 'own' },
      ]);
      const blind = await house.signIn('blind', password);
      const body = { number: 'T3', paper: { id: paper } };
      const taken = await house.ask('POST', '/api/forms/contract/records', { as: blind, body });
      expect([taken.status, taken.at('/errors/0/code')]).toEqual([422, 'file-unknown']);
      expect((await read(String(one.at('/id')), ids[0] ?? '', {}, '', blind)).status).toBe(404);
    });

    it('copied has copies of its own, which stay when the original goes', async () => {
      const paper = await brought('paper', 'paper.pdf', pdf);
      const saved = await save({ number: 'K1', paper: { id: paper } });
      const id = String(saved.at('/id'));
      const copied = await house.ask('POST', `/api/forms/contract/records/${id}/actions/copy`, {
        as: admin,
        body: { number: 'K2' },
        headers: { 'if-match': `"${String(saved.at('/revision'))}"` },
      });
      expect([copied.status, copied.text]).toEqual([201, expect.anything()]);
      const file = String(copied.at('/paper/id'));
      expect(file).not.toBe(paper);
      await house.ask('DELETE', `/api/forms/contract/records/${id}`, {
        as: admin,
        headers: { 'if-match': `"${String(saved.at('/revision'))}"` },
      });
      await house.host.contents.sweep();
      expect(Buffer.from(await (await read(String(copied.at('/id')), file)).arrayBuffer())).toEqual(pdf);
    });
  });

  it('is called otherwise by whoever may change the record, as systems can keep names, and history tells it', async () => {
    const paper = await brought('paper', 'scan0001.pdf', pdf);
    const id = String((await save({ number: 'N1', paper: { id: paper } })).at('/id'));
    expect((await change(id, { paper: { id: paper, name: 'C:\\合同\\甲方?.pdf' } })).status).toBe(200);
    const path = `/api/forms/contract/records/${id}`;
    expect((await house.ask('GET', path, { as: admin })).at('/paper/name')).toBe('C__合同_甲方_.pdf');
    const { headers } = await read(id, paper);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('C__合同_甲方_.pdf')}`,
    );
    const past = await house.ask('GET', `${path}/history`, { as: admin });
    for (const name of ['scan0001.pdf', 'C__合同_甲方_.pdf']) expect(past.text).toContain(name);
    const none = await change(id, { paper: { id: paper, name: ' /. ' } });
    expect([none.status, none.at('/errors/0/path'), none.at('/errors/0/code')]).toEqual([
      422,
      '/paper/name',
      'not-file-name',
    ]);
    // It keeps its name where nothing is said of one.
    expect((await change(id, { paper: { id: paper } })).status).toBe(200);
    expect((await house.ask('GET', path, { as: admin })).at('/paper/name')).toBe('C__合同_甲方_.pdf');
  });

  it('is attached to any record whose form says so, in a group of its own', async () => {
    const begun = await raw(
      'POST',
      '/api/forms/letter/uploads',
      {
        ...tus,
        'upload-length': String(text.length),
        'upload-metadata': metadata('attachments', 'note.txt'),
        'content-type': 'application/offset+octet-stream',
      },
      text,
    );
    const id = idOf(begun);
    const body = { number: 'L1', attachments: [{ id }] };
    const made = await house.ask('POST', '/api/forms/letter/records', { as: admin, body });
    expect([made.status, made.at('/attachments/0/name')]).toEqual([201, 'note.txt']);
    const form = await house.ask('GET', '/api/forms/letter', { as: admin });
    expect(form.at('/layout/tabs/0/groups/1')).toMatchObject({
      name: 'attachments',
      fields: ['attachments'],
    });
  });

  it('is read through who carries it, by whoever may read it there', async () => {
    const paper = await brought('paper', 'paper.pdf', pdf);
    const saved = await save({ number: 'CARRIED', paper: { id: paper } });
    const made = await house.ask('POST', '/api/forms/folder/records', {
      as: admin,
      body: { number: 'F1', contract: { id: String(saved.at('/id')) } },
    });
    expect([made.status, made.at('/paper/id')]).toEqual([201, paper]);
    const path = `/api/forms/folder/records/${String(made.at('/id'))}/files/${paper}`;
    expect((await raw('GET', path)).status).toBe(200);
    await house.user('folders', house.orgs.root, [{ form: 'folder', actions: ['read'], scope: 'all' }]);
    const folders = await house.signIn('folders', password);
    const seen = await house.ask('GET', path.split('/files')[0] ?? '', { as: folders });
    expect([seen.status, seen.text.includes(paper)]).toEqual([200, false]);
    expect((await raw('GET', path, {}, undefined, folders)).status).toBe(404);
  });

  describe('serving', () => {
    let record = '';
    let file = '';
    beforeAll(async () => {
      file = await brought('paper', '合同 (1).pdf', pdf);
      record = String((await save({ number: 'S1', paper: { id: file } })).at('/id'));
    });

    it('says what it is, how it is called, and lets nothing of it run', async () => {
      const { headers, status } = await read(record, file);
      expect(status).toBe(200);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': "attachment; filename*=UTF-8''%E5%90%88%E5%90%8C%20%281%29.pdf",
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox'),
        'content-length': String(pdf.length),
        'accept-ranges': 'bytes',
        etag: `"${file}"`,
      });
    });

    it.each([
      ['the first bytes', 'bytes=0-3', 206, pdf.subarray(0, 4)],
      ['the last ones', 'bytes=-6', 206, pdf.subarray(-6)],
      ['from some on', 'bytes=5-', 206, pdf.subarray(5)],
      ['more than there is', 'bytes=5-9999', 206, pdf.subarray(5)],
      ['several parts, as a whole', 'bytes=0-1,4-5', 200, pdf],
      ['what is no range, as a whole', 'lines=1-2', 200, pdf],
    ] as const)('answers %s', async (_, range, status, bytes) => {
      const answer = await read(record, file, { range });
      expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([status, bytes]);
    });

    it('refuses a part that is not there, and repeats nothing that is known', async () => {
      const beyond = await read(record, file, { range: 'bytes=9999-' });
      expect([beyond.status, (await beyond.json()) as object]).toMatchObject([416, { code: 'range-wrong' }]);
      const none = await read(record, '00000000-0000-7000-8000-000000000001');
      expect([none.status, (await none.json()) as object]).toMatchObject([
        404,
        { code: 'record-file-unknown' },
      ]);
      expect((await read(record, file, { 'if-none-match': `"${file}"` })).status).toBe(304);
      const other = await read(record, file, { range: 'bytes=0-3', 'if-range': '"other"' });
      expect(other.status).toBe(200);
    });
  });

  describe('workbooks to be looked at', () => {
    const grid = (rows: number, columns: number) =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => `${row}.${column}`),
      );
    const workbook = async (sheets: readonly { name: string; rows: unknown[][]; hidden?: boolean }[]) =>
      Buffer.from(await writeXlsx({ sheets: sheets as { name: string; rows: string[][] }[] }));
    const named = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ name: `S${at}`, rows: [['a', 1.5, true]] }));
    const sheets = (path: string, as = admin) => house.ask('GET', `${path}/sheets`, { as });

    it('tell their first rows to whoever may read them, before and after a record took them', async () => {
      const id = await brought('annexes', 'book.xlsx', await workbook(named(1)));
      const before = await sheets(`/api/uploads/${id}`);
      const expected = { sheets: [{ name: 'S0', rows: [['a', '1.5', 'true']], cut: false }], cut: false };
      expect([before.status, before.at('')]).toEqual([200, expected]);
      await house.user('bookless', house.orgs.root, [{ form: 'folder', actions: ['read'], scope: 'all' }]);
      const other = await house.signIn('bookless', password);
      expect((await sheets(`/api/uploads/${id}`, other)).status).toBe(404);
      const record = String((await save({ number: 'B1', annexes: [{ id }] })).at('/id'));
      const path = `/api/forms/contract/records/${record}/files/${id}`;
      expect((await sheets(path)).at('')).toEqual(expected);
      expect((await sheets(path, other)).status).toBe(403);
      const beside = String((await save({ number: 'B2' })).at('/id'));
      expect((await sheets(`/api/forms/contract/records/${beside}/files/${id}`)).status).toBe(404);
      expect((await sheets(`/api/uploads/${id}`)).status).toBe(404);
    });

    it('say what they leave out', async () => {
      const large = [{ name: 'Long', rows: grid(230, 2) }, { name: 'Wide', rows: grid(2, 60) }, ...named(9)];
      const id = await brought('annexes', 'large.xlsx', await workbook(large));
      const { sheets: shown, cut } = (await sheets(`/api/uploads/${id}`)).at('') as BookPreview;
      expect([shown.length, cut]).toEqual([10, true]);
      expect([shown[0]?.rows.length, shown[0]?.rows[199]?.[0], shown[0]?.cut]).toEqual([200, '199.0', true]);
      expect([shown[1]?.rows[1]?.length, shown[1]?.cut, shown[2]?.cut]).toEqual([50, true, false]);
    });

    it.each([
      ['no workbook at all', 'photo', png, 422, 'file-not-workbook'],
      ['one that is damaged', 'annexes', () => workbook(named(1)).then(damaged), 422, 'sheet-damaged'],
    ] as const)('refuse %s', async (_, field, bytes, status, code) => {
      const id = await brought(field, 'x.xlsx', typeof bytes === 'function' ? await bytes() : bytes);
      const answer = await sheets(`/api/uploads/${id}`);
      expect([answer.status, answer.at('/code')]).toEqual([status, code]);
    });
  });

  it('goes from what was, where it was personal and is purged; the same elsewhere stays', async () => {
    const [passport, other] = [
      await brought('passport', 'one.txt', Buffer.from('one')),
      await brought('passport', 'same.txt', Buffer.from('one')),
    ];
    const paper = await brought('paper', 'paper.txt', Buffer.from('paper'));
    const saved = await save({ number: 'P1', passport: { id: passport }, paper: { id: paper } });
    const beside = await save({ number: 'P2', passport: { id: other } });
    const id = String(saved.at('/id'));
    expect((await change(id, { passport: null, paper: null })).status).toBe(200);
    const form = house.host.served().model.formsById.get('contract');
    const { database: opened, contents } = house.host;
    expect(await purgeHistory(opened, form ?? expect.fail(), id)).toMatchObject({ values: 1 });
    await contents.sweep();
    const left = await opened.all<{ id: string }>('SELECT id FROM gj_file WHERE record = ?', [id]);
    expect(left).toEqual([{ id: paper }]);
    const still = await read(String(beside.at('/id')), other);
    expect(Buffer.from(await still.arrayBuffer()).toString()).toBe('one');
  });

  it('goes a day after it was brought, where no record took it, and not before', async () => {
    const lost = await brought('annexes', 'lost.txt', Buffer.from('lost'));
    const kept = await brought('annexes', 'kept.txt', Buffer.from('kept'));
    const saved = await save({ number: 'D1', annexes: [{ id: kept }] });
    house.later(23 * 3_600_000);
    admin = await house.signIn('admin');
    await house.host.contents.sweep();
    expect((await raw('GET', `/api/uploads/${lost}`)).status).toBe(200);
    house.later(2 * 3_600_000);
    await house.host.contents.sweep();
    await house.host.contents.sweep();
    expect((await raw('GET', `/api/uploads/${lost}`)).status).toBe(404);
    const answer = await read(String(saved.at('/id')), kept);
    expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe('kept');
    const left = await house.host.database.all(
      'SELECT c.id FROM gj_content c WHERE NOT EXISTS (SELECT 1 FROM gj_file f WHERE f.content = c.id)',
    );
    expect(left).toEqual([]);
  });
});
