import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openS3Shelf, S3Failure } from './s3-shelf.ts';
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

  it('that knows no ranges is read all the same', async () => {
    const { shelf } = behind([async () => new Response('0123456789', { status: 200 })]);
    const parts: Buffer[] = [];
    for await (const some of shelf.read('object-whole', { from: 3, before: 7 }))
      parts.push(Buffer.from(some));
    expect(Buffer.concat(parts).toString()).toBe('3456');
  });
});
