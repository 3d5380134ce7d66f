import { hash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { securityHeaders } from './security-headers.ts';

/** Answers what is part of the web UI; null: it is not. */
export type UiFiles = (request: Request) => Response | null;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  json: 'application/json',
  wasm: 'application/wasm',
  ttf: 'font/ttf',
  pfb: 'application/octet-stream',
  bcmap: 'application/octet-stream',
  icc: 'application/octet-stream',
};

/** Frames that have no origin: what they fetch of this server, they fetch as strangers. */
const frames: ReadonlySet<string> = new Set(['/pdf-frame.html', '/code-frame.html']);
/** Opened by strangers, at every address below `/scan/`. */
const scan = '/scan.html';

interface File {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer>;
  readonly tag: string;
  /** Of the file as it was read. */
  readonly stamp: string;
}

/** The built UI: `dist/ui` of the checkout, or the same folder in the package. Undefined when it was not built. */
export function uiFolder(): string | undefined {
  return ['../../../dist/ui', '../../../ui']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((folder) => existsSync(join(folder, 'index.html')) && existsSync(join(folder, 'assets')));
}

/**
 * Files by name, and the one page for every address that is the UI's own. Assets are read once, since their names
 * change with what is in them; the others are read again when they changed, so that a UI built anew is served from
 * the next visit on, without a restart. Pages that are open keep what they loaded.
 */
export function createUiFiles(folder: string, https: boolean): UiFiles {
  const files = new Map<string, File>();
  const file = (path: string): File | null => {
    if (!/^\/(assets\/(pdf-[\d.]+\/)?)?[\w.-]+\.\w+$/.test(path) || path.includes('..')) return null;
    const known = files.get(path);
    if (known && isAsset(path)) return known;
    const stamp = stampOf(join(folder, path));
    // A build under way takes them away for a moment.
    if (known && (stamp === null || stamp === known.stamp)) return known;
    const read = stamp === null ? null : readUiFile(folder, path, stamp);
    // Names that are no files would fill the memory.
    if (read) files.set(path, read);
    return read;
  };
  const [ofPages, ofFrame] = [securityHeaders('page', https), securityHeaders('frame', https)];
  const ofScan = { ...securityHeaders('scan', https), 'x-robots-tag': 'noindex' };
  const headersOf = (path: string) => {
    if (path === scan) return ofScan;
    return frames.has(path) ? ofFrame : ofPages;
  };

  return (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const { pathname } = new URL(request.url);
    if (/^\/(api|ofrep|scim)(\/|$)/.test(pathname)) return null;
    const path = pageOf(pathname);
    const found = file(path);
    if (!found) return null;
    const zipped = request.headers.get('accept-encoding')?.includes('gzip') ?? false;
    const common = {
      ...headersOf(path),
      // They are the same for everybody, and hold nothing that is anybody's.
      ...(isAsset(pathname) ? { 'access-control-allow-origin': '*' } : {}),
      'content-type': found.type,
      etag: found.tag,
      vary: 'accept-encoding',
      // Names of assets change with what is in them.
      'cache-control': isAsset(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (request.headers.get('if-none-match') === found.tag)
      return new Response(null, { status: 304, headers: common });
    return new Response(zipped ? found.zipped : found.bytes, {
      headers: zipped ? { ...common, 'content-encoding': 'gzip' } : common,
    });
  };
}

/** The file for an address: that of its name, or one of the pages. */
function pageOf(pathname: string): string {
  if (/^\/scan\//.test(pathname)) return scan;
  return /\.\w+$/.test(pathname) ? pathname : '/index.html';
}

function isAsset(path: string): boolean {
  return path.startsWith('/assets/');
}

function stampOf(place: string): string | null {
  const stat = statSync(place, { throwIfNoEntry: false });
  return stat?.isFile() ? `${stat.mtimeMs} ${stat.size}` : null;
}

/** Bytes of a file that is packed less tightly: others wait meanwhile. */
const large = 512 * 1024;

function readUiFile(folder: string, path: string, stamp: string): File | null {
  const type = types[path.slice(path.lastIndexOf('.') + 1)];
  if (type === undefined) return null;
  const bytes = new Uint8Array(readFileSync(join(folder, path)));
  return {
    type,
    bytes,
    zipped: new Uint8Array(gzipSync(bytes, { level: bytes.length > large ? 4 : 9 })),
    tag: `"${hash('sha256', bytes, 'base64url').slice(0, 22)}"`,
    stamp,
  };
}
