import { setTimeout as sleep } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { checkedName, ObjectMissing, type Range, type Shelf } from './shelf.ts';

/** A bucket of a server that speaks the protocol of S3, as whoever runs Guiju named it. */
export interface S3Options {
  /** Address of the server with its bucket, and a folder in it if there is one: `https://s3.example.com/guiju`. */
  readonly address: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  /** The door out of the house. */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Milliseconds that one request may take. Default: as usual. */
  readonly patience?: number;
  /** Milliseconds before it is tried again. Default: as usual. */
  readonly pause?: number;
}

/** Times that a request is sent that came to nothing, for no fault of its own. */
const tries = 3;

/** The server did not do what it was asked. */
export class S3Failure extends Error {
  readonly status: number | null;

  constructor(status: number | null, said: string) {
    super(said);
    this.name = 'S3Failure';
    this.status = status;
  }
}

/**
 * A bucket as a shelf. Whatever is there is whole, as the protocol has it: what is cut off was never put there. An
 * object is sent in one piece with its length and digest, so it is kept in memory until then.
 */
export function openS3Shelf({ address, region, keyId, secret, ...how }: S3Options): Shelf {
  const client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region });
  const { patience = 60_000, pause = 200 } = how;
  const place = address.replace(/\/+$/, '');
  async function once(method: string, object: string, init: Init): Promise<Response> {
    const url = `${place}/${checkedName(object)}`;
    const request = await client.sign(url, { method, ...init, signal: AbortSignal.timeout(patience) });
    return how.fetch(request);
  }
  async function ask(method: string, object: string, init: Init = {}): Promise<Response> {
    const asked = `${method} ${object}`;
    for (let left = tries - 1; ; left -= 1) {
      const answer = await once(method, object, init).catch((error: unknown) => unanswered(error, asked));
      // Not by its class: a server of HTTP beside it may have put another in the place of `Response`.
      const response = answer instanceof S3Failure ? null : answer;
      if (response && (response.ok || response.status === 404)) return response;
      const isRefused = response !== null && response.status !== 429 && response.status < 500;
      if (left === 0 || isRefused) throw response ? await refused(response, asked) : answer;
      await response?.body?.cancel();
      await sleep(pause * (tries - left));
    }
  }
  return {
    name: place,
    async write(object, bytes) {
      const parts: Uint8Array[] = [];
      for await (const some of bytes) parts.push(some);
      const body = Buffer.concat(parts);
      const response = await ask('PUT', object, { body });
      if (response.status === 404) throw await refused(response, `PUT ${object}`);
      await response.body?.cancel();
    },
    async *read(object, range) {
      if (range.before <= range.from) return;
      const headers = { range: `bytes=${range.from}-${range.before - 1}` };
      const response = await ask('GET', object, { headers });
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

interface Init {
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
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

async function refused(response: Response, asked: string): Promise<S3Failure> {
  const said = (await response.text().catch(() => '')).slice(0, 500);
  const [, code = ''] = /<Code>([\w.]+)<\/Code>/.exec(said) ?? [];
  return new S3Failure(response.status, `${asked} was answered ${[response.status, code].join(' ').trim()}`);
}

function unanswered(error: unknown, asked: string): S3Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new S3Failure(null, `${asked} was not answered: ${reason}`);
}
