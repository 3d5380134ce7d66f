import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { Contents, OpenFile } from '../../storage/contents/contents.ts';

interface Picture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Puts a picture that was made here onto the shelf, in the caller's name, for a page to take it; answers its id. */
export async function keepPicture(
  contents: Contents,
  call: Call,
  form: Form,
  { name, bytes }: Picture,
): Promise<string> {
  const asked = { name, size: bytes.length, form: form.id, field: 'image', sealed: false };
  const upload = await contents.begin({ ...asked, owner: call.user.id, org: call.org });
  await contents.append(upload, inPieces(bytes));
  return upload.id;
}

/** So much is worked on at once: the server's thread is held for a millisecond. */
const piece = 256 * 1024;

async function* inPieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
}

/** All of a file. */
export async function bytesOf(file: OpenFile): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(file.size);
  let at = 0;
  for await (const some of file.read()) {
    bytes.set(some, at);
    at += some.length;
  }
  return bytes;
}
