import { parentPort } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { PrintTree } from '../../../rules/paper/tree.ts';
import { drawCode } from '../../../rules/print/draw-code.ts';
import { toHtml } from '../../../rules/print/to-html.ts';
import { toPdf } from '../../../rules/print/to-pdf.ts';
import { fontFiles, printFont } from './fonts.ts';
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
  const pages = drawn.map((tree) => toHtml(tree, drawCode));
  return { type: 'file', bytes: new TextEncoder().encode(pages.join('\n')) };
}
