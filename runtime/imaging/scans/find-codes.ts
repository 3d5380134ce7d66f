import { readFile } from 'node:fs/promises';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { FoundCode } from './protocol.ts';

// Of itself the library would ask a host on the internet for its program.
const prepared = readFile(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))).then((bytes) =>
  prepareZXingModule({
    overrides: {
      wasmBinary: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
    },
    fireImmediately: true,
  }),
);

/** Codes that one page may have: more are no page of a bill. */
const mostCodes = 16;
/** Characters of a code that are kept: an image code is a line. */
const longestCode = 200;

interface GreyPage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Finds the codes on a page, however it lies: skewed, on its head, inverted, small. */
export async function findCodes(page: GreyPage): Promise<readonly FoundCode[]> {
  await prepared;
  const found = await codesIn(page, ['QRCode', 'Code128', 'DataMatrix']);
  if (found.length > 0) return found;
  // Bars of PDF417 are a few dots wide: the grain of paper hides some unless it is smoothed, which hides others.
  const narrow = await codesIn(page, ['PDF417']);
  return narrow.length > 0 ? narrow : codesIn(smoothed(page), ['PDF417']);
}

async function codesIn(
  { data, width, height }: GreyPage,
  formats: ('QRCode' | 'Code128' | 'DataMatrix' | 'PDF417')[],
): Promise<readonly FoundCode[]> {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let at = 0; at < data.length; at += 1) {
    const grey = data[at] ?? 255;
    pixels[at * 4] = grey;
    pixels[at * 4 + 1] = grey;
    pixels[at * 4 + 2] = grey;
  }
  const found = await readBarcodes(
    { data: pixels, width, height, colorSpace: 'srgb' },
    {
      formats,
      tryHarder: true,
      tryRotate: true,
      tryInvert: true,
      tryDownscale: true,
      maxNumberOfSymbols: mostCodes,
    },
  );
  return found
    .filter(({ isValid, text }) => isValid && text !== '')
    .map(({ text, position: { topLeft, topRight, bottomLeft, bottomRight } }) => {
      const corners = [topLeft, topRight, bottomLeft, bottomRight];
      const centre = (axis: 'x' | 'y', size: number) =>
        corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length / size;
      return { text: text.slice(0, longestCode), x: centre('x', width), y: centre('y', height) };
    });
}

/** Every dot with its neighbours, itself counting for most: along the rows, then down the columns. */
function smoothed({ data, width, height }: GreyPage): GreyPage {
  const along = (from: Uint8Array, step: number): Uint8Array => {
    const to = Uint8Array.from(from);
    for (let at = step; at < from.length - step; at += 1)
      to[at] = ((from[at - step] ?? 0) + 2 * (from[at] ?? 0) + (from[at + step] ?? 0) + 2) >> 2;
    return to;
  };
  return { data: along(along(data, 1), width), width, height };
}
