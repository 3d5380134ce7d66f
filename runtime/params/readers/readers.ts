import type { Change } from '../../common/change.ts';
import { oneAtATime } from '../../common/one-at-a-time.ts';
import type { Database } from '../../database/database.ts';
import { ReadBook } from './read-book.ts';
import {
  deleteReads,
  readRows,
  readSince,
  sweepReads,
  type Writing,
  writeOthers,
  writeReads,
} from './read-rows.ts';
import { placeName, type Read, type Reader, type ReadPlace } from './reader.ts';

/** A reader and its places: made only for one who has not asked for them lately. */
export interface Asking {
  readonly reader: Reader;
  readonly places: readonly ReadPlace[];
}

/** The report of a program that keeps values and reads them where nobody sees it. */
export interface ReadReport {
  readonly reader: Reader;
  /** The revision of the values that it holds. */
  readonly revision: number;
  readonly reads: readonly ReadPlace[];
  /** All the reads that it could do nothing with. */
  readonly refused: readonly (ReadPlace & { readonly reason: string })[];
}

/**
 * Knows who reads which parameters, of which nobody waits for anything: a read is noted in memory, and once a minute
 * everything that is new goes to the database and comes from there, so that each node knows what the others know.
 */
export interface Readers {
  /** `mark` says who asks for what, and equal marks mean the same. */
  note(mark: string, asking: () => Asking, revision: number): void;
  report(report: ReadReport): void;
  /** All who read at a place: one parameter or instance, or a number of them at once. */
  at(place: ReadPlace): Iterable<Read>;
  ofType(type: string): Iterable<Read>;
  /** When somebody read it last who had no room beside the others; null: nobody. */
  others(place: ReadPlace): number | null;
  /** From when on it is known, in milliseconds since 1970; null: what was written down was not read yet. */
  since(): number | null;
  /** Sends what this node has seen to the database, and reads what others have seen from there. */
  exchange(): Promise<void>;
}

export interface ReadersParts {
  readonly database: Database;
  readonly node: string;
  readonly clock: () => number;
  /** Every committed change, soon after it was made. */
  readonly follow: (listener: (changes: readonly Change[]) => void) => void;
}

const limits = { each: 20_000, place: 2_000 };
/** The number of latest askings that are remembered. */
const mostMarks = 20_000;
/** A read of so long ago is forgotten, in milliseconds. */
const kept = 400 * 24 * 3_600_000;
const hour = 3_600_000;
/** Others' rows of so long ago are looked at again: they may have been committed late. */
const overlap = 180_000;

/** Forms by id: whose records read, or are read for. */
const readersIn: Readonly<Record<string, (read: Read, record: string) => boolean>> = {
  token: ({ kind, id }, record) => kind === 'token' && id === record,
  user: ({ kind, id }, record) => kind === 'user' && id === record,
  organisation: ({ org }, record) => org === record,
};

interface Mark extends Asking {
  at: number;
  revision: number;
  isNew: boolean;
}

export function createReaders({ database, node, clock, follow }: ReadersParts): Readers {
  const book = new ReadBook(limits);
  const marks = new Map<string, Mark>();
  let fresh: Mark[] = [];
  let since: number | null = null;
  /** By the database's clock. */
  let exchanged = 0;
  let swept = 0;

  follow((changes) => {
    for (const { form, record, operation } of changes) {
      const of = readersIn[form];
      if (operation !== 'delete' || !of) continue;
      settle();
      marks.clear();
      book.forget((read) => of(read, record));
    }
  });

  function settle(): void {
    const some = fresh;
    fresh = [];
    for (const mark of some) {
      mark.isNew = false;
      for (const place of mark.places) book.read(mark.reader, place, mark);
    }
  }

  async function exchange(): Promise<void> {
    const row = await database.first<{ at: number }>(`SELECT ${database.dialect.now} AS at`);
    const writing: Writing = { node, at: Number(row?.at ?? clock()) };
    if (since === null) since = await readSince(database, writing);
    const { reads, others } = await readRows(database, { node, since: Math.max(0, exchanged - overlap) });
    for (const read of reads) book.learn(read);
    for (const one of others) book.learnOthers(one);
    settle();
    if (clock() - swept > hour) {
      const before = clock() - kept;
      book.forget(({ at }) => at < before);
      await sweepReads(database, before);
      swept = clock();
    }
    const unwritten = book.take();
    try {
      await deleteReads(database, unwritten.gone);
      await writeReads(database, unwritten.reads, writing);
      await writeOthers(database, unwritten.others, writing);
    } catch (error) {
      book.putBack(unwritten);
      throw error;
    }
    exchanged = writing.at;
  }

  return {
    note(mark, asking, revision) {
      let known = marks.get(mark);
      if (!known) {
        if (marks.size >= mostMarks) {
          settle();
          marks.clear();
        }
        known = { ...asking(), at: 0, revision, isNew: false };
        marks.set(mark, known);
      }
      known.at = clock();
      known.revision = revision;
      if (known.isNew) return;
      known.isNew = true;
      fresh.push(known);
    },
    report({ reader, revision, reads, refused }) {
      settle();
      const at = clock();
      for (const place of reads) book.read(reader, place, { at, revision });
      for (const { reason, ...place } of refused)
        book.read(reader, place, { at, revision, refused: { at, revision, reason } });
      book.accept(reader, new Set(refused.map(placeName)));
    },
    at(place) {
      settle();
      return book.at(place);
    },
    ofType(type) {
      settle();
      return book.ofType(type);
    },
    others: (place) => book.others(place),
    since: () => since,
    exchange: oneAtATime(exchange),
  };
}
