import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Content, readContent, sizeOf } from './content.ts';
import { mostInObject, receive } from './receive.ts';
import { pieceSize } from './sealed-pieces.ts';
import { ObjectMissing, type Shelf } from './shelf.ts';
import { shelves, type TestShelf } from './shelves.suite.ts';

/** Bytes that say where they stand, so that none can be taken for another. */
function sample(size: number, seed: number): Buffer {
  const bytes = Buffer.alloc(size, seed + 1);
  for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE((seed << 28) + at, at);
  return bytes;
}

async function* inParts(bytes: Uint8Array, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] || 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function all(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const some of bytes) parts.push(some);
  return Buffer.concat(parts);
}

let names = 0;
const newName = () => {
  names += 1;
  return `object-${String(names).padStart(6, '0')}`;
};

async function put(shelf: Shelf, requests: readonly AsyncIterable<Uint8Array>[], key: Uint8Array | null) {
  let content: Content = { objects: [], key };
  for (const bytes of requests)
    await receive(bytes, {
      shelf,
      content: () => content,
      newName,
      begun: async () => {},
      noted: async (object) => {
        content = { ...content, objects: [...content.objects, object] };
      },
    });
  return content;
}

const sizes = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: pieceSize - 2, max: pieceSize + 2 }),
  fc.integer({ min: 2 * pieceSize - 1, max: 3 * pieceSize }),
);
const portions = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 4 });

describe.each(Object.keys(shelves))('contents on %s', (kind) => {
  let own: TestShelf;
  let shelf: Shelf;
  beforeAll(async () => {
    const open = shelves[kind];
    if (!open) throw new Error(kind);
    own = await open();
    ({ shelf } = own);
  });
  afterAll(() => own.close());

  it('any part of what came in any requests is read as it came, sealed or not', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(sizes, portions), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        fc.array(
          fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        async (requests, isSealed, parts) => {
          const sent = requests.map(([size], at) => sample(size, at));
          const whole = Buffer.concat(sent);
          const content = await put(
            shelf,
            sent.map((bytes, at) => inParts(bytes, requests[at]?.[1] ?? [1])),
            isSealed ? randomBytes(32) : null,
          );
          expect(sizeOf(content)).toBe(whole.length);
          for (const [one, other] of [...parts, [0, 1] as const]) {
            const [from, before] = [one, other]
              .map((at) => Math.round(at * whole.length))
              .sort((a, b) => a - b);
            const part = await all(readContent(shelf, content, { from: from ?? 0, before: before ?? 0 }));
            expect(part.equals(whole.subarray(from, before))).toBe(true);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('what is long stands under several names, and a part of it is read from those it stands in', async () => {
    const bytes = sample(mostInObject + 10, 1);
    const content = await put(shelf, [inParts(bytes, [1_000_000])], randomBytes(32));
    expect(content.objects.map(({ size }) => size)).toEqual([mostInObject, 10]);
    const [first] = content.objects;
    await shelf.remove(first?.name ?? '');
    const end = { from: mostInObject + 2, before: mostInObject + 10 };
    expect((await all(readContent(shelf, content, end))).equals(bytes.subarray(mostInObject + 2))).toBe(true);
    const over = all(readContent(shelf, content, { ...end, from: mostInObject - 1 }));
    await expect(over).rejects.toThrow(ObjectMissing);
  });

  it('what came before a request broke off stays, and the failure is told', async () => {
    const noted: number[] = [];
    const broken = (async function* () {
      yield sample(70_000, 1);
      throw new Error('gone');
    })();
    const receiving = receive(broken, {
      shelf,
      content: () => ({ objects: [], key: null }),
      newName,
      begun: async () => {},
      noted: async ({ size }) => void noted.push(size),
    });
    await expect(receiving).rejects.toThrow('gone');
    expect(noted).toEqual([70_000]);
  });

  it('an empty request leaves nothing', async () => {
    expect(await put(shelf, [inParts(new Uint8Array(), [1])], null)).toEqual({ objects: [], key: null });
  });

  it('a sealed object is nowhere readable, and told where it was changed', async () => {
    const text = '纳税人识别号'.repeat(8_000);
    const content = await put(shelf, [inParts(Buffer.from(text), [50_000])], randomBytes(32));
    const [object] = content.objects;
    const name = object?.name ?? '';
    const size = (await shelf.size(name)) ?? 0;
    const kept = await all(shelf.read(name, { from: 0, before: size }));
    expect(kept.includes('纳税人')).toBe(false);
    const moved = [kept.subarray(pieceSize + 16, 2 * (pieceSize + 16)), kept.subarray(0, pieceSize + 16)];
    for (const [harmed, why] of [
      [flipped(kept, 5), 'a changed byte'],
      [kept.subarray(0, size - 1), 'a lost end'],
      [Buffer.concat([...moved, kept.subarray(2 * (pieceSize + 16))]), 'pieces in another order'],
    ] as const) {
      const other = newName();
      await shelf.write(other, inParts(harmed, [harmed.length]));
      const spoilt: Content = { ...content, objects: [{ name: other, size: sizeOf(content) }] };
      const read = all(readContent(shelf, spoilt, { from: 0, before: sizeOf(content) }));
      await expect(read, why).rejects.toThrow(ObjectMissing);
    }
    const elsewhere: Content = { ...content, objects: [{ name: newName(), size: 1 }, ...content.objects] };
    await expect(all(readContent(shelf, elsewhere, { from: 1, before: 9 }))).rejects.toThrow(ObjectMissing);
  });

  it('a name that nothing stands under has no size and no bytes, and is taken away in peace', async () => {
    const name = newName();
    expect(await shelf.size(name)).toBe(null);
    await shelf.remove(name);
    await expect(all(shelf.read(name, { from: 0, before: 1 }))).rejects.toThrow(ObjectMissing);
    await shelf.write(name, inParts(Buffer.from('abc'), [1]));
    expect(await shelf.size(name)).toBe(3);
    await expect(all(shelf.read(name, { from: 2, before: 4 }))).rejects.toThrow(ObjectMissing);
    await shelf.remove(name);
    expect(await shelf.size(name)).toBe(null);
  });

  it('a write that fails leaves nothing under its name', async () => {
    const name = newName();
    const failing = (async function* () {
      yield Buffer.from('half');
      throw new Error('no more');
    })();
    await expect(shelf.write(name, failing)).rejects.toThrow('no more');
    expect(await shelf.size(name)).toBe(null);
  });

  it.each(['../../etc/passwd', 'a/b', 'UPPER-CASE', '', 'short', `${'x'.repeat(101)}`])(
    'the name %j is none',
    async (name) => {
      await expect(shelf.write(name, inParts(new Uint8Array(1), [1]))).rejects.toThrow(
        'no name of an object',
      );
      await expect(shelf.size(name)).rejects.toThrow('no name of an object');
    },
  );
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
}
