const piece = 64 * 1024;

/** Bytes that are at hand, as they would come from somewhere: a piece at a time. */
export async function* inPieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
}
