import sharp, { type Sharp, type SharpOptions } from 'sharp';
import { answerParent } from '../../common/answer-parent.ts';
import { mostPixels } from '../../storage/contents/harmful.ts';
import { mostPrinted, type PictureReply, type PictureRequest, pageSide, smallSide } from './protocol.ts';

/**
 * The one place where pictures are decoded, in a process of its own: what is wrong with one ends nothing but that
 * process, and what it takes is counted and bounded.
 */
sharp.cache(false);
sharp.concurrency(1);

answerParent(answer);

async function answer(asked: PictureRequest): Promise<PictureReply> {
  const { type, bytes } = asked;
  switch (type) {
    case 'measure':
      return { type: 'measured', size: await orNull(measure(bytes)) };
    case 'pages':
      return { type, count: await orNull(pages(bytes)) };
    case 'page':
      return { type, bytes: await orNull(page(bytes, asked.at)) };
    case 'printed':
      return { type, bytes: await orNull(printed(bytes, asked.side)) };
    case 'small':
      return { type, bytes: await orNull(small(bytes)) };
  }
}

/** What is said of a picture stands at its beginning: nothing is decoded for it. */
async function measure(bytes: Uint8Array) {
  const { width, height } = await opened(bytes, { limitInputPixels: false }).metadata();
  return { width, height };
}

async function small(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await within(bytes, smallSide).webp({ quality: 75 }).toBuffer());
}

/** On white, as paper is; of a format that is drawn everywhere. */
async function printed(bytes: Uint8Array, side: number): Promise<Uint8Array<ArrayBuffer>> {
  const picture = within(bytes, side).flatten({ background: '#fff' }).toColourspace('srgb');
  const made = await picture.jpeg({ quality: 82 }).toBuffer();
  // What is as noisy as that is as good with fewer points.
  return made.length > mostPrinted ? printed(bytes, Math.floor(side * 0.7)) : new Uint8Array(made);
}

/** Turned as its camera said, its first frame alone, and nothing of what else it tells of its maker. */
function within(bytes: Uint8Array, side: number): Sharp {
  return opened(bytes, { limitInputPixels: mostPixels, sequentialRead: true })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
}

/** The frames of what moves are no pages. */
async function pages(bytes: Uint8Array): Promise<number> {
  const { format, pages: said = 1 } = await opened(bytes, { limitInputPixels: false }).metadata();
  return format === 'tiff' ? said : 1;
}

/** As who looks at it sees it on paper, with lines that stay sharp. */
async function page(bytes: Uint8Array, at: number): Promise<Uint8Array<ArrayBuffer>> {
  const picture = opened(bytes, { limitInputPixels: mostPixels, page: at })
    .autoOrient()
    .flatten({ background: '#fff' })
    .resize({ width: pageSide, height: pageSide, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb');
  return new Uint8Array(await picture.webp({ quality: 90 }).toBuffer());
}

function opened(bytes: Uint8Array, options: SharpOptions): Sharp {
  return sharp(bytes, { failOn: 'error', ...options });
}

/** A picture that cannot be read is none. */
function orNull<T>(work: Promise<T>): Promise<T | null> {
  return work.catch(() => null);
}
