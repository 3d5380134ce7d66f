import { setTimeout as sleep } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { currentSpan, span } from '../../common/traces/trace.ts';

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

interface Init {
  readonly body?: Uint8Array<ArrayBuffer> | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks for objects of a bucket, by their names with what is asked of them; again where that came to nothing. */
export interface S3Client {
  /** Address of the bucket. */
  readonly place: string;
  /** An answer that is fine, or one that nothing is there; another is thrown. */
  ask(method: string, object: string, init?: Init): Promise<Response>;
}

export function createS3Client({ address, region, keyId, secret, ...how }: S3Options): S3Client {
  const client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region });
  const { patience = 60_000, pause = 200 } = how;
  const place = address.replace(/\/+$/, '');
  async function once(method: string, object: string, init: Init): Promise<Response> {
    const url = `${place}/${object}`;
    const request = await client.sign(url, { method, ...init, signal: AbortSignal.timeout(patience) });
    // Which object it is stays with the server that keeps it; the headers of traces are no part of what is signed.
    const { hostname } = new URL(place);
    const about = { 'http.request.method': method, 'server.address': hostname };
    return span(
      method,
      about,
      async (own) => {
        for (const [name, value] of Object.entries((own ?? currentSpan())?.headers ?? {}))
          request.headers.set(name, value);
        const response = await how.fetch(request);
        own?.set({ 'http.response.status_code': response.status });
        return response;
      },
      'client',
    );
  }
  async function ask(method: string, object: string, init: Init = {}): Promise<Response> {
    const asked = `${method} ${object.replace(/\?.*/, '')}`;
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
  return { place, ask };
}

export async function refused(response: Response, asked: string): Promise<S3Failure> {
  const said = (await response.text().catch(() => '')).slice(0, 500);
  const [, code = ''] = /<Code>([\w.]+)<\/Code>/.exec(said) ?? [];
  return new S3Failure(response.status, `${asked} was answered ${[response.status, code].join(' ').trim()}`);
}

function unanswered(error: unknown, asked: string): S3Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return new S3Failure(null, `${asked} was not answered: ${reason}`);
}
