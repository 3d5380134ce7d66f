import { Refusal, refusal } from '../../common/refusal.ts';
import { SheetFailure } from '../../work/sheets/book/sheet.ts';
import type { Ask } from '../pipeline/ask.ts';

const statuses: Readonly<Record<string, number>> = {
  'sheet-too-large': 413,
  'sheet-too-many-rows': 413,
  'zip-holds-too-much': 413,
};

/** A file's faults as refusals. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SheetFailure)) throw error;
    throw refusal(error.code, statuses[error.code] ?? 422)(error.params);
  }
}

interface Upload {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly name?: string;
}

/** Bytes that a multipart form adds around its one file. */
const wrapping = 64 * 1024;

/** Longest body that brings a file of at most `limit` bytes. */
export function uploadLimit(limit: number): number {
  return limit + wrapping;
}

/** A file as the body itself, or as the field `file` of a multipart form, as browsers send it. */
export async function readUpload(ask: Ask, limit: number): Promise<Upload> {
  const type = ask.header('content-type') ?? '';
  const tooLarge = () => new SheetFailure('sheet-too-large', { limit: limit / 1024 / 1024 });
  const body = await ask.bytes(uploadLimit(limit)).catch((error: unknown) => {
    throw error instanceof Refusal && error.code === 'body-too-large' ? tooLarge() : error;
  });
  const upload = /^multipart\/form-data\s*;/i.test(type) ? await fileIn(body, type) : { bytes: body };
  if (upload.bytes.length > limit) throw tooLarge();
  return upload;
}

async function fileIn(body: Uint8Array<ArrayBuffer>, type: string): Promise<Upload> {
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => null);
  const file = form?.get('file');
  if (!(file instanceof File)) throw new SheetFailure('sheet-file-missing');
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name.slice(0, 200) };
}
