import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { isObject } from '../../../metadata/common/json.ts';
import { writeTarball } from '../tarball/write-tarball.ts';

/** The ways in which a test has a registry behave otherwise than it should. */
export interface Mischief {
  /** The address to which whoever asks for a tarball is sent on. */
  readonly moves?: string;
  /** Where it says tarballs are. Default: with itself. */
  readonly tarballs?: string;
  readonly integrity?: string;
  /** Instead of the tarball. */
  readonly sends?: Uint8Array;
  /** Instead of the document. */
  readonly says?: string;
  readonly status?: number;
  /** Nothing is answered. */
  readonly hangs?: boolean;
}

/** An npm registry as small as can be, on loopback, below `/npm/`. */
export interface SmallRegistry {
  readonly url: string;
  readonly asked: readonly { readonly path: string; readonly authorization: string | undefined }[];
  publish(files: JsonObject, beside?: JsonObject): Promise<void>;
  publishPacked(manifest: JsonObject, bytes: Uint8Array): void;
  /** Until it is told otherwise. */
  does(mischief: Mischief): void;
  close(): Promise<void>;
}

/** `token` default: everybody may read. */
export async function openSmallRegistry(token?: string): Promise<SmallRegistry> {
  const packages = new Map<string, Map<string, { said: JsonObject; bytes: Uint8Array }>>();
  const asked: { path: string; authorization: string | undefined }[] = [];
  let mischief: Mischief = {};
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    asked.push({ path, authorization: request.headers.authorization });
    const { status, type, body, location } = answerTo(request, path);
    if (mischief.hangs) return;
    response.writeHead(status, { 'content-type': type, ...(location && { location }) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/npm/`;

  function answerTo(request: IncomingMessage, path: string): Sent {
    const json = (content: Json): Sent => ({
      status: 200,
      type: 'application/json',
      body: JSON.stringify(content),
    });
    if (token !== undefined && request.headers.authorization !== `Bearer ${token}`)
      return { status: 401, type: 'text/plain', body: 'who are you?' };
    if (mischief.status) return { status: mischief.status, type: 'text/plain', body: 'not now' };
    if (path === '/npm/-/v1/search') return json({ objects: found(request) });
    const [, name = '', file] = /^\/npm\/(.+?)(?:\/-\/(.+)\.tgz)?$/.exec(path) ?? [];
    const versions = packages.get(name);
    if (!versions) return { status: 404, type: 'application/json', body: '{"error":"Not found"}' };
    if (file === undefined) return mischief.says === undefined ? json(document(name, versions)) : text();
    if (mischief.moves) return { status: 302, type: 'text/plain', body: '', location: mischief.moves };
    const bytes = mischief.sends ?? versions.get(file)?.bytes ?? new Uint8Array();
    return { status: 200, type: 'application/octet-stream', body: bytes };
  }
  function publishPacked(said: JsonObject, bytes: Uint8Array): void {
    const name = String(said['name']);
    const versions = packages.get(name) ?? new Map();
    packages.set(name, versions.set(String(said['version']), { said, bytes }));
  }
  const text = (): Sent => ({ status: 200, type: 'application/json', body: mischief.says ?? '' });

  function found(request: IncomingMessage): Json {
    const wanted = new URL(request.url ?? '/', 'http://x').searchParams.get('text') ?? '';
    return [...packages]
      .filter(([name]) => name.includes(wanted))
      .map(([name, versions]) => ({ package: { name, version: [...versions.keys()].at(-1) ?? '' } }));
  }

  function document(name: string, versions: NonNullable<ReturnType<typeof packages.get>>): Json {
    const own = [...versions].map(([version, { said, bytes }]): [string, Json] => {
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
      const dist = {
        tarball: mischief.tarballs ?? `${url}${name}/-/${version}.tgz`,
        integrity: mischief.integrity ?? `sha1-abc ${integrity}`,
      };
      return [version, { ...said, dist }];
    });
    const latest = [...versions.keys()].findLast((version) => !version.includes('-')) ?? '';
    return { name, 'dist-tags': { latest }, versions: Object.fromEntries(own) };
  }

  return {
    url,
    asked,
    async publish(files, beside = {}) {
      const manifest = files['package.json'];
      if (!isObject(manifest)) throw new Error('no manifest');
      const contents = Object.entries(files).map(
        ([path, content]) =>
          [
            path,
            Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, null, 2)),
          ] as const,
      );
      publishPacked({ ...manifest, ...beside }, await writeTarball(new Map(contents)));
    },
    publishPacked,
    does: (next) => {
      mischief = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Sent {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly location?: string;
}
