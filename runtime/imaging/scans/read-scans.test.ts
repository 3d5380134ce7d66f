import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { someOf } from '../../../workshop/it-long.ts';
import { Refusal } from '../../common/refusal.ts';
import { createScans } from './create-scans.ts';
import type { ScannedPage } from './protocol.ts';
import { drawnScan, pdfOf, tiffOf } from './scans.suite.ts';

const code = 'YX20260305000042';
const scans = createScans();
const white = { background: '#e8e8e8' };

function readAll(file: Buffer, look = {}, by = scans): Promise<readonly ScannedPage[]> {
  return by.read(new Uint8Array(file), look, async ({ pages, read }) => {
    const all: ScannedPage[] = [];
    for (let at = 0; at < pages; at += 1) all.push(await read(at));
    return all;
  });
}

type Spoil = (page: Buffer) => Promise<Buffer>;
const via =
  (change: (page: Sharp) => Sharp): Spoil =>
  (page) =>
    change(sharp(page)).toBuffer();

const ways: readonly (readonly [sentence: string, spoil: Spoil])[] = [
  ['as it is', async (page) => page],
  ['skewed by five degrees to the right', via((page) => page.rotate(5, white))],
  ['skewed by five degrees to the left', via((page) => page.rotate(-5, white))],
  ['shrunk to 60 %', via((page) => page.resize({ width: 992 }))],
  ['inverted', via((page) => page.negate({ alpha: false }))],
  ['lying on its side', via((page) => page.rotate(90))],
  ['on its head', via((page) => page.rotate(180))],
  ['a little blurred', via((page) => page.blur(1.6))],
  ['as a poor JPEG', via((page) => page.jpeg({ quality: 40 }))],
  ['as WebP', via((page) => page.webp({ quality: 60 }))],
  [
    'skewed, shrunk, blurred and poor at once',
    async (page) => {
      const small = await sharp(page).resize({ width: 992 }).rotate(-5, white).blur(0.8).png().toBuffer();
      return sharp(small).jpeg({ quality: 40 }).toBuffer();
    },
  ],
];

describe('the code of a cover', () => {
  it.each(someOf(ways, 3))('is read on a page %s, in a corner', async (_, spoil) => {
    const [page] = await readAll(await spoil(await drawnScan({ text: code })));
    expect(page?.codes.map(({ text }) => text)).toEqual([code]);
    const { x = 0.5, y = 0.5 } = page?.codes[0] ?? {};
    expect([Math.abs(x - 0.5) > 0.2, Math.abs(y - 0.5) > 0.2]).toEqual([true, true]);
  });

  it.each(['code128', 'datamatrix'] as const)('may be a %s, skewed too', async (name) => {
    const page = await sharp(await drawnScan({ code: name, text: code }))
      .rotate(3, white)
      .png()
      .toBuffer();
    expect((await readAll(page))[0]?.codes.map(({ text }) => text)).toContain(code);
  });

  const some = ['as it is', 'skewed by five degrees to the right', 'on its head', ways.at(-1)?.[0]];
  it.each(
    someOf(
      ways.filter(([how]) => some.includes(how)),
      3,
    ),
  )('may be a PDF417 on a page %s', async (_, spoil) => {
    const page = await spoil(await drawnScan({ code: 'pdf417', text: code }));
    expect((await readAll(page))[0]?.codes.map(({ text }) => text)).toEqual([code]);
  });

  it('is one of two where a page has two, each at its place', async () => {
    const [page] = await readAll(await drawnScan({ text: 'A1', other: 'B2' }));
    expect(page?.codes.map(({ text, x }) => [text, x < 0.5]).toSorted()).toEqual([
      ['A1', false],
      ['B2', true],
    ]);
  });

  it('is none where there is none', async () => {
    expect((await readAll(await drawnScan({ says: 'YX20260305000042' })))[0]?.codes).toEqual([]);
  });
});

describe('the pages of a stack', () => {
  it('come out of a PDF one by one, as 200 dots an inch', async () => {
    const stack = await pdfOf([await drawnScan({ text: code }), await drawnScan({ says: 'two' })]);
    const pages = await readAll(stack);
    expect(pages.map(({ codes }) => codes.map(({ text }) => text))).toEqual([[code], []]);
    for (const { bytes, type } of pages) {
      const { width, height, format, density, space } = await sharp(bytes).metadata();
      expect([type, format, width, height, density, space]).toEqual(['jpeg', 'jpeg', 1652, 2338, 200, 'b-w']);
    }
  });

  it('come out of a TIFF one by one', async () => {
    const pages = [await drawnScan({ text: code }), await drawnScan({ says: 'two' })];
    expect((await readAll(await tiffOf(pages))).map(({ codes }) => codes.length)).toEqual([1, 0]);
  });

  it('are shrunk to as many dots as are kept', async () => {
    const fine = await sharp(await drawnScan({ text: code }))
      .resize({ width: 2480 })
      .withMetadata({ density: 300 })
      .png()
      .toBuffer();
    const [page] = await readAll(fine);
    expect((await sharp(page?.bytes).metadata()).width).toBe(1653);
    expect(page?.codes[0]?.text).toBe(code);
  });

  it.each([
    ['keep their colour', {}, 'jpeg', 'srgb'],
    ['are grey where they are to be', { colour: 'grey' }, 'jpeg', 'b-w'],
    ['are black and white where they are to be', { colour: 'black-white' }, 'png', 'srgb'],
  ] as const)('%s', async (_, look, type, space) => {
    const red = await sharp({ create: { width: 800, height: 800, channels: 3, background: '#c33' } })
      .png()
      .toBuffer();
    const [page] = await readAll(red, look);
    const { data } = await sharp(page?.bytes).raw().toBuffer({ resolveWithObject: true });
    expect([page?.type, (await sharp(page?.bytes).metadata()).space]).toEqual([type, space]);
    if (type === 'png') expect(new Set(data)).toEqual(new Set([0]));
  });
});

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();

describe('a file is refused', () => {
  it.each<[string, string, object, () => Promise<Buffer>]>([
    [
      'that is neither a PDF nor a picture',
      'scan-unreadable',
      {},
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['that breaks off', 'scan-unreadable', {}, async () => (await pdfOf([await flat(9, 9)])).subarray(0, 40)],
    [
      'that breaks off within a page',
      'scan-page-unreadable',
      { page: 1 },
      async () => (await drawnScan()).subarray(0, 9000),
    ],
    [
      'that is locked with a password',
      'scan-encrypted',
      {},
      async () => pdfOf([await flat(9, 9)], { locked: true }),
    ],
    [
      'of too many pages',
      'scan-pages',
      { limit: 500, actual: 501 },
      async () => pdfOf(Array(501).fill(await flat(9, 9))),
    ],
    ['of too many pixels', 'scan-pixels', { page: 1, limit: 60, actual: 72 }, () => flat(9000, 8000)],
    [
      'of too large a page of a PDF',
      'scan-pixels',
      { page: 2, limit: 60, actual: 309 },
      async () =>
        pdfOf(await Promise.all([flat(9, 9), flat(9, 9)]), { size: [5000, 8000] }).then((file) =>
          Buffer.from(file.toString('latin1').replace('0 0 5000 8000', '0 0 0500 0800'), 'latin1'),
        ),
    ],
  ])('%s', async (_, refusal, params, file) => {
    const refused = await readAll(await file()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ code: refusal, params });
  });

  it('that takes longer than it may, and the next one is read', async () => {
    const hasty = createScans({ milliseconds: 1 });
    await expect(readAll(await flat(9, 9), {}, hasty)).rejects.toMatchObject({ code: 'scan-too-slow' });
    expect(await readAll(await flat(9, 9))).toHaveLength(1);
  });

  it('that needs more memory than there is for its pixels, and the next one is read', async () => {
    const small = createScans({ memory: 400 });
    // A file of some kilobytes, which no bound of a heap would stop: its pixels are no part of one.
    const wide = await flat(7_600, 7_600);
    expect(wide.length).toBeLessThan(1_000_000);
    await expect(readAll(wide, {}, small)).rejects.toMatchObject({ code: 'scan-too-much' });
    expect(await readAll(await flat(9, 9), {}, small)).toHaveLength(1);
  });
});

it('a picture is turned to the right, and seen from how it lay', async () => {
  const [a, b] = ['#000', '#fff'].map((background) => ({
    create: { width: 40, height: 40, channels: 3 as const, background },
  }));
  if (!a || !b) throw new Error('two colours');
  const half = await sharp(b).extend({ left: 40, background: '#000' }).jpeg().toBuffer();
  const tops = async (bytes: Uint8Array) => {
    const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
    return [info.width, info.height, (data[0] ?? 0) > 128, (data.at(-1) ?? 0) > 128];
  };
  expect(await tops(half)).toEqual([80, 40, false, true]);
  expect(await tops(await scans.turn(new Uint8Array(half), 90))).toEqual([40, 80, false, true]);
  expect(await tops(await scans.turn(new Uint8Array(half), 180))).toEqual([80, 40, true, false]);
  // A camera that lay on its side.
  const lain = await sharp(half).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await tops(await scans.turn(new Uint8Array(lain), 270))).toEqual([80, 40, false, true]);
});
