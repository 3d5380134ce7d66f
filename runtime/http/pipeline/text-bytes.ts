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
