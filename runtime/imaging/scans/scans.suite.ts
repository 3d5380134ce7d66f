import sharp from 'sharp';
import { drawCode } from '../../../rules/print/draw-code.ts';

/** A4 at 200 dots an inch, and the code of a cover on it: 34 mm (bars: 70 mm), 12 mm from the edges. */
const [wide, high, square, bars, edge] = [1654, 2339, 268, 550, 94];

interface DrawnScan {
  readonly code?: 'qr' | 'code128' | 'datamatrix' | 'pdf417';
  /** Default: the page has no code. */
  readonly text?: string;
  /** A second code in the other corner. Default: none. */
  readonly other?: string;
  /** Default: the right corner at the top. */
  readonly at?: 'right' | 'left' | 'middle';
  /** Words that stand on the page. Default: none. */
  readonly says?: string;
}

let paper: Promise<Buffer> | undefined;

/** The same for all pages: to make it takes longer than to read it. */
function blankPaper(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 232, sigma: 10 } as const;
  return sharp({ create: { width: wide, height: high, channels: 3, background: '#fff', noise } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A page as a scanner would bring it: paper is not white, and no two dots are the same. */
export async function drawnScan({
  code = 'qr',
  text,
  other,
  at = 'right',
  says,
}: DrawnScan = {}): Promise<Buffer> {
  const side = code === 'code128' ? bars : square;
  const lefts = { right: wide - side - edge, left: edge, middle: (wide - side) / 2 };
  const tops = { right: edge, left: edge, middle: (high - square) / 2 };
  const codes = [
    ...(text === undefined ? [] : [{ text, at }]),
    ...(other === undefined ? [] : [{ text: other, at: 'left' as const }]),
  ];
  const drawn = await Promise.all(
    codes.map(async (one) => {
      const svg = drawCode({
        type: 'code',
        code,
        text: one.text,
        width: 34,
        height: code === 'code128' || code === 'pdf417' ? 12 : 34,
        caption: false,
        align: 'left',
      });
      const input = await sharp(Buffer.from(svg ?? ''), { density: 300 })
        .resize({ width: side, height: square, fit: 'contain', background: '#fff' })
        .flatten({ background: '#fff' })
        .png()
        .toBuffer();
      return { input, left: lefts[one.at], top: tops[one.at] };
    }),
  );
  const lines = Array.from(
    { length: 24 },
    (_, at) => `<rect x="160" y="${700 + at * 60}" width="${1100 - (at % 5) * 90}" height="14" fill="#333"/>`,
  );
  const words = `<svg width="${wide}" height="${high}">${lines.join('')}<text x="160" y="600" font-size="60" font-family="sans-serif">${says ?? ''}</text></svg>`;
  paper ??= blankPaper();
  return sharp(await paper)
    .composite([{ input: Buffer.from(words) }, ...drawn])
    .withMetadata({ density: 200 })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

interface PdfHow {
  /** Points of a page. Default: A4. */
  readonly size?: readonly [number, number];
  readonly locked?: true;
}

/** A TIFF of several pages of one size. */
export function tiffOf(pages: readonly Buffer[]): Promise<Buffer> {
  return sharp([...pages], { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
}

/** Points of a sheet of A6: a quarter of A4, and read in a quarter of the time. */
export const a6 = [298, 421] as const;

/** A PDF of scanned pages, as scanners write it: a photograph a page. */
export async function pdfOf(
  pages: readonly Buffer[],
  { size = [595, 842], locked }: PdfHow = {},
): Promise<Buffer> {
  const objects: (string | Buffer)[][] = [
    ['<</Type/Catalog/Pages 2 0 R>>'],
    [`<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${3 + at * 3} 0 R`).join(' ')}]>>`],
  ];
  for (const [at, page] of pages.entries()) {
    const data = page.readUInt16BE(0) === 0xffd8 ? page : await sharp(page).jpeg().toBuffer();
    const info = await sharp(data).metadata();
    const draws = `q ${size[0]} 0 0 ${size[1]} 0 0 cm /I Do Q`;
    const [content, image] = [4 + at * 3, 5 + at * 3];
    objects.push(
      [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${size[0]} ${size[1]}]/Contents ${content} 0 R/Resources<</XObject<</I ${image} 0 R>>>>>>`,
      ],
      [`<</Length ${draws.length}>>stream\n${draws}\nendstream`],
      [
        `<</Type/XObject/Subtype/Image/Width ${info.width}/Height ${info.height}/ColorSpace/${info.channels === 1 ? 'DeviceGray' : 'DeviceRGB'}/BitsPerComponent 8/Filter/DCTDecode/Length ${data.length}>>stream\n`,
        data,
        '\nendstream',
      ],
    );
  }
  const secret = '0'.repeat(64);
  if (locked) objects.push([`<</Filter/Standard/V 1/R 2/P -4/O<${secret}>/U<${secret}>>>`]);
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n')];
  const places: number[] = [];
  const add = (some: string | Buffer) => parts.push(Buffer.from(some));
  const long = () => parts.reduce((sum, { length }) => sum + length, 0);
  for (const [at, object] of objects.entries()) {
    places.push(long());
    add(`${at + 1} 0 obj\n`);
    for (const part of object) add(part);
    add('\nendobj\n');
  }
  const table = long();
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`);
  for (const place of places) add(`${String(place).padStart(10, '0')} 00000 n \n`);
  const lock = locked ? `/Encrypt ${objects.length} 0 R/ID[<00><00>]` : '';
  add(`trailer<</Size ${objects.length + 1}/Root 1 0 R${lock}>>\nstartxref\n${table}\n%%EOF\n`);
  return Buffer.concat(parts);
}
