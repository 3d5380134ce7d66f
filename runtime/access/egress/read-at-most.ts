/** Reads the body of an answer; null: it has more bytes than that, and nothing more is read of it. */
export async function readAtMost(
  body: AsyncIterable<Uint8Array>,
  longest: number,
): Promise<Buffer<ArrayBuffer> | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > longest) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
