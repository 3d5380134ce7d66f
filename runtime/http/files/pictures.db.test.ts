import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createPictures } from '../../work/pictures/create-pictures.ts';
import { type House, openHouse, password } from '../house.suite.ts';
import { bringWhole, uploadIdOf } from './brought-file.suite.ts';
import { shownPageEndpoints } from './shown-pages.ts';

const label = { zh: '相册', en: 'Album' };
const album: FormSource = {
  name: 'album',
  kind: 'document',
  label,
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label, length: 50, required: true },
    { name: 'photo', kind: 'image', label },
    { name: 'paper', kind: 'file', label, types: ['pdf', 'zip', 'xlsx', 'tiff', 'bmp'] },
    { name: 'passport', kind: 'image', label, personal: true },
  ],
};

const [red, blue] = [
  { r: 200, g: 0, b: 0 },
  { r: 0, g: 0, b: 200 },
];

/** Wider than high, red at the left and blue at the right. */
function drawn(width: number, height: number) {
  const half = { width: Math.ceil(width / 2), height, channels: 3 as const };
  return sharp({ create: { ...half, width, background: blue } }).composite([
    { input: { create: { ...half, background: red } }, left: 0, top: 0 },
  ]);
}

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');

/** A zip of one entry that is stored as it is; `unpacked`: what its list says that it unpacks to. */
function zipOf(name: string, content: Buffer, unpacked = content.length): Buffer {
  const title = Buffer.from(name);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(title.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50);
  entry.writeUInt32LE(content.length, 20);
  entry.writeUInt32LE(unpacked, 24);
  entry.writeUInt16LE(title.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length + title.length, 12);
  end.writeUInt32LE(local.length + title.length + content.length, 16);
  return Buffer.concat([local, title, content, entry, title, end]);
}

/** The beginning of a PNG that says how large it is. */
function pngOf(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, 6], 8);
  const chunks = [chunkOf('IHDR', head), chunkOf('IDAT', deflateSync(Buffer.alloc(5_000)))];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

function chunkOf(type: string, content: Buffer): Buffer {
  const [size, sum, named] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(type), content])];
  size.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
}

describeOnDatabases('pictures among files', (database) => {
  let house: House;
  let admin = '';
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [album], more: shownPageEndpoints(createPictures()) });
    admin = await house.signIn('admin');
  });
  afterAll(() => house.close());

  const bring = (field: string, name: string, bytes: Uint8Array) =>
    bringWhole(house, { as: admin, form: 'album', field, name, bytes });
  async function saved(field: string, name: string, bytes: Uint8Array) {
    const brought = await bring(field, name, bytes);
    expect([brought.status, await brought.text()]).toEqual([201, '']);
    const id = uploadIdOf(brought);
    const body = { number: name, [field]: { id } };
    const made = await house.ask('POST', '/api/forms/album/records', { as: admin, body });
    expect([made.status, made.text]).toEqual([201, expect.anything()]);
    return `/api/forms/album/records/${String(made.at('/id'))}/files/${id}`;
  }
  const small = (path: string, headers: Record<string, string> = {}, as = admin) =>
    house.app.request(`${path}?as=small`, { headers: { authorization: `Bearer ${as}`, ...headers } });

  describe('small ones', () => {
    const bmp = Buffer.concat([Buffer.from('BM'), Buffer.alloc(60)]);
    it.each([
      ['a PNG', 'photo', (one: Sharp) => one.png()],
      ['a JPEG', 'photo', (one: Sharp) => one.jpeg()],
      ['a WebP', 'photo', (one: Sharp) => one.webp()],
      ['a TIFF', 'paper', (one: Sharp) => one.tiff()],
      ['a GIF', 'photo', (one: Sharp) => one.gif()],
      ['one that is sealed', 'passport', (one: Sharp) => one.png()],
    ] as const)('are made of %s', async (what, field, as) => {
      const path = await saved(field, what, await as(drawn(1000, 600)).toBuffer());
      const answer = await small(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp']);
      const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([256, 154]);
      const at = (x: number) => [...data.subarray((77 * 256 + x) * info.channels).subarray(0, 3)];
      const near = (value: number) => expect.toSatisfy((seen: number) => Math.abs(seen - value) < 12);
      expect([at(20), at(235)]).toEqual([
        [near(200), near(0), near(0)],
        [near(0), near(0), near(200)],
      ]);
    });

    it('stand upright as the camera said, and say nothing else that it said', async () => {
      const lying = await drawn(1000, 600)
        .withExif({ IFD0: { Copyright: 'somebody' } })
        .withMetadata({ orientation: 6 })
        .jpeg()
        .toBuffer();
      const answer = await small(await saved('photo', 'lying', lying));
      const made = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect([made.width, made.height, made.exif, made.orientation]).toEqual([
        154,
        256,
        undefined,
        undefined,
      ]);
    });

    it('are no larger than what they are made of', async () => {
      const answer = await small(await saved('photo', 'tiny', await drawn(20, 10).png().toBuffer()));
      const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect([width, height]).toEqual([20, 10]);
    });

    it('are known again, and made for nobody who may not see the file', async () => {
      const path = await saved('photo', 'rights', await drawn(300, 300).png().toBuffer());
      const etag = (await small(path)).headers.get('etag') ?? '';
      expect((await small(path, { 'if-none-match': etag })).status).toBe(304);
      const other = await saved('photo', 'other', await drawn(300, 300).png().toBuffer());
      const elsewhere = `${path.split('/files/')[0]}/files/${other.split('/files/')[1]}`;
      expect((await small(elsewhere)).status).toBe(404);
      await house.user('nobody', house.orgs.root, [], false);
      expect((await small(path, {}, await house.signIn('nobody', password))).status).toBe(403);
    });

    it.each([
      ['no picture', 'paper', 'paper.pdf', pdf],
      ['a picture that is cut off', 'photo', 'cut.png', pngOf(1000, 1000)],
      ['a sort of picture that only some programs read', 'paper', 'b.bmp', bmp],
    ] as const)('are not made of %s', async (_, field, name, bytes) => {
      const answer = await small(await saved(field, name, bytes));
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        404,
        'picture-none',
      ]);
    });
  });

  describe('pages of one', () => {
    const look = (path: string, as = admin) =>
      house.app.request(path, { headers: { authorization: `Bearer ${as}` } });
    const plain = (background: { r: number; g: number; b: number }) =>
      sharp({ create: { width: 400, height: 200, channels: 3, background } })
        .png()
        .toBuffer();
    const twoPages = async () =>
      sharp([await plain(red), await plain(blue)], { join: { animated: true } })
        .tiff()
        .toBuffer();

    it('that no browser shows are told and looked at one by one, kept or just brought', async () => {
      const bytes = await twoPages();
      const path = await saved('paper', 'two.tiff', bytes);
      const brought = `/api/uploads/${uploadIdOf(await bring('paper', 'own.tiff', bytes))}`;
      for (const file of [path, brought]) {
        expect(await (await look(`${file}/pages`)).json()).toEqual({ pages: 2 });
        const second = await look(`${file}/pages/2`);
        expect([second.status, second.headers.get('content-type')]).toEqual([200, 'image/webp']);
        const raw = sharp(Buffer.from(await second.arrayBuffer())).raw();
        const { data, info } = await raw.toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, (data[2] ?? 0) > 150]).toEqual([400, 200, true]);
      }
    });

    it.each([
      ['one that it does not have', '3'],
      ['none at all', '0'],
      ['something else', 'x'],
    ])('are refused where somebody asks for %s', async (what, page) => {
      const answer = await look(`${await saved('paper', what, await twoPages())}/pages/${page}`);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        404,
        'file-page-unknown',
      ]);
    });

    it('are told of no PDF, and nobody sees them who may not see the file', async () => {
      const answer = await look(`${await saved('paper', 'no-pages.pdf', pdf)}/pages`);
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        422,
        'file-without-pages',
      ]);
      const path = await saved('paper', 'theirs.tiff', await twoPages());
      await house.user('sees-none', house.orgs.root, [], false);
      const as = await house.signIn('sees-none', password);
      for (const rest of ['/pages', '/pages/1']) expect((await look(path + rest, as)).status).toBe(403);
    });
  });

  describe('what would harm whoever opens it', () => {
    const zip = zipOf('note.txt', Buffer.from('a note'));
    const gif = Buffer.concat([Buffer.from('GIF89a'), Buffer.from('/*'), Buffer.alloc(40)]);
    const cases: readonly (readonly [string, string, string, () => Promise<Buffer> | Buffer, string])[] = [
      [
        'a picture with a zip behind it',
        'photo',
        'a.png',
        async () => both(await tiny(), zip),
        'file-two-things',
      ],
      ['a paper with a zip behind it', 'paper', 'a.pdf', () => both(pdf, zip), 'file-two-things'],
      [
        'a picture that begins as a paper, too',
        'photo',
        'p.gif',
        () => gifWith('%PDF-1.4'),
        'file-two-things',
      ],
      [
        'a picture that begins as a page',
        'photo',
        'h.gif',
        () => gifWith('<script>alert(1)</script>'),
        'file-two-things',
      ],
      ['a picture that begins as a program', 'photo', 'j.gif', () => gif, 'file-two-things'],
      [
        'more pixels than anybody shows',
        'photo',
        'b.png',
        () => pngOf(50_000, 50_000),
        'picture-too-many-pixels',
      ],
      [
        'a zip that unpacks to a thousand times of it',
        'paper',
        'z.zip',
        () => zipOf('a', Buffer.alloc(300_000), 300_000_000),
        'file-unpacks-too-far',
      ],
      [
        'a workbook that does',
        'paper',
        'z.xlsx',
        () => zipOf('xl/workbook.xml', Buffer.alloc(300_000), 4_294_967_295),
        'file-unpacks-too-far',
      ],
    ];
    const both = (one: Buffer, other: Buffer) => Buffer.concat([one, other]);
    const tiny = () => drawn(8, 8).png().toBuffer();
    const gifWith = (words: string) =>
      Buffer.concat([
        Buffer.from('GIF89a'),
        Buffer.from([8, 0, 8, 0, 0, 0, 0]),
        Buffer.from(words),
        Buffer.alloc(40),
      ]);

    it.each(cases)('%s is not taken, and why is said', async (_, field, name, make, code) => {
      const answer = await bring(field, name, await make());
      const problem = (await answer.json()) as { code: string; errors: { code: string; message: string }[] };
      expect([answer.status, problem.code, problem.errors.map((one) => one.code)]).toEqual([
        422,
        'upload-refused',
        [code],
      ]);
      expect(problem.errors[0]?.message).toContain(name);
      const left = await house.host.database.all('SELECT id FROM gj_file WHERE name = ? AND record IS NULL', [
        name,
      ]);
      expect(left).toEqual([]);
    });

    it.each([
      ['a zip of what it holds', 'paper', 'ok.zip', () => zip],
      [
        'a zip that unpacks to much, and not to many times of it',
        'paper',
        'big.zip',
        () => zipOf('a', Buffer.alloc(3_000_000), 250_000_000),
      ],
      ['a picture that many pixels are in', 'photo', 'many.png', () => pngOf(9_000, 9_000)],
      [
        'a picture whose program wrote a film behind it',
        'photo',
        'film.jpg',
        async () => both(await drawn(8, 8).jpeg().toBuffer(), Buffer.from('\0\0\0\x18ftypmp42film')),
      ],
    ] as const)('%s is taken', async (_, field, name, make) => {
      expect((await bring(field, name, await make())).status).toBe(201);
    });
  });
});
