import { readFileName } from '../../../metadata/kinds/common/file-value.ts';
import { refusal } from '../../common/refusal.ts';
import type { Upload } from '../../storage/contents/contents.ts';
import type { Ask } from '../pipeline/ask.ts';
import { bodyCutOff, typeUnsupported } from '../pipeline/refusals.ts';

/** The version of the protocol that is spoken here. */
const version = '1.0.0';

const versionNeeded = refusal('upload-version', 412);
const lengthWrong = refusal('upload-length', 400);
export const offsetWrong = refusal('upload-offset', 409);
const metadataWrong = refusal('upload-metadata', 400);
const tooMuch = refusal('upload-too-much', 413);

/** The headers of every answer of the protocol. */
export const spoken = { 'tus-resumable': version } as const;

export function requireVersion(ask: Ask): void {
  if (ask.header('tus-resumable') !== version) throw versionNeeded({ version });
}

/** Where an upload is, as the protocol's headers say it. */
export function placeHeaders({ received, size, expiresAt }: Upload): Readonly<Record<string, string>> {
  return {
    ...spoken,
    'upload-offset': String(received),
    'upload-length': String(size),
    'upload-expires': new Date(expiresAt).toUTCString(),
  };
}

/** The bytes that are to come. */
export function readLength(ask: Ask): number {
  const said = ask.header('upload-length') ?? '';
  if (!/^\d{1,15}$/.test(said)) throw lengthWrong();
  return Number(said);
}

/** Words of `Upload-Metadata`, each with its value in base64. */
export function readMetadata(ask: Ask): ReadonlyMap<string, string> {
  const said = ask.header('upload-metadata') ?? '';
  const words = new Map<string, string>();
  for (const pair of said.split(',').filter((one) => one.trim() !== '')) {
    const [name = '', value = '', ...rest] = pair.trim().split(/\s+/);
    if (rest.length > 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw metadataWrong();
    words.set(name, Buffer.from(value, 'base64').toString('utf8'));
  }
  return words;
}

/** The name that a file is kept under; one that nothing can be made of is a plain one. */
export function nameOf(metadata: ReadonlyMap<string, string>): string {
  const read = readFileName(metadata.get('filename') ?? metadata.get('name') ?? '');
  return read.ok ? read.value : 'file';
}

/** Refuses to go on from anywhere but where the upload is. */
export function requireOffset(ask: Ask, { received }: Upload): void {
  const said = ask.header('upload-offset') ?? '';
  if (said !== String(received)) throw offsetWrong({ offset: received });
}

const piecesType = 'application/offset+octet-stream';

export function sendsPieces(ask: Ask): boolean {
  return ask.header('content-type') === piecesType;
}

export function requirePieces(ask: Ask): void {
  if (!sendsPieces(ask))
    throw typeUnsupported({ type: ask.header('content-type') ?? '-', expected: piecesType });
}

/** What a request brings, as it comes, and no more of it than is still to come. */
export async function* piecesOf(ask: Ask, { size, received }: Upload): AsyncIterable<Uint8Array> {
  let left = size - received;
  const pieces = ask.request.body?.[Symbol.asyncIterator]();
  for (;;) {
    const next = await pieces?.next().catch(() => {
      throw bodyCutOff();
    });
    if (!next || next.done) return;
    left -= next.value.length;
    if (left < 0) throw tooMuch({ size });
    yield next.value;
  }
}
