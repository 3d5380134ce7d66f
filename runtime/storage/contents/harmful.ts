import type { Problem } from '../../../metadata/common/issue.ts';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { unpackedSize } from './unpacked-size.ts';
import type { Readable } from './zip-list.ts';

/** What is judged of a content before it is whole. */
export interface Arrived extends Readable {
  readonly name: string;
  readonly type: string;
}

/** Tells how large a picture is by its beginning; null: it does not know. */
export type Measure = (
  bytes: Uint8Array,
) => Promise<{ readonly width: number; readonly height: number } | null>;

/** Pixels that a picture may have: what is larger takes more memory to be shown than anybody has for it. */
export const mostPixels = 100_000_000;

/** Megabytes to which a packed file may unpack, and how many times its size where that is more than the first. */
const [harmless, mostUnpacked, mostTimes] = [200, 4096, 100];
const megabyte = 1024 * 1024;

/** Bytes by which a picture is measured; where they do not do, all of it, unless it is larger than the second. */
const [measuringBytes, measuredWhole] = [megabyte, 64 * megabyte];

/** Bytes at both ends that tell what else a content would be. */
const headBytes = 1024;

const pictures: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'webp', 'tiff', 'heic', 'bmp']);
const packed: ReadonlySet<string> = new Set(['zip', 'xlsx', 'docx', 'pptx', 'ofd']);

type Harm = Omit<Problem, 'path'>;

/**
 * Why a content would harm whoever opens it, whatever a field takes: it is two things at once, a picture of too many
 * pixels, or unpacks to far more than it is. Null: it would not.
 */
export async function harmOf(arrived: Arrived, measure: Measure): Promise<Harm | null> {
  return (
    (await secondNature(arrived)) ?? (await tooManyPixels(arrived, measure)) ?? (await unpacksTooFar(arrived))
  );
}

/** A program that reads a file from its end, or looks for its own mark only, would take it for something else. */
async function secondNature({ name, type, size, read }: Arrived): Promise<Harm | null> {
  if (!pictures.has(type) && type !== 'pdf') return null;
  const start = Buffer.from(await read({ from: 0, before: Math.min(size, headBytes) })).toString('latin1');
  const also = /<(?:!doctype|html|script|svg|body|\?php)[\s>]|<\?php/i.test(start)
    ? 'html'
    : type !== 'pdf' && start.includes('%PDF-')
      ? 'pdf'
      : type === 'gif' && start.slice(6, 8) === '/*'
        ? 'other'
        : (await unpackedSize({ size, read })) !== null
          ? 'zip'
          : null;
  if (also === null) return null;
  return {
    code: 'file-two-things',
    params: { name, type: { ...fileType(type).label }, also: { ...fileType(also).label } },
  };
}

async function tooManyPixels({ name, type, size, read }: Arrived, measure: Measure): Promise<Harm | null> {
  if (!pictures.has(type)) return null;
  let found = await measure(await read({ from: 0, before: Math.min(size, measuringBytes) }));
  if (!found && size > measuringBytes && size <= measuredWhole)
    found = await measure(await read({ from: 0, before: size }));
  const pixels = found ? found.width * found.height : 0;
  if (!found || pixels <= mostPixels) return null;
  const { width, height } = found;
  return { code: 'picture-too-many-pixels', params: { name, width, height, most: mostPixels / 1_000_000 } };
}

async function unpacksTooFar({ name, type, size, read }: Arrived): Promise<Harm | null> {
  if (!packed.has(type)) return null;
  const unpacked = await unpackedSize({ size, read });
  if (unpacked === null || unpacked <= harmless * megabyte) return null;
  const isFar = unpacked > mostTimes * size || unpacked > mostUnpacked * megabyte;
  if (!isFar) return null;
  return {
    code: 'file-unpacks-too-far',
    params: { name, unpacked: Math.round(unpacked / megabyte), packed: Math.ceil(size / megabyte) },
  };
}
