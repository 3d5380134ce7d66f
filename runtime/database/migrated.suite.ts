import { preparedDatabasesFor } from '../../workshop/services/prepared-databases.ts';
import type { Database } from './database.ts';
import { type DatabaseOptions, openDatabase } from './drivers/open-database.ts';
import { migrate } from './migrate.ts';

/**
 * Opens a database with the platform's own tables in it; where it is empty yet, as a copy of one that all begin with.
 */
export async function openMigrated(url: string, options: DatabaseOptions = {}): Promise<Database> {
  const prepared = preparedDatabasesFor(url);
  if (await prepared.isEmpty(url))
    await prepared.copy(url, 'migrated', async (empty) => (await migrated(empty, {})).close());
  return migrated(url, options);
}

async function migrated(url: string, options: DatabaseOptions): Promise<Database> {
  const database = await openDatabase(url, '/nowhere', options);
  await migrate(database, 'test');
  return database;
}
