import { hash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { securityHeaders } from './security-headers.ts';

/** Answers what is part of the web UI; null: it is not. */
export type UiFiles = (request: Request) => Response | null;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
};

interface File {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
  readonly tag: string;
}

/** The built UI: `dist/ui` of the checkout, or the same folder in the package. Undefined when it was not built. */
export function uiFolder(): string | undefined {
  return ['../../dist/ui', '../../ui']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((folder) => existsSync(join(folder, 'index.html')) && existsSync(join(folder, 'assets')));
}

/** Files by name, and the one page for every address that is the UI's own. Each is read once. */
export function createUiFiles(folder: string, https: boolean): UiFiles {
  const files = new Map<string, File | null>();
  const file = (path: string): File | null => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const read =
      /^\/(assets\/)?[\w.-]+\.\w+$/.test(path) && !path.includes('..') ? readUiFile(folder, path) : null;
    // Names that are no files would fill the memory.
    if (read) files.set(path, read);
    return read;
  };
  const headers = securityHeaders('page', https);

  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const { pathname } = new URL(request.url);
    if (/^\/(api|ofrep)(\/|$)/.test(pathname)) return null;
    const isPage = !/\.\w+$/.test(pathname);
    const found = file(isPage ? '/index.html' : pathname);
    if (!found) return null;
    const zipped = request.headers.get('accept-encoding')?.includes('gzip') ?? false;
    const common = {
      ...headers,
      'content-type': found.type,
      etag: found.tag,
      vary: 'accept-encoding',
      // Names of assets change with what is in them.
      'cache-control': pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (request.headers.get('if-none-match') === found.tag)
      return new Response(null, { status: 304, headers: common });
    return new Response(zipped ? found.zipped : found.bytes, {
      headers: zipped ? { ...common, 'content-encoding': 'gzip' } : common,
    });
  };
}

function readUiFile(folder: string, path: string): File | null {
  const type = types[path.slice(path.lastIndexOf('.') + 1)];
  const place = join(folder, path);
  if (type === undefined || !existsSync(place)) return null;
  const bytes = new Uint8Array(readFileSync(place));
  return {
    type,
    bytes,
    zipped: new Uint8Array(gzipSync(bytes, { level: 9 })),
    tag: `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`,
  };
}
