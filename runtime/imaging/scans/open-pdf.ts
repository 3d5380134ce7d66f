import { readFile } from 'node:fs/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { OpenScan } from './open-scan.ts';
import { mostPixels, RefusedScan, requirePages, requirePixels } from './refused-scan.ts';

/** Points an inch. */
const points = 72;

/** Dots an inch that a page has at least. */
const leastDots = 200;

const library = readFile(new URL(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm'))).then((bytes) =>
  PDFiumLibrary.init({ wasmBinary: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) }),
);

/** Opens a PDF; how large its pages are drawn is known before any of them is. */
export async function openPdf(bytes: Uint8Array, dpi: number): Promise<OpenScan> {
  const document = await (await library).loadDocument(bytes).catch((error: unknown) => {
    throw new RefusedScan({ fault: /password|security/i.test(String(error)) ? 'encrypted' : 'unreadable' });
  });
  const pages = document.getPageCount();
  requirePages(pages);
  const scales: number[] = [];
  for (let at = 0; at < pages; at += 1) {
    const { originalWidth, originalHeight } = document.getPage(at).getOriginalSize();
    const area = originalWidth * originalHeight;
    // A sheet that would have too many pixels is drawn coarser, down to what codes are read at.
    const fits = Math.max(leastDots, Math.min(dpi, points * Math.sqrt(mostPixels / area)));
    const scale = Math.min(dpi, fits) / points;
    requirePixels(at, area * scale * scale);
    scales.push(scale);
  }
  return {
    pages,
    async draw(at) {
      const drawn = await document
        .getPage(at)
        .render({ scale: scales[at] ?? 1, render: async ({ data }) => data, renderFormFields: false });
      const { data, width, height } = drawn;
      return { data, raw: { width, height, channels: 4 } };
    },
    close: () => document.destroy(),
  };
}
