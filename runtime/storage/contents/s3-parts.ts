import { refused, type S3Client, S3Failure } from './s3-client.ts';

/** Bytes of a part: so many are in memory at once, and ten thousand parts are an object of 160 GB. */
export const partSize = 16 * 1024 * 1024;

/** Puts an object into a bucket: at once where it is small, else part by part, of which nothing is seen before the end. */
export async function writeInParts(
  client: S3Client,
  object: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const parts = partsOf(bytes);
  const first = await parts.next();
  const second = await parts.next();
  if (second.done) {
    await put(client, object, first.value ?? new Uint8Array());
    return;
  }
  const upload = await begin(client, object);
  try {
    const tags: string[] = [];
    const send = async (part: Uint8Array<ArrayBuffer>) => {
      const of = `${object}?partNumber=${tags.length + 1}&uploadId=${upload}`;
      tags.push((await put(client, of, part)).headers.get('etag') ?? '');
    };
    await send(first.value as Uint8Array<ArrayBuffer>);
    await send(second.value);
    for await (const part of parts) await send(part);
    await finish(client, `${object}?uploadId=${upload}`, tags);
  } catch (error) {
    const given = await client.ask('DELETE', `${object}?uploadId=${upload}`).catch(() => null);
    await given?.body?.cancel();
    throw error;
  }
}

async function* partsOf(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  let [some, size]: [Uint8Array[], number] = [[], 0];
  for await (const one of bytes) {
    some.push(one);
    size += one.length;
    if (size < partSize) continue;
    yield Buffer.concat(some);
    [some, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(some);
}

async function put(client: S3Client, object: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  const response = await client.ask('PUT', object, { body });
  if (response.status === 404) throw await refused(response, `PUT ${object.replace(/\?.*/, '')}`);
  await response.body?.cancel();
  return response;
}

async function begin(client: S3Client, object: string): Promise<string> {
  const response = await client.ask('POST', `${object}?uploads=`);
  if (response.status === 404) throw await refused(response, `POST ${object}`);
  const [, upload] = /<UploadId>([^<]+)<\/UploadId>/.exec(await response.text()) ?? [];
  if (upload === undefined) throw new S3Failure(response.status, `POST ${object} was answered without an id`);
  return encodeURIComponent(upload);
}

/** A server that failed while it put the parts together has answered 200 by then. */
async function finish(client: S3Client, of: string, tags: readonly string[]): Promise<void> {
  const listed = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
  const body = `<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`;
  const response = await client.ask('POST', of, { body });
  const said = await response.text();
  const object = of.replace(/\?.*/, '');
  if (response.status === 404 || said.includes('<Error>'))
    throw new S3Failure(response.status, `POST ${object} was not put together`);
}
