import type { OpenFile } from '../../../storage/contents/contents.ts';
import { SheetFailure, sheetLimits } from '../book/sheet.ts';
import { BrokenEntry, listZip, readEntryOf, type ZipEntry } from './open-zip.ts';

/** Files that came with a workbook, which its cells name by their places. */
export interface FilesBeside {
  /** As a cell says it: with either slash, whatever its case. */
  find(said: string): ZipEntry | undefined;
  read(entry: ZipEntry): AsyncIterable<Uint8Array>;
}

interface Unpacked {
  /** The workbook or csv of the zip, and its name. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly beside: FilesBeside;
}

/** A zip with one workbook and its files; also a workbook that nobody took for one by its first bytes. */
export async function openImportedZip(zip: OpenFile): Promise<Unpacked> {
  const entries = await listZip(zip);
  const isBook = entries.some(({ path }) => path === 'xl/workbook.xml');
  if (isBook) return { name: zip.name, bytes: await whole(zip.read(), zip), beside: none };
  const folder = commonFolder(entries);
  const within = (path: string) => path.slice(folder.length);
  const books = entries.filter(({ path }) => /^[^/]+\.(?:xlsx|csv)$/i.test(within(path)));
  const [book, other] = books;
  if (!book) throw new SheetFailure('zip-no-workbook');
  if (other)
    throw new SheetFailure('zip-workbooks', { names: books.slice(0, 5).map(({ path }) => within(path)) });
  const byPlace = new Map(entries.map((entry) => [placeOf(within(entry.path)), entry]));
  return {
    name: within(book.path),
    bytes: await whole(readEntryOf(zip, book), book),
    beside: {
      find: (said) => byPlace.get(placeOf(said)),
      read: (entry) => readEntryOf(zip, entry),
    },
  };
}

const none: FilesBeside = {
  find: () => undefined,
  async *read() {},
};

function placeOf(path: string): string {
  return path
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '')
    .toLowerCase();
}

/** Whoever packs a folder has all of it in one: the folder is no part of the places then. */
function commonFolder(entries: readonly ZipEntry[]): string {
  const [first] = entries;
  const folder = /^[^/]+\//.exec(first?.path ?? '')?.[0];
  return folder !== undefined && entries.every(({ path }) => path.startsWith(folder)) ? folder : '';
}

async function whole(
  bytes: AsyncIterable<Uint8Array>,
  { size }: { readonly size: number },
): Promise<Uint8Array<ArrayBuffer>> {
  if (size > sheetLimits.bytes)
    throw new SheetFailure('sheet-too-large', { limit: sheetLimits.bytes / 1024 / 1024 });
  const all = new Uint8Array(size);
  let at = 0;
  try {
    for await (const some of bytes) {
      all.set(some, at);
      at += some.length;
    }
  } catch (error) {
    throw error instanceof BrokenEntry ? new SheetFailure('zip-damaged') : error;
  }
  return all;
}
