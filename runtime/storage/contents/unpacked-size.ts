import { entriesOf, type Readable, readZipList } from './zip-list.ts';

/** Bytes of a list of entries that is read: some hundred thousand of them. */
const mostListed = 16 * 1024 * 1024;
/** Bytes of one whose list tells no size that is so small as to be said there. */
const beyond = 2 ** 33;

/**
 * The bytes to which a zip unpacks, as the list at its end says; null: it is none, whatever stands before. Who reads a
 * zip must bound what he unpacks all the same, since a list may lie.
 */
export async function unpackedSize(content: Readable): Promise<number | null> {
  const list = await readZipList(content, mostListed);
  if (list === 'none') return null;
  if (list === 'large') return beyond;
  let sum = 0;
  for (const entry of entriesOf(list)) {
    if (!entry) return null;
    // An entry of 4 GiB and more tells its size elsewhere.
    sum += entry.unpacked === 0xffff_ffff ? 2 ** 32 : entry.unpacked;
  }
  return sum;
}
