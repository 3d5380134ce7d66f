import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

/** Bytes. Shorter texts go out as quickly as they are. */
const least = 4_096;
const slabSize = 1 << 20;

let slab = Buffer.alloc(0);
let used = 0;

/**
 * A long text as bytes: written once to where it is sent from, instead of measured, joined to its headers and
 * written then. Each answer keeps its part of the slab until it is sent; nobody else writes there.
 */
export function textBytes(text: string): string | Uint8Array<ArrayBuffer> {
  const most = text.length * 3;
  if (text.length < least || most > slabSize / 2) return text;
  if (used + most > slab.length) {
    slab = Buffer.allocUnsafeSlow(slabSize);
    used = 0;
  }
  const from = used;
  used += slab.write(text, from);
  return slab.subarray(from, used);
}

type Bytes = Uint8Array<ArrayBuffer>;

/** An answer as it travels, and what it is packed in. */
interface Packed {
  readonly encoding: 'br' | 'gzip';
  /** At once where that takes no longer than handing it to another thread. */
  readonly bytes: Bytes | Promise<Bytes>;
}

/** Bytes: below, packing gains less than its header. */
const leastPacked = 1024;
/** Bytes that are packed at once: a fifth of a millisecond. */
const mostAtOnce = 64 * 1024;

const brotliLater = promisify(brotliCompress);
const gzipLater = promisify(gzip);
/** The quickest: on answers of JSON the better ones take five times as long for a tenth less. */
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** A text packed as the caller says he can unpack it; undefined: it travels as it is. */
export function pack(content: string | Uint8Array, accepted: string | null): Packed | undefined {
  if (accepted === null || content.length < leastPacked / 3) return undefined;
  const encoding = takes(accepted, 'br') ? 'br' : takes(accepted, 'gzip') ? 'gzip' : undefined;
  if (encoding === undefined) return undefined;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.byteLength < leastPacked) return undefined;
  if (bytes.byteLength <= mostAtOnce) {
    const packed = encoding === 'br' ? brotliCompressSync(bytes, quick) : gzipSync(bytes, { level: 1 });
    return { encoding, bytes: packed as Bytes };
  }
  const packing = encoding === 'br' ? brotliLater(bytes, quick) : gzipLater(bytes, { level: 1 });
  return { encoding, bytes: packing as Promise<Bytes> };
}

/** A file that is sent as it is read, packed on its way. */
export function packStream(content: ReadableStream<Uint8Array>, accepted: string) {
  if (!takes(accepted, 'gzip')) return undefined;
  const packing = new CompressionStream('gzip') as unknown as TransformStream<Uint8Array, Uint8Array>;
  return { encoding: 'gzip', bytes: content.pipeThrough(packing) } as const;
}

/** `br;q=0` takes no br. */
function takes(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((part) => {
    const [name = '', weight = ''] = part.split(';').map((each) => each.trim().toLowerCase());
    return name === encoding && !/^q=0(\.0*)?$/.test(weight);
  });
}
