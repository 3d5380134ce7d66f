import { DetailedError, Upload } from 'tus-js-client';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { ApiProblem, Unreachable } from '../../session/api.ts';
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

/** Brings a file for a field of a form, piece by piece; a connection that breaks is waited for, and gone on with. */
export function bringFile(
  file: File,
  place: { readonly form: string; readonly field: string },
  progress: (sent: number) => void,
): Bringing {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const upload = new Upload(file, {
    endpoint: new URL(session.api.url(`/api/forms/${place.form}/uploads`), location.origin).href,
    headers: { ...session.api.headers() },
    metadata: { filename: file.name, field: place.field },
    chunkSize: piece,
    retryDelays: [500, 1_000, 3_000, 5_000, 10_000],
    storeFingerprintForResuming: false,
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      return status === 0 || status === 409 || status >= 500;
    },
    onProgress: (sent) => progress(sent),
    onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
    onError: (error) => reject(failureOf(error)),
  });
  upload.start();
  return { done: promise, cancel: () => void upload.abort(true).catch(() => {}) };
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
