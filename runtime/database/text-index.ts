import type { Cell, Connection } from './connection.ts';

/** A statement with what is bound in it. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly Cell[];
}

/** The grams by which a record is found, words of small letters and digits, of five to eight characters. */
export interface TextDocument {
  readonly record: string;
  /** Tells two contents apart. */
  readonly print: string;
  readonly grams: readonly string[];
}

/**
 * Indexes from grams to records, each under a name of its own. They answer a superset of nothing: whoever has all
 * grams asked for, and nobody else, as of the last write to the index.
 */
export interface TextIndex {
  /** Statements that make an index; all of them can run again. */
  create(name: string): readonly string[];
  /** Takes an index away. */
  drop(name: string): readonly string[];
  /** Answers `doc`, at most so many, of what has all the grams; one that ends with `*` begins one of its grams. */
  match(name: string, grams: readonly string[], most: number): Statement;
  /** Answers `record` of such docs. */
  records(name: string, docs: readonly number[]): Statement;
  /** Answers `print` of a record's document, if that has the gram, where one is asked for. */
  entry(name: string, record: string, gram: string | undefined): Statement;
  /** Answers `doc`, the newest there is. */
  newest(name: string): string;
  /** Puts documents in the place of those of the same records. */
  put(tx: Connection, name: string, documents: readonly TextDocument[]): Promise<void>;
  remove(tx: Connection, name: string, records: readonly string[]): Promise<void>;
  /** Whether finding documents that have all the grams is cheap even if each of them is in most documents. */
  readonly stopsEarly: boolean;
}
