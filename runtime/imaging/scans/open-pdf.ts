import { readFile } from 'node:fs/promises';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import type { OpenScan } from './open-scan.ts';
import { RefusedScan, requirePages, requirePixels } from './refused-scan.ts';

/** Points an inch. */
const points = 72;

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
  const scale = dpi / points;
  for (let at = 0; at < pages; at += 1) {
    const { originalWidth, originalHeight } = document.getPage(at).getOriginalSize();
    requirePixels(at, originalWidth * scale * (originalHeight * scale));
  }
  return {
    pages,
    async draw(at) {
      const drawn = await document
        .getPage(at)
        .render({ scale, render: async ({ data }) => data, renderFormFields: false });
      const { data, width, height } = drawn;
      return { data, raw: { width, height, channels: 4 } };
    },
    close: () => document.destroy(),
  };
}
