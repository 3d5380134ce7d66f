import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { JsonObject } from '../../metadata/common/json.ts';

/**
 * A line of the book: a request and what became of it, a red confirmation, an invoice that was voided, what a buyer did
 * with one, a red-letter form, a licence that was withdrawn, or a dynamic code.
 */
export type Entry =
  | {
      readonly of: 'request';
      readonly id: string;
      readonly asked: JsonObject;
      readonly answer: JsonObject;
      /** So many questions about it are still answered with "at it". */
      readonly left: number;
    }
  | {
      readonly of: 'confirmation' | 'void' | 'use' | 'information' | 'withdrawal' | 'code';
      readonly id: string;
      readonly asked: JsonObject;
      readonly answer: JsonObject;
    };

/** The book of a bureau: the last line about an id holds, and what was written is there after any crash. */
export interface Book {
  find(of: Entry['of'], id: string): Entry | undefined;
  all(of: Entry['of']): readonly Entry[];
  write(entry: Entry): void;
  close(): void;
}

/** @param path A file of JSON lines. Default: it is kept in memory alone. */
export function openBook(path?: string): Book {
  const entries = new Map<string, Entry>();
  const keyOf = ({ of, id }: Pick<Entry, 'of' | 'id'>) => `${of} ${id}`;
  if (path !== undefined && existsSync(path))
    for (const line of readFileSync(path, 'utf8').split('\n')) {
      // The last line may have been cut by a crash: nobody was answered then.
      if (!line.endsWith('}')) continue;
      const entry = JSON.parse(line) as Entry;
      entries.set(keyOf(entry), entry);
    }
  const file = path === undefined ? null : openSync(path, 'a');
  return {
    find: (of, id) => entries.get(keyOf({ of, id })),
    all: (of) => [...entries.values()].filter((entry) => entry.of === of),
    write(entry) {
      if (file !== null) {
        writeSync(file, `\n${JSON.stringify(entry)}`);
        fsyncSync(file);
      }
      entries.set(keyOf(entry), entry);
    },
    close: () => void (file === null || closeSync(file)),
  };
}
