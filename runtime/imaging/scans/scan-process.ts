import { answerParent } from '../../common/answer-parent.ts';
import { findCodes } from './find-codes.ts';
import { openPdf } from './open-pdf.ts';
import type { OpenScan } from './open-scan.ts';
import { encoded, greyOf, openPicture, turned, uprightPage } from './pictures.ts';
import type { ScanLook, ScanReply, ScanRequest } from './protocol.ts';
import { RefusedScan } from './refused-scan.ts';

/**
 * The one place that decodes scans, in a process of its own: nobody knows what is in them, and what their pixels take is
 * no part of a heap that could be bounded.
 */
let open: { readonly scan: OpenScan; readonly look: ScanLook } | undefined;

answerParent(
  (request: ScanRequest): Promise<ScanReply> =>
    answer(request).catch((error: unknown) =>
      error instanceof RefusedScan ? error.fault : { type: 'fault', fault: 'unreadable' },
    ),
);

async function answer(request: ScanRequest): Promise<ScanReply> {
  if (request.type === 'turn') return { type: 'turned', bytes: await turned(request.bytes, request.degrees) };
  if (request.type === 'open') {
    open?.scan.close();
    open = undefined;
    const { bytes, look } = request;
    const scan = await (isPdf(bytes) ? openPdf : openPicture)(bytes, look.dpi ?? 200);
    open = { scan, look };
    return { type: 'opened', pages: scan.pages };
  }
  if (!open) throw new RefusedScan({ fault: 'unreadable' });
  const { scan, look } = open;
  const page = await readPage(scan, look, request.at).catch((error: unknown) => {
    if (error instanceof RefusedScan) throw error;
    throw new RefusedScan({ fault: 'unreadable', page: request.at + 1 });
  });
  return { type: 'page', page };
}

async function readPage(scan: OpenScan, look: ScanLook, at: number) {
  const picture = await uprightPage(await scan.draw(at));
  const codes = await findCodes(await greyOf(picture));
  return { ...(await encoded(picture, look)), codes };
}

/** A PDF may have a few bytes in front of its mark. */
function isPdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-');
}
