import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { createTarDecoder, type TarHeader } from 'modern-tar';
import type { Json } from '../../../metadata/common/json.ts';
import { createSlices } from '../../common/time-slices.ts';

/** The fault for which a tarball, or a file in it, is not read. */
export interface TarballFault {
  readonly code: string;
  /** Inside the package; empty: the tarball itself. */
  readonly file: string;
  readonly params: Readonly<Record<string, Json>>;
}

export interface ReadTarball {
  /** By path inside the package. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly faults: readonly TarballFault[];
}

/** More or larger than this is no package. */
export const tarballLimits = {
  zipped: 20 * 1024 * 1024,
  bytes: 64 * 1024 * 1024,
  file: 8 * 1024 * 1024,
  files: 5_000,
  depth: 6,
  path: 200,
};

const unzip = promisify(gunzip);

/**
 * The files of a package in npm's format, kept in memory: nothing is written to a disk, nothing runs, and whatever
 * is no plain file below `package/` is a fault. After a fault of the tarball itself nothing further is read.
 */
export async function readTarball(bytes: Uint8Array, limits = tarballLimits): Promise<ReadTarball> {
  const files = new Map<string, Uint8Array>();
  const faults: TarballFault[] = [];
  const fault = (code: string, file = '', params: TarballFault['params'] = {}) =>
    void faults.push({ code, file, params });
  const whole = await unpacked(bytes, limits);
  if ('code' in whole) return { files, faults: [whole] };
  const names = new Set<string>();
  const { breathe } = createSlices();
  try {
    for await (const { header, body } of entriesOf(whole.tar)) {
      await breathe();
      const path = pathOf(header);
      const wrong = headerFault(header, path, limits) ?? (path !== null && nameTaken(path, names));
      if (wrong) fault(wrong.code, path ?? header.name, wrong.params);
      if (path === null || wrong) {
        await body.cancel();
        continue;
      }
      if (files.size === limits.files) {
        fault('package-too-many-files', path, { files: limits.files });
        break;
      }
      files.set(path, new Uint8Array(await new Response(body).arrayBuffer()));
    }
  } catch {
    fault('tarball-damaged');
  }
  return { files, faults };
}

async function unpacked(
  bytes: Uint8Array,
  limits: typeof tarballLimits,
): Promise<TarballFault | { readonly tar: Uint8Array }> {
  if (bytes.length > limits.zipped)
    return { code: 'tarball-too-large', file: '', params: { size: bytes.length, limit: limits.zipped } };
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { code: 'tarball-none', file: '', params: {} };
  try {
    return { tar: await unzip(bytes, { maxOutputLength: limits.bytes }) };
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return tooLarge
      ? { code: 'tarball-unpacks-too-large', file: '', params: { limit: limits.bytes } }
      : { code: 'tarball-damaged', file: '', params: {} };
  }
}

function entriesOf(tar: Uint8Array) {
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(tar);
      controller.close();
    },
  });
  return source.pipeThrough(createTarDecoder({ strict: true }));
}

/** Inside the package; null: a folder, which stands for itself in the paths of its files. */
function pathOf({ name, type }: TarHeader): string | null {
  if (type === 'directory') return null;
  // npm's own tarballs have `package/`; some tools write the name of the project there.
  const at = name.indexOf('/');
  return at === -1 ? name : name.slice(at + 1);
}

interface Wrong {
  readonly code: string;
  readonly params?: TarballFault['params'];
}

function headerFault(header: TarHeader, path: string | null, limits: typeof tarballLimits): Wrong | null {
  if (path === null) return null;
  const { type = 'file', size, name } = header;
  if (type !== 'file') return { code: 'tarball-no-file', params: { type } };
  const steps = path.split('/');
  if (
    !isPlain(name) ||
    path === '' ||
    path === name ||
    steps.some((step) => step === '' || step.startsWith('.'))
  )
    return { code: 'tarball-path' };
  if (path.length > limits.path) return { code: 'tarball-path-long', params: { limit: limits.path } };
  if (steps.length > limits.depth) return { code: 'package-too-deep', params: { depth: limits.depth } };
  if (size > limits.file) return { code: 'package-file-too-large', params: { size, limit: limits.file } };
  return null;
}

/** A name that means the same to every file system: nothing that climbs, no drive, nothing unseen. */
function isPlain(name: string): boolean {
  return /^[A-Za-z0-9@_][A-Za-z0-9@_.+ -]*(\/[A-Za-z0-9@_][A-Za-z0-9@_.+ -]*)*$/.test(name);
}

/** Some file systems tell `A` and `a` apart, others do not. */
function nameTaken(path: string, names: Set<string>): Wrong | null {
  const folded = path.toLowerCase();
  if (names.has(folded)) return { code: 'tarball-file-twice' };
  names.add(folded);
  return null;
}
