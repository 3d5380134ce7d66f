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

/** What the newest archive holds, told by marks of its rows; it stands beside archives and is listed as none of them. */
export const manifestName = 'guiju-newest-rows.gz';

const stamped = '\\d{4}-\\d\\d-\\d\\dt\\d{6}z';
const named = new RegExp(`^guiju-(${stamped})(?:-after-(${stamped}))?\\.gz$`);

/**
 * The name of an archive; of an increment it says the one before, so that a list of names tells what stands on what.
 *
 * @example
 * archiveName(0) //=> 'guiju-1970-01-01t000000z.gz'
 * archiveName(3_600_000, 0) //=> 'guiju-1970-01-01t010000z-after-1970-01-01t000000z.gz'
 */
export function archiveName(at: number, after?: number): string {
  return `guiju-${stamp(at)}${after === undefined ? '' : `-after-${stamp(after)}`}.gz`;
}

function stamp(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().slice(0, 19).split('T');
  return `${day}t${time.replaceAll(':', '')}z`;
}

function momentOfStamp(said: string): number {
  const [, day, hours, minutes, seconds] = /^(.{10})t(..)(..)(..)z$/.exec(said) ?? [];
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
}

/** The moment that a name says, in milliseconds since 1970; null: it is no name of a scheduled backup. */
export function momentOfArchive(name: string): number | null {
  const [, said] = named.exec(name) ?? [];
  return said === undefined ? null : momentOfStamp(said);
}

export function kindOf(name: string): 'full' | 'increment' {
  return momentBefore(name) === null ? 'full' : 'increment';
}

/** The moment of the archive that one is an increment of; null: it is a full one, or none. */
export function momentBefore(name: string): number | null {
  const [, , said] = named.exec(name) ?? [];
  return said === undefined ? null : momentOfStamp(said);
}
