import sharp, { type Sharp } from 'sharp';
import type { DrawnPage, OpenScan } from './open-scan.ts';
import type { ScanLook } from './protocol.ts';
import { mostPixels, RefusedScan, requirePages, requirePixels } from './refused-scan.ts';

// One page at a time, of a file that is not trusted: nothing of it is kept.
sharp.cache(false);
sharp.concurrency(1);

const scanned: ReadonlySet<string> = new Set(['png', 'jpeg', 'tiff', 'webp']);

/** Dots an inch that a page may really have; others say what a camera or a screen writes there. */
const scannerDots = { from: 100, to: 1200 };

/** Opens a picture, of one page or of several; how large they are is known before any of them is decoded. */
export async function openPicture(bytes: Uint8Array, dpi: number): Promise<OpenScan> {
  const { format, pages: said = 1 } = await about(bytes, 0);
  if (!scanned.has(format)) throw new RefusedScan({ fault: 'unreadable' });
  const pages = format === 'tiff' ? said : 1;
  requirePages(pages);
  const scales: number[] = [];
  for (let at = 0; at < pages; at += 1) {
    const { width, height, density = 0 } = await about(bytes, at);
    requirePixels(at, width * height);
    const isScanned = density >= scannerDots.from && density <= scannerDots.to;
    scales.push(isScanned && density > dpi ? dpi / density : 1);
  }
  return {
    pages,
    draw: async (at) => ({ data: bytes, page: at, scale: scales[at] ?? 1 }),
    close: () => undefined,
  };
}

async function about(bytes: Uint8Array, page: number) {
  return sharp(bytes, { page, limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new RefusedScan({ fault: 'unreadable' });
    });
}

/** A page upright on white, at most as large as it is kept. */
export async function uprightPage({ data, raw, page = 0, scale = 1 }: DrawnPage): Promise<Sharp> {
  if (raw) return sharp(data, { raw, limitInputPixels: mostPixels }).removeAlpha();
  const picture = sharp(data, { page, limitInputPixels: mostPixels })
    .autoOrient()
    .flatten({ background: '#fff' });
  if (scale === 1) return picture;
  const { autoOrient } = await picture.metadata();
  return picture.resize({ width: Math.max(1, Math.round(autoOrient.width * scale)) });
}

/** Grey values of a page, as codes are looked for. */
export async function greyOf(picture: Sharp) {
  const { data, info } = await picture
    .clone()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const quality = 82;

/** A page as it is kept: black and white alone without loss, all others as a photograph, grey where it has no colour. */
export async function encoded(picture: Sharp, { dpi = 200, colour = 'colour' }: ScanLook) {
  const dotted = picture.clone().withDensity(dpi);
  if (colour === 'black-white')
    return { type: 'png', bytes: whole(await dotted.threshold(160).png({ colours: 2 }).toBuffer()) } as const;
  const isGrey = colour === 'grey' || (await isWithoutColour(picture));
  const toned = isGrey ? dotted.toColourspace('b-w') : dotted;
  return { type: 'jpeg', bytes: whole(await toned.jpeg({ quality }).toBuffer()) } as const;
}

/** A scanner's noise of colour is none. */
const leastColour = 24;

async function isWithoutColour(picture: Sharp): Promise<boolean> {
  const small = await picture
    .clone()
    .resize({ width: 200, height: 200, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { data, info } = small;
  if (info.channels < 3) return true;
  for (let at = 0; at + 2 < data.length; at += info.channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > leastColour) return false;
  }
  return true;
}

/** Turns a kept picture by right angles; it stays of its type. */
export async function turned(bytes: Uint8Array, degrees: number): Promise<Uint8Array<ArrayBuffer>> {
  const { format, width, height, density = 200 } = await about(bytes, 0);
  requirePixels(0, width * height);
  // A picture whose camera said how it lies is turned from how people saw it.
  const picture = sharp(bytes, { limitInputPixels: mostPixels }).autoOrient().rotate(degrees);
  const made = picture.withDensity(density);
  return whole(await (format === 'jpeg' ? made.jpeg({ quality: 92 }) : made).toBuffer());
}

function whole(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer);
}
