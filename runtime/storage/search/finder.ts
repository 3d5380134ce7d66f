import type { Connection, Dialect } from '../../database/database.ts';
import { DatabaseError } from '../../database/database-error.ts';
import type { Statement } from '../../database/text-index.ts';
import { chooseGrams } from './choose-grams.ts';
import { gramsAsked } from './grams.ts';
import { type Common, covers, readCommon, readIndexes, type SearchIndex } from './search-index.ts';

/**
 * The answer of an index to a question. `unknown`: there is no index for it. Else a statement that answers `record`:
 * all that may hold the text, a few thousand at most, or that a good part of all records may.
 */
export type FinderAnswer = 'unknown' | Candidates | Many;

/** Too many to go through; `some` of them, where the index tells any quickly. */
export interface Many {
  readonly some: Candidates | null;
  /** All of them, for who found no shorter way; null where there are too many even so. */
  all(): Promise<Candidates | null>;
}

export interface Candidates extends Statement {
  /** How many the index knows of. */
  readonly count: number;
  /** To be told when the statement failed: the index is not asked again. */
  failed(error: unknown): Promise<void>;
}

/**
 * The way in which a search was answered: by few candidates of an index, in the order that was wanted, or looking
 * through all.
 */
export type SearchWay = 'index' | 'order' | 'all';

export interface Finder {
  /** Searches answered so far, page by page. */
  readonly counts: Record<SearchWay, number>;
  /** `reader`: in the caller's name; `columns`: where the caller looks; `words` are folded. */
  find(reader: Connection, form: string, columns: readonly string[], words: string): Promise<FinderAnswer>;
}

/**
 * More candidates than these are not sorted, but looked for in the order that is wanted. In a large table that takes
 * longer, as they lie further apart: at 6 µs a candidate and 4 µs a row looked at, a page of 20 is found sooner by
 * sorting up to the square root of 13 times the documents. Where each entry of a gram is read, sorting costs more.
 */
const mostSorted = (documents: number, stopsEarly: boolean) =>
  stopsEarly ? Math.max(2_000, Math.floor(Math.sqrt(13 * documents))) : 2_000;
/** To go through so many takes less than to look at all records, where those are many more. */
const atMost = 50_000;
/** With more written that the index does not know, going through it all takes longer than it saves: a tenth of all. */
const longestTail = (documents: number) => 4_000 + Math.floor(documents / 10);
/** An index that is known to be older than it is means a longer tail, never a wrong answer. */
const knownFor = 500;
/** By then an index that was given up may be gone. */
const trusted = 8_000;

export function createFinder(database: Connection, { texts }: Dialect): Finder {
  let indexes: Promise<readonly SearchIndex[]> | undefined;
  let reading: Promise<readonly SearchIndex[]> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  const commons = new Map<string, { readonly sampled: number; readonly common: Common }>();
  /** Whether the tail of an index is too long, as of the last look. */
  const tails = new WeakMap<SearchIndex, boolean>();

  /** Others read it anew meanwhile: nobody waits for that but who has nothing to go by. */
  function known(): Promise<readonly SearchIndex[]> {
    const now = performance.now();
    const age = now - readAt;
    if (indexes && age < knownFor) return indexes;
    const before = indexes;
    if (!reading) {
      const next = readIndexes(database);
      reading = next;
      next.then(
        () => {
          indexes = next;
          readAt = now;
        },
        () => {},
      );
      next.then(done, done);
    }
    return before && age < trusted ? before : reading;
  }

  function done(): void {
    reading = undefined;
  }

  async function usable(
    reader: Connection,
    form: string,
    columns: readonly string[],
  ): Promise<SearchIndex | undefined> {
    const own = (await known()).filter((index) => index.form === form && covers(index, columns));
    const index = own.find(({ phase }) => phase === 'ready') ?? own.find(({ phase }) => phase === 'stale');
    return index && !(await isBehind(reader, index)) ? index : undefined;
  }

  async function isBehind(reader: Connection, index: SearchIndex): Promise<boolean> {
    const behind = tails.get(index);
    if (behind !== undefined) return behind;
    const beyond = await reader.first(
      `SELECT revision FROM gj_history WHERE form = ? AND revision > ? ORDER BY revision LIMIT 1 OFFSET ${longestTail(index.sampled)}`,
      [index.form, index.revision],
    );
    tails.set(index, beyond !== undefined);
    return beyond !== undefined;
  }

  async function commonOf(reader: Connection, { name, sampled }: SearchIndex): Promise<Common> {
    const kept = commons.get(name);
    if (kept?.sampled === sampled) return kept.common;
    const common = await readCommon(reader, name);
    commons.set(name, { sampled, common });
    return common;
  }

  async function fail(index: SearchIndex, error: unknown): Promise<void> {
    if (!DatabaseError.is(error, 'other', 'damaged')) throw error;
    if (!isDamage(error)) return;
    indexes = undefined;
    await database.run(
      `UPDATE gj_search SET phase = 'broken' WHERE name = ? AND phase IN ('ready', 'stale')`,
      [index.name],
    );
  }

  /** One more than `limit` where there are more; null: the index failed, and is not asked again. */
  async function matching(
    reader: Connection,
    index: SearchIndex,
    grams: readonly string[],
    limit: number,
  ): Promise<Candidates | null> {
    try {
      const match = texts.match(index.name, grams, limit + 1);
      const found = await reader.all<{ doc: number | bigint }>(match.sql, match.params);
      const records = texts.records(
        index.name,
        found.map(({ doc }) => Number(doc)),
      );
      return {
        count: found.length,
        // Records written since the index was filled are looked at whatever it says.
        sql: `${records.sql} UNION SELECT record FROM gj_history WHERE form = ? AND revision > ?`,
        params: [...records.params, index.form, index.revision],
        failed: (error) => fail(index, error),
      };
    } catch (error) {
      await fail(index, error);
      return null;
    }
  }

  return {
    counts: { index: 0, order: 0, all: 0 },
    async find(reader, form, columns, words) {
      const asked = gramsAsked(words);
      if (asked.length === 0 || columns.length === 0) return 'unknown';
      const index = await usable(reader, form, columns);
      if (!index) return 'unknown';
      const effort = { stopsEarly: texts.stopsEarly, documents: index.sampled };
      const grams = chooseGrams(asked, await commonOf(reader, index), effort);
      if (!grams) return { some: null, all: async () => null };
      const most = mostSorted(index.sampled, texts.stopsEarly);
      const candidates = await matching(reader, index, grams, most);
      if (!candidates) return 'unknown';
      if (candidates.count <= most) return candidates;
      return {
        some: candidates,
        all: async () => {
          const all = await matching(reader, index, grams, atMost);
          return all && all.count <= atMost ? all : null;
        },
      };
    },
  };
}

/** Gone, or not to be read. A question that was cut off is not the index's fault, in whichever words that is told. */
function isDamage({ code, message }: DatabaseError): boolean {
  return code === 'damaged' || /no such table|doesn't exist|malformed|corrupt|fulltext index/i.test(message);
}
