import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from '../sheets/world.suite.ts';
import { picturesFor } from './pictures-for.ts';

const label = (zh: string, en: string) => ({ zh, en });

const album: Json = {
  name: 'album',
  kind: 'document',
  label: label('相册', 'Album'),
  sharing: 'everybody',
  title: 'number',
  fields: [
    { name: 'number', kind: 'text', label: label('编号', 'Number'), required: true },
    { name: 'photo', kind: 'image', label: label('照片', 'Photo') },
    { name: 'papers', kind: 'files', label: label('附件', 'Papers') },
    {
      name: 'private',
      kind: 'image',
      label: label('证件', 'Passport'),
      roles: { administrator: 'edit', '*': 'none' },
    },
    {
      name: 'lines',
      kind: 'entries',
      label: label('明细', 'Lines'),
      fields: [{ name: 'scans', kind: 'images', label: label('扫描件', 'Scans') }],
    },
  ],
};

const blocks: readonly Json[] = [
  { block: 'image', field: 'photo', width: 60, align: 'center' },
  { block: 'image', field: 'lines.scans', width: 20, columns: 3 },
  { block: 'image', field: 'papers', width: 40 },
  { block: 'image', field: 'private', width: 40 },
];
const sheet: Json = {
  name: 'sheet',
  form: 'album',
  label: label('相册页', 'Sheet'),
  paper: { size: 'A5' },
  blocks: [{ block: 'text', text: '[&number&]' }, ...blocks],
};

const colours = { red: { r: 200, g: 0, b: 0 }, blue: { r: 0, g: 0, b: 200 } };
const plain = (width: number, height: number, colour: keyof typeof colours = 'red') =>
  sharp({ create: { width, height, channels: 3, background: colours[colour] } });
/** Red at the left and blue at the right. */
const halved = (width: number, height: number) =>
  plain(width, height, 'blue').composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: colours.red } },
      left: 0,
      top: 0,
    },
  ]);

function poppler(program: 'pdftotext' | 'pdfimages' | 'pdfinfo', bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-print-'));
  const path = join(folder, 'print.pdf');
  const args = { pdftotext: [path, '-'], pdfimages: ['-list', path], pdfinfo: [path] }[program];
  try {
    writeFileSync(path, bytes);
    return execFileSync(program, args, { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describeOnDatabases('pictures of a record on paper', (under) => {
  let world: World;
  let reader = '';
  beforeAll(async () => {
    world = await openWorld(under.url, { 'forms/album.json': album, 'prints/sheet.json': sheet });
    const root = world.tenant.served().orgs.get(world.tenant.served().orgs.root)?.number ?? '';
    reader = await world.user('reader', root, ['read']);
  });
  afterAll(() => world.close());

  async function brought(field: string, name: string, made: Sharp | Uint8Array): Promise<JsonObject> {
    const bytes = new Uint8Array(made instanceof Uint8Array ? made : await made.toBuffer());
    const said = (text: string) => Buffer.from(text).toString('base64');
    const answer = await world.ask('POST', '/api/forms/album/uploads', {
      headers: {
        'tus-resumable': '1.0.0',
        'upload-length': String(bytes.length),
        'upload-metadata': `filename ${said(name)},field ${said(field)}`,
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes,
    });
    expect([answer.status, await answer.text()]).toEqual([201, '']);
    return { id: answer.headers.get('location')?.split('/').at(-1) ?? '' };
  }
  const made = async (body: JsonObject) => (await world.create('album', body)).id;
  const asked = (id: string, format: 'pdf' | 'html', as?: string) =>
    world.ask('GET', `/api/forms/album/records/${id}/prints/sheet?format=${format}&language=zh`, {
      ...(as === undefined ? {} : { as }),
    });
  const page = async (id: string, as?: string) => (await asked(id, 'html', as)).text();
  const pdf = async (id: string) => new Uint8Array(await (await asked(id, 'pdf')).arrayBuffer());
  /** The pictures of a page, as those who look at it see them. */
  const seen = async (id: string, as?: string) => {
    const found = (await page(id, as)).matchAll(/src="data:image\/jpeg;base64,([^"]+)"/g);
    return Promise.all(
      [...found].map(async ([, text = '']) => {
        const bytes = Buffer.from(text, 'base64');
        const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
        const at = (x: number, y: number) => {
          const from =
            (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
          const [red = 0, , blue = 0] = data.subarray(from, from + 3);
          if (red > 240 && blue > 240) return 'white';
          return red > blue ? 'red' : 'blue';
        };
        return { size: [info.width, info.height], bytes: bytes.length, at };
      }),
    );
  };

  const sealed = Uint8Array.from(Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n'));

  it.each<[says: string, picture: () => Promise<Uint8Array>, name: string, field: 'photo' | 'papers']>([
    ['a PNG', () => halved(1600, 800).png().toBuffer(), 'a.png', 'photo'],
    ['a JPEG', () => halved(1600, 800).jpeg().toBuffer(), 'a.jpg', 'photo'],
    ['a WebP', () => halved(1600, 800).webp().toBuffer(), 'a.webp', 'photo'],
    ['a TIFF among attachments', () => halved(1600, 800).tiff().toBuffer(), 'a.tif', 'papers'],
  ])('%s is made small for its place, in the page and in the PDF', async (_says, picture, name, field) => {
    const file = await brought(field, name, await picture());
    const id = await made({ number: name, [field]: field === 'papers' ? [file] : file });
    const [shown, ...more] = await seen(id);
    expect(more).toEqual([]);
    const side = field === 'photo' ? 400 : 300;
    expect(shown?.size).toEqual([side, side / 2]);
    expect([shown?.at(0.2, 0.5), shown?.at(0.8, 0.5)]).toEqual(['red', 'blue']);
    expect(poppler('pdfimages', await pdf(id))).toMatch(
      new RegExp(`image +${side} +${side / 2} +rgb .* jpeg`),
    );
  });

  it('a photograph stands as its camera was held, and what is see-through is white', async () => {
    const turned = await halved(800, 400).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const clear = await sharp({
      create: { width: 50, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const lines = [{ scans: [await brought('lines.scans', 'clear.png', clear)] }];
    const id = await made({ number: 'turned', photo: await brought('photo', 'turned.jpg', turned), lines });
    const [photo, white] = await seen(id);
    expect(photo?.size).toEqual([200, 400]);
    expect([photo?.at(0.5, 0.2), photo?.at(0.5, 0.8)]).toEqual(['red', 'blue']);
    expect(white?.at(0.5, 0.5)).toBe('white');
  });

  it('those of rows stand beside one another, in the order of their rows', async () => {
    const scan = (colour: 'red' | 'blue') =>
      brought('lines.scans', `${colour}.png`, plain(40, 40, colour).png());
    const lines = [
      { scans: [await scan('red'), await scan('blue')] },
      { scans: [await scan('blue'), await scan('red')] },
    ];
    const id = await made({ number: 'rows', lines });
    expect((await seen(id)).map(({ at }) => at(0.5, 0.5))).toEqual(['red', 'blue', 'blue', 'red']);
    expect((await page(id)).match(/<div class="columns">/g)?.length).toBe(2);
  });

  it('one that is higher than the sheet is made smaller, and the record stays on one page', async () => {
    const id = await made({
      number: 'high',
      photo: await brought('photo', 'high.png', plain(200, 4000).png()),
    });
    expect(poppler('pdfinfo', await pdf(id))).toMatch(/Pages: +1\b/);
  });

  it('what is no picture, or is damaged, is told by its name, and all else is printed', async () => {
    const whole = await plain(900, 900).png({ compressionLevel: 0 }).toBuffer();
    const broken = await brought('photo', 'broken.png', Uint8Array.from(whole.subarray(0, 3000)));
    const papers = [
      await brought('papers', 'contract.pdf', sealed),
      await brought('papers', 'b.png', plain(9, 9).png()),
    ];
    const id = await made({ number: 'told', photo: broken, papers });
    const text = poppler('pdftotext', await pdf(id)).replaceAll(/\s/g, '');
    for (const name of ['broken.png', 'contract.pdf']) expect(text).toContain(`“${name}”不是可打印的图片`);
    expect((await seen(id)).length).toBe(1);
  });

  it('a picture of a field that the reader does not see is on no page, and nobody tells its name', async () => {
    const id = await made({
      number: 'private',
      private: await brought('private', 'secret.png', plain(9, 9).png()),
    });
    expect((await seen(id)).length).toBe(1);
    const theirs = await page(id, reader);
    expect(theirs).toContain('private</p>');
    expect(theirs).not.toMatch(/<img|secret/);
  });

  it('nor one that the record names and does not hold, whoever lays it out', async () => {
    const other = await brought('private', 'other.png', plain(9, 9).png());
    await made({ number: 'other', private: other });
    const id = await made({ number: 'own' });
    const pictures = { printed: async () => Promise.reject(new Error('was read')) };
    const bring = picturesFor({ store: world.tenant.store, pictures }, world.call(), world.form('album'));
    const file = { id: String(other['id']), name: '', size: 1, type: 'png' };
    expect(await bring({ id })(file, 40)).toBeNull();
  });

  it('the pictures of one file have an end', async () => {
    const photo = await brought('photo', 'a.png', plain(9, 9).png());
    const id = await made({ number: 'much', photo });
    const size = 40 * 1024 * 1024;
    const read = async function* () {};
    const pictures = { printed: async () => ({ name: '', size, type: 'jpeg', read }) };
    const bring = picturesFor(
      { store: world.tenant.store, pictures },
      world.call(),
      world.form('album'),
    )({ id });
    const file = { id: String(photo['id']), name: '', size: 1, type: 'png' };
    await bring(file, 40);
    await expect(bring(file, 40)).rejects.toMatchObject({ code: 'print-pictures', params: { limit: 64 } });
  });

  it('the designer is handed a picture for paper as it is printed', async () => {
    const photo = await brought('photo', 'wide.png', halved(3000, 1500).png());
    const id = await made({ number: 'designer', photo });
    const answer = await world.ask(
      'GET',
      `/api/forms/album/records/${id}/files/${String(photo['id'])}?as=print`,
    );
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    expect([width, height]).toEqual([1200, 600]);
  });
});
