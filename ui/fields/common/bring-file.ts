import { DetailedError, Upload } from 'tus-js-client';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { ApiProblem, Unreachable } from '../../session/api.ts';
import { dropUploads, earlierUpload, keepUpload } from '../../session/earlier-uploads.ts';
import { session } from '../../session/session.ts';

/** Bytes of one request: so much is sent again at most where a connection breaks. */
const piece = 4 * 1024 * 1024;

/** A file that is being brought. */
export interface Bringing {
  /** Id of the upload, by which a record names it. */
  readonly done: Promise<string>;
  /** Gives it up, here and on the server. */
  cancel(): void;
}

/** The field that a file is brought for. */
export interface FilePlace {
  readonly form: string;
  readonly field: string;
  /** Id of the record; null: a new one. */
  readonly record: string | null;
}

interface Progress {
  readonly sent: number;
  /** Bytes that were there already, from an earlier time; 0: it was begun anew. */
  readonly from: number;
}

/** Uploads that this page is at: the same file chosen twice is brought twice. */
const underWay = new Set<string>();

/**
 * Brings a file for a field of a form, piece by piece; a connection that breaks is waited for, and gone on with. A file
 * that was brought in part, before the page was loaded anew, is gone on with where it broke off.
 */
export function bringFile(
  file: File,
  { taken, ...place }: FilePlace & { readonly taken: ReadonlySet<string> },
  progress: (said: Progress) => void,
): Bringing {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const { name, size, lastModified: modified } = file;
  const mark = { ...place, user: session.who?.user?.id ?? '', name, size, modified };
  const kept = earlierUpload(mark);
  const before = kept && !taken.has(kept.id) && !underWay.has(kept.id) ? kept : null;
  if (before) underWay.add(before.id);
  let from: number | undefined = before ? undefined : 0;
  const note = (isWhole: boolean) => {
    const id = idOf(upload);
    if (id) keepUpload(mark, id, isWhole);
  };
  const upload = new Upload(file, {
    endpoint: new URL(session.api.url(`/api/forms/${place.form}/uploads`), location.origin).href,
    headers: { ...session.api.headers() },
    metadata: { filename: file.name, field: place.field },
    chunkSize: piece,
    retryDelays: [500, 1_000, 3_000, 5_000, 10_000],
    storeFingerprintForResuming: false,
    ...(before && { uploadUrl: new URL(session.api.url(`/api/uploads/${before.id}`), location.origin).href }),
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      return status === 0 || status === 409 || status >= 500;
    },
    onUploadUrlAvailable: () => {
      // One that is there no more is begun anew, under another id.
      if (idOf(upload) !== before?.id) from = 0;
      underWay.add(idOf(upload));
      note(false);
    },
    onProgress: (sent) => {
      from ??= sent;
      progress({ sent, from });
    },
    onChunkComplete: () => note(false),
    onSuccess: () => {
      note(true);
      resolve(idOf(upload));
    },
    onError: (error) => reject(failureOf(error)),
  });
  upload.start();
  const end = () => underWay.delete(idOf(upload) || (before?.id ?? ''));
  promise.then(end, end);
  const cancel = () => {
    dropUploads([idOf(upload)]);
    void upload.abort(true).catch(() => {});
  };
  return { done: promise, cancel };
}

function idOf({ url }: Upload): string {
  return url === null ? '' : (new URL(url, location.origin).pathname.split('/').at(-1) ?? '');
}

/** As other calls fail. */
function failureOf(error: Error): Error {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return new Unreachable(error);
  let body: JsonObject = {};
  try {
    body = JSON.parse(response.getBody()) as JsonObject;
  } catch {
    // Something between the page and the server answered in its place.
  }
  return new ApiProblem(response.getStatus(), body);
}
