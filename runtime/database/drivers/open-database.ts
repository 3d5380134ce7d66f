import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../../common/make-folder.ts';
import type { Database } from '../database.ts';
import { patient } from '../database-error.ts';
import { keepToOwner } from './database-files.ts';
import type { MysqlOptions } from './mysql.ts';
import type { SqliteOptions } from './sqlite.ts';

export type DatabaseOptions = MysqlOptions & SqliteOptions;

/**
 * `mysql://user:password@host/name`, `sqlite:///path/of/file`, or nothing: SQLite in the data
 * folder `home`. Only the driver that is asked for is loaded.
 */
export async function openDatabase(
  url: string | undefined,
  home: string,
  options: DatabaseOptions = {},
): Promise<Database> {
  if (url && /^(mysql|mariadb):/.test(url)) {
    const { openMysql } = await import('./mysql.ts');
    return patient(await openMysql(url, options));
  }
  if (url && !url.startsWith('sqlite:///'))
    throw new Error(`no database is known for ${url.split(':')[0]}: (a file is sqlite:///path/of/file)`);
  const file = sqliteFile(url, home) ?? '';
  makeFolder(dirname(file), 0o700);
  await keepToOwner(file);
  const { openSqlite, sqliteFailure } = await import('./sqlite.ts');
  try {
    return patient(openSqlite(file, options));
  } catch (error) {
    throw sqliteFailure(error);
  }
}

/** The file of a database that is one. */
export function sqliteFile(url: string | undefined, home: string): string | undefined {
  if (!url) return fileIn(home);
  return url.startsWith('sqlite:') ? fileURLToPath(url.replace(/^sqlite:/, 'file:')) : undefined;
}

interface Place {
  readonly databaseUrl?: string;
  readonly home: string;
}

/** Whether there can be a database to open; one that is served elsewhere has to be asked. */
export function isThere(place: Place): boolean {
  if (emptyFile(place) !== undefined) return false;
  return place.databaseUrl !== undefined || existsSync(fileIn(place.home));
}

/** A file that should be a database and has nothing in it: cut off, or made by something else. */
export function emptyFile({ databaseUrl, home }: Place): string | undefined {
  const file = sqliteFile(databaseUrl, home);
  return file !== undefined && statSync(file, { throwIfNoEntry: false })?.size === 0 ? file : undefined;
}

/** Answers the file of SQLite in a data folder. */
export function fileIn(home: string): string {
  return join(home, 'guiju.db');
}
