import type { Hmac } from 'node:crypto';

export async function* watched(bytes: AsyncIterable<Uint8Array>, address: Hmac): AsyncIterable<Uint8Array> {
  for await (const some of bytes) {
    // A piece of a request is small: hashing one takes less than a millisecond.
    address.update(some);
    yield some;
  }
}

export class TooLong extends Error {}

export async function* atMost(bytes: AsyncIterable<Uint8Array>, most: number): AsyncIterable<Uint8Array> {
  let left = most;
  for await (const some of bytes) {
    left -= some.length;
    if (left < 0) throw new TooLong();
    yield some;
  }
}

export async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

export async function together(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const some of bytes) parts.push(some);
  return Buffer.concat(parts);
}
