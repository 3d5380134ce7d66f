import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3Failure } from './s3-client.ts';
import { partSize } from './s3-parts.ts';
import { openS3Shelf } from './s3-shelf.ts';
import { openS3Server, s3User } from './shelves.suite.ts';

let server: Awaited<ReturnType<typeof openS3Server>>;
beforeAll(async () => {
  server = await openS3Server();
});
afterAll(() => server.close());

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** The server behind a door that answers by itself, as often as it is told to. */
function behind(answers: (() => Promise<Response>)[], options: Partial<typeof s3User> = {}) {
  const asked: string[] = [];
  const shelf = openS3Shelf({
    ...s3User,
    ...options,
    address: `${server.address}/`,
    fetch: async (request) => {
      asked.push(request.method);
      return (answers.shift() ?? (() => fetch(request)))();
    },
  });
  return { shelf, asked };
}

const says =
  (status: number, code = 'SlowDown') =>
  async () =>
    new Response(`<Error><Code>${code}</Code></Error>`, { status });

describe('a shelf that is a bucket', () => {
  it.each([
    ['answers 503 and 500 at first', [says(503), says(500)]],
    ['answers 429 at first', [says(429)]],
    ['is not reached at first', [() => Promise.reject(new Error('ECONNRESET'))]],
  ])('is asked again where it %s', async (_, answers) => {
    const { shelf, asked } = behind([...answers]);
    await shelf.write('object-again', bytes('规矩'));
    expect(asked).toEqual([...answers.map(() => 'PUT'), 'PUT']);
    expect(await shelf.size('object-again')).toBe(6);
  });

  it('tells who asked what when it answers so each time', async () => {
    const { shelf, asked } = behind([says(503), says(503), says(503)]);
    const written = shelf.write('object-never', bytes('a'));
    await expect(written).rejects.toThrow(new S3Failure(503, 'PUT object-never was answered 503 SlowDown'));
    expect(asked).toHaveLength(3);
  });

  it('is not asked again where it refuses', async () => {
    const { shelf, asked } = behind([says(403, 'AccessDenied')]);
    await expect(shelf.size('object-refused')).rejects.toMatchObject({ status: 403 });
    expect(asked).toEqual(['HEAD']);
  });

  it('refuses who does not know the secret', async () => {
    const { shelf } = behind([], { secret: 'another' });
    await expect(shelf.write('object-forged', bytes('a'))).rejects.toThrow('SignatureDoesNotMatch');
  });

  it('a bucket that is gone is a failure of the write, and not of the object', async () => {
    const { shelf } = behind([says(404, 'NoSuchBucket')]);
    await expect(shelf.write('object-nowhere', bytes('a'))).rejects.toThrow('404 NoSuchBucket');
  });

  it('is asked beside a server that put another class in the place of `Response`', async () => {
    const { Response: usual } = globalThis;
    globalThis.Response = class extends usual {};
    try {
      const { shelf } = behind([]);
      await shelf.write('object-beside', bytes('abc'));
      expect(await shelf.size('object-beside')).toBe(3);
    } finally {
      globalThis.Response = usual;
    }
  });

  async function* large(): AsyncIterable<Uint8Array> {
    for (let part = 0; part < 5; part += 1) yield Buffer.alloc(partSize / 2, 'abcde'.charAt(part));
  }

  it('takes what is large part by part, and shows nothing of it before it is whole', async () => {
    const { shelf, asked } = behind([]);
    await shelf.write('object-large', large());
    expect(asked).toEqual(['POST', 'PUT', 'PUT', 'PUT', 'POST']);
    expect(await shelf.size('object-large')).toBe(2.5 * partSize);
    const parts: Buffer[] = [];
    for await (const some of shelf.read('object-large', { from: partSize - 1, before: partSize + 1 }))
      parts.push(Buffer.from(some));
    expect(Buffer.concat(parts).toString()).toBe('bc');
  });

  it('lets go of the parts of what was cut off', async () => {
    const { shelf, asked } = behind([]);
    async function* cut(): AsyncIterable<Uint8Array> {
      yield* large();
      throw new Error('the disk is gone');
    }
    await expect(shelf.write('object-cut', cut())).rejects.toThrow('the disk is gone');
    expect(asked.at(-1)).toBe('DELETE');
    expect(await shelf.size('object-cut')).toBeNull();
  });

  it('is not believed when it could not put the parts together', async () => {
    const { shelf } = behind([
      async () => new Response('<UploadId>1</UploadId>'),
      ...[1, 2, 3].map(() => async () => new Response('', { headers: { etag: '"a"' } })),
      async () => new Response('<Error><Code>InternalError</Code></Error>'),
      async () => new Response(null, { status: 204 }),
    ]);
    await expect(shelf.write('object-apart', large())).rejects.toThrow('was not put together');
  });

  it('that knows no ranges is read all the same', async () => {
    const { shelf } = behind([async () => new Response('0123456789', { status: 200 })]);
    const parts: Buffer[] = [];
    for await (const some of shelf.read('object-whole', { from: 3, before: 7 }))
      parts.push(Buffer.from(some));
    expect(Buffer.concat(parts).toString()).toBe('3456');
  });
});
