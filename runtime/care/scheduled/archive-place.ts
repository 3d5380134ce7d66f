import type { Shelf } from '../../storage/contents/shelf.ts';

export interface StoredArchive {
  readonly name: string;
  readonly bytes: number;
}

/** Where scheduled backups are kept: each archive under a name, and beside them the contents of files, which all share. */
export interface ArchivePlace {
  /** How people call it: a folder's path, an address with a bucket. */
  readonly name: string;
  /** The contents of files. */
  readonly files: Shelf;
  /** Takes away what was left by archives that were cut off; throws where the place cannot be used. */
  tidy(): Promise<void>;
  /** Puts an archive there that is written into the file it is told; under its name it is whole, or not at all. */
  put<T>(name: string, write: (file: string) => Promise<T>): Promise<T>;
  /** Reads an archive in the file it is told; throws `ObjectMissing` where there is none of the name. */
  look<T>(name: string, read: (file: string) => Promise<T>): Promise<T>;
  list(): Promise<readonly StoredArchive[]>;
  remove(name: string): Promise<void>;
}

const named = /^guiju-(\d{4}-\d\d-\d\d)t(\d\d)(\d\d)(\d\d)z\.gz$/;

/**
 * @example
 * archiveName(0) //=> 'guiju-1970-01-01t000000z.gz'
 */
export function archiveName(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  return `guiju-${day}t${time.replaceAll(':', '')}z.gz`;
}

/** The moment that a name says, in milliseconds since 1970; null: it is no name of a scheduled backup. */
export function momentOfArchive(name: string): number | null {
  const [, day, hours, minutes, seconds] = named.exec(name) ?? [];
  return day === undefined ? null : Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
}
