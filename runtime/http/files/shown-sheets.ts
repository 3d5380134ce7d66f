import { files } from '../../../metadata/contract/files/calls.ts';
import { refusal } from '../../common/refusal.ts';
import type { OpenFile } from '../../storage/contents/contents.ts';
import { SheetFailure, sheetLimits } from '../../work/sheets/book/sheet.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { refusing } from '../records/read-upload.ts';
import { openForReader } from './record-files.ts';
import { fileUnknown } from './sent-file.ts';
import { openForOwner } from './uploads.ts';

const notWorkbook = refusal('file-not-workbook', 422);

/** Workbooks to be looked at, by whoever may read the file itself. */
export function shownSheetEndpoints(sheets: Pick<Sheets, 'preview'>): readonly Endpoint[] {
  const shown = async (open: OpenFile | null) => {
    if (!open) throw fileUnknown();
    if (open.type !== 'xlsx') throw notWorkbook({ name: open.name });
    return { body: await refusing(async () => sheets.preview(await bytesOf(open))) };
  };
  return [
    serveCall(files.readSheets, async ({ ask }) => shown(await openForReader(ask, ask.param('file')))),
    serveCall(files.previewSheets, async ({ ask }) => shown((await openForOwner(ask)).open)),
  ];
}

async function bytesOf({ size, read }: OpenFile): Promise<Uint8Array<ArrayBuffer>> {
  if (size > sheetLimits.bytes)
    throw new SheetFailure('sheet-too-large', { limit: sheetLimits.bytes / 1024 / 1024 });
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const piece of read()) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
