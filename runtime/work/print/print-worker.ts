import { parentPort } from 'node:worker_threads';
import { makeZip } from 'client-zip';
import pdfmake from 'pdfmake';
import type { PrintTree } from '../../../rules/paper/tree.ts';
import { drawCode } from '../../../rules/print/draw-code.ts';
import { toHtml } from '../../../rules/print/to-html.ts';
import { type OfdFile, toOfd } from '../../../rules/print/to-ofd.ts';
import { toPdf } from '../../../rules/print/to-pdf.ts';
import { fontFiles, printFont } from './fonts.ts';
import { laidOutPages } from './lay-out-pages.ts';
import type { PrintReply, PrintRequest } from './protocol.ts';

/** The one place that draws, in a thread of its own: a font for Chinese alone is ten megabytes. */
const { normal, bold } = fontFiles();
pdfmake.setFonts({ [printFont]: { normal, bold } });
// A template says what is printed, and no address of anything.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold);

let trees: PrintTree[] = [];
/** Of a hundred steps at most one is told. */
let nextShare = 0;
pdfmake.setProgressCallback((share) => {
  if (share < nextShare) return;
  nextShare = share + 0.01;
  say({ type: 'progress', share });
});

function say(reply: PrintReply): void {
  parentPort?.postMessage(reply);
}

parentPort?.on('message', (request: PrintRequest) => {
  answer(request).then(say, (error: unknown) => say({ type: 'fault', reason: String(error) }));
});

async function answer(request: PrintRequest): Promise<PrintReply> {
  if (request.type === 'add') {
    trees.push(request.tree);
    return { type: 'added' };
  }
  const drawn = trees;
  [trees, nextShare] = [[], 0];
  if (request.type === 'pdf') {
    const made = await pdfmake.createPdf(toPdf(drawn, printFont, drawCode)).getBuffer();
    return { type: 'file', bytes: new Uint8Array(made) };
  }
  if (request.type === 'ofd') {
    const document = toPdf(drawn, printFont, drawCode);
    const laid = laidOutPages(await pdfmake.createPdf(document).getStream(), drawn[0]?.title ?? '');
    return { type: 'file', bytes: await zipped(toOfd(laid, request), request.day) };
  }
  const pages = drawn.map((tree) => toHtml(tree, drawCode));
  return { type: 'file', bytes: new TextEncoder().encode(pages.join('\n')) };
}

/** Files of one moment: the same pages are the same bytes. */
async function zipped(files: readonly OfdFile[], day: string): Promise<Uint8Array<ArrayBuffer>> {
  const lastModified = new Date(`${day}T00:00:00Z`);
  const entries = files.map(({ path, content }) => ({
    name: path,
    lastModified,
    input: typeof content === 'string' ? content : new Uint8Array(content),
  }));
  return new Uint8Array(await new Response(makeZip(entries)).arrayBuffer());
}
