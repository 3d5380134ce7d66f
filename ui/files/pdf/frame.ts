import {
  AnnotationMode,
  GlobalWorkerOptions,
  getDocument,
  PDFDataRangeTransport,
  type PDFDocumentProxy,
  PixelsPerInch,
  VerbosityLevel,
  version,
} from 'pdfjs-dist';
import type { FrameAsk, FrameSays } from './protocol.ts';

/**
 * The page of a frame that has no origin: it is served with `sandbox allow-scripts`, so that a file which takes it over
 * has no session, no cookies, no storage and nothing of the page around it. It is handed the bytes of one file through
 * a port, and hands back bitmaps and plain text. Nothing of the file becomes an element: there is no layer of links, no
 * form, no script and no XFA; pdf.js of this version evaluates no code.
 */
const assets = new URL(`/assets/pdf-${version}/`, location.href).href;

/** Pixels of one drawing; what would be larger is drawn coarser. */
const mostPixels = 16 * 1024 * 1024;
/** Pixels of a picture within a page; a larger one is left out. */
const mostOfPicture = 100 * 1024 * 1024;
const mostText = 20_000;
const piece = 256 * 1024;

addEventListener('message', ({ source, ports: [port] }) => {
  if (source === parent && port) serve(port);
});

function serve(port: MessagePort): void {
  const say = (said: FrameSays, handed: Transferable[] = []) => port.postMessage(said, handed);
  let source: Source | undefined;
  let opened: Promise<PDFDocumentProxy> | undefined;
  port.onmessage = ({ data }: MessageEvent<FrameAsk>) => {
    if (data.type === 'bytes') source?.onDataRange(data.from, data.bytes);
    else if (data.type === 'draw') void opened?.then((file) => draw(file, data, say));
    else {
      source = new Source(data.size, say);
      opened = open(source);
      void tell(opened, say);
    }
  };
}

/** The bytes of the file, each part asked of the page when it is needed. */
class Source extends PDFDataRangeTransport {
  readonly #say: (said: FrameSays) => void;

  constructor(size: number, say: (said: FrameSays) => void) {
    super(size, null);
    this.#say = say;
  }

  override requestDataRange(from: number, before: number): void {
    this.#say({ type: 'need', from, before });
  }
}

/**
 * A worker of no origin either: scripts of the site are foreign to it, so that it begins with a text of its own. It is
 * handed out once it hears: what is said to it before, it misses.
 */
async function ownWorker(): Promise<Worker> {
  const text = `import(${JSON.stringify(`${assets}pdf.worker.min.mjs`)});`;
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
  await new Promise((resolve) => worker.addEventListener('message', resolve, { once: true }));
  return worker;
}

async function open(range: PDFDataRangeTransport): Promise<PDFDocumentProxy> {
  GlobalWorkerOptions.workerPort = await ownWorker();
  return getDocument({
    range,
    rangeChunkSize: piece,
    disableAutoFetch: true,
    disableStream: true,
    disableWorkerRendering: true,
    cMapUrl: assets,
    standardFontDataUrl: assets,
    wasmUrl: assets,
    iccUrl: assets,
    enableXfa: false,
    maxImageSize: mostOfPicture,
    verbosity: VerbosityLevel.ERRORS,
  }).promise;
}

async function tell(opened: Promise<PDFDocumentProxy>, say: (said: FrameSays) => void): Promise<void> {
  try {
    const file = await opened;
    const { width, height } = (await file.getPage(1)).getViewport({ scale: PixelsPerInch.PDF_TO_CSS_UNITS });
    say({ type: 'opened', pages: file.numPages, width, height });
  } catch (failure) {
    say({ type: 'failed', isLocked: failure instanceof Error && failure.name === 'PasswordException' });
  }
}

async function draw(
  file: PDFDocumentProxy,
  { page: number, scale, turn }: Extract<FrameAsk, { type: 'draw' }>,
  say: (said: FrameSays, handed?: Transferable[]) => void,
): Promise<void> {
  try {
    const page = await file.getPage(number);
    const rotation = (page.rotate + turn * 90) % 360;
    const wanted = page.getViewport({ scale: scale * PixelsPerInch.PDF_TO_CSS_UNITS, rotation });
    const fits = Math.min(1, Math.sqrt(mostPixels / (wanted.width * wanted.height)));
    const viewport = wanted.clone({ scale: wanted.scale * fits });
    const canvas = Object.assign(document.createElement('canvas'), {
      width: Math.max(1, Math.round(viewport.width)),
      height: Math.max(1, Math.round(viewport.height)),
    });
    // As for a printer: the frame is not seen, and what is not seen gets no turn to animate. Stamps are drawn, too.
    await page.render({ canvas, viewport, intent: 'print', annotationMode: AnnotationMode.ENABLE }).promise;
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
    const bitmap = await createImageBitmap(canvas);
    page.cleanup();
    const { width, height } = wanted.clone({ scale: PixelsPerInch.PDF_TO_CSS_UNITS });
    say({ type: 'drawn', page: number, bitmap, text: text.slice(0, mostText), width, height }, [bitmap]);
  } catch {
    say({ type: 'undrawn', page: number });
  }
}
