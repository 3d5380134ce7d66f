import { ObjectMissing, type Shelf } from './shelf.ts';

/** In memory, for a tenant that lives no longer than what is tried in it; what was kept elsewhere is not there. */
export function openMemoryShelf(): Shelf {
  const kept = new Map<string, Buffer>();
  return {
    name: 'memory',
    async write(object, bytes) {
      const parts: Uint8Array[] = [];
      for await (const some of bytes) parts.push(some);
      kept.set(object, Buffer.concat(parts));
    },
    async *read(object, { from, before }) {
      const bytes = kept.get(object);
      if (!bytes) throw new ObjectMissing(object);
      yield bytes.subarray(from, before);
    },
    size: async (object) => kept.get(object)?.length ?? null,
    async remove(object) {
      kept.delete(object);
    },
    async tidy() {},
  };
}
