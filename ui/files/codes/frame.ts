import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import program from 'zxing-wasm/reader/zxing_reader.wasm?url';

/**
 * The page of a frame that has no origin, as that of PDFs has none: pages of the house run no WebAssembly. It is handed
 * pixels through a port, and hands back the texts of the codes in them.
 */
const ready = prepareZXingModule({
  overrides: { locateFile: () => new URL(program, location.href).href },
  fireImmediately: true,
});

addEventListener('message', ({ source, ports: [port] }) => {
  if (source === parent && port) serve(port);
});

function serve(port: MessagePort): void {
  port.onmessage = async ({ data }: MessageEvent<ImageData>) => {
    port.postMessage(await textsIn(data).catch(() => null));
  };
}

async function textsIn(pixels: ImageData): Promise<readonly string[]> {
  await ready;
  const found = await readBarcodes(pixels, {
    formats: ['QRCode', 'DataMatrix', 'PDF417', 'Code128', 'Code39', 'EAN13'],
    tryHarder: true,
    maxNumberOfSymbols: 8,
  });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}
