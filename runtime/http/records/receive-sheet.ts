import { createHash } from 'node:crypto';
import type { Upload } from '../../storage/contents/contents.ts';
import { tellingBytes, typeOfContent } from '../../storage/contents/type-of-content.ts';
import { SheetFailure, sheetLimits } from '../../work/sheets/book/sheet.ts';
import { importedZip } from '../../work/sheets/zip/open-zip.ts';
import type { Ask, Received } from '../pipeline/ask.ts';
import { boundaryOf, partsOf } from '../pipeline/multipart.ts';
import { bodyCutOff } from '../pipeline/refusals.ts';
import { refusing } from './read-upload.ts';

/** A file that is to be imported: a table is held, a zip with files stands among the uploads of whoever sends it. */
export type SentSheet =
  | { readonly name: string | null; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly name: string | null; readonly zip: Upload };

interface Sent {
  readonly name: string | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Takes in what is to be imported as the body itself, or as the field `file` of a multipart form. */
export function receiveSheet(ask: Ask): Promise<Received> {
  return refusing(async () => {
    const boundary = boundaryOf(ask.header('content-type'));
    if (boundary === null) return taken(ask, { name: null, bytes: pieces(ask.request.body) });
    let received: Received | undefined;
    for await (const { name, filename, bytes } of partsOf(ask.request.body, boundary))
      if (name === 'file' && filename !== null && !received)
        received = await taken(ask, { name: filename.slice(0, 200), bytes });
    if (received) return received;
    throw new SheetFailure('sheet-file-missing');
  });
}

async function taken(ask: Ask, { name, bytes }: Sent): Promise<Received> {
  const hash = createHash('sha256');
  const source = bytes[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let size = 0;
  let isAll = false;
  const next = async () => {
    const { done, value } = await source.next();
    if (done) return null;
    hash.update(value);
    return value;
  };
  while (size < tellingBytes && !isAll) {
    const some = await next();
    if (some) head.push(some);
    isAll = some === null;
    size += some?.length ?? 0;
  }
  const all = (async function* () {
    yield* head;
    for (let some = isAll ? null : await next(); some; some = await next()) yield some;
  })();
  if ((await typeOfContent(Buffer.concat(head), isAll)) !== 'zip') {
    const value: SentSheet = { name, bytes: await held(all) };
    return { value, digest: hash.digest('hex') };
  }
  const zip = await kept(ask, name ?? 'import.zip', all);
  const value: SentSheet = { name, zip };
  const giveUp = () => ask.host.contents.abandon(zip.id, zip.owner);
  return { value, digest: hash.digest('hex'), giveUp };
}

/** Sealed: nobody knows what is in it. */
async function kept(
  { host, call, form }: Ask,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Upload> {
  const most = importedZip.megabytes * 1024 * 1024;
  const asked = { name, form: form.id, field: '', owner: call.user.id, org: call.org, sealed: true, most };
  const upload = await host.contents.bring(asked, bytes);
  if (upload) return upload;
  throw new SheetFailure('zip-holds-too-much', { most: importedZip.files, largest: importedZip.megabytes });
}

async function held(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const some of bytes) {
    size += some.length;
    if (size > sheetLimits.bytes)
      throw new SheetFailure('sheet-too-large', { limit: sheetLimits.bytes / 1024 / 1024 });
    parts.push(some);
  }
  return new Uint8Array(Buffer.concat(parts));
}

async function* pieces(body: ReadableStream<Uint8Array> | null): AsyncIterable<Uint8Array> {
  const source = body?.[Symbol.asyncIterator]();
  for (;;) {
    const next = await source?.next().catch(() => {
      throw bodyCutOff();
    });
    if (!next || next.done) return;
    yield next.value;
  }
}
