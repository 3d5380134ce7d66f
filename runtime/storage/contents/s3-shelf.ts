import { createS3Client, type S3Options } from './s3-client.ts';
import { writeInParts } from './s3-parts.ts';
import { checkedName, ObjectMissing, type Range, type Shelf } from './shelf.ts';

/**
 * A bucket as a shelf. Whatever is there is whole, as the protocol has it: what is cut off was never put there.
 */
export function openS3Shelf(options: S3Options): Shelf {
  const client = createS3Client(options);
  const ask = (method: string, object: string, headers: Readonly<Record<string, string>> = {}) =>
    client.ask(method, checkedName(object), { headers });
  return {
    name: client.place,
    async write(object, bytes) {
      await writeInParts(client, checkedName(object), bytes);
    },
    async *read(object, range) {
      if (range.before <= range.from) return;
      const headers = { range: `bytes=${range.from}-${range.before - 1}` };
      const response = await ask('GET', object, headers);
      yield* exactly(response, object, range);
    },
    async size(object) {
      const response = await ask('HEAD', object);
      return response.status === 404 ? null : Number(response.headers.get('content-length'));
    },
    async remove(object) {
      const response = await ask('DELETE', object);
      await response.body?.cancel();
    },
    async tidy() {},
  };
}

/** The bytes that were asked for and no others, also of a server that knows no ranges. */
async function* exactly(response: Response, object: string, range: Range): AsyncIterable<Uint8Array> {
  if (response.status === 404 || !response.body) throw new ObjectMissing(object);
  let [skip, left] = [response.status === 206 ? 0 : range.from, range.before - range.from];
  for await (const some of response.body) {
    const part = some.subarray(Math.min(skip, some.length)).subarray(0, left);
    skip = Math.max(0, skip - some.length);
    left -= part.length;
    if (part.length > 0) yield part;
    if (left === 0) return;
  }
  throw new ObjectMissing(object);
}
