import type { Config } from '../config/config.ts';
import type { Log } from '../config/log.ts';
import { readNodes } from '../storage/tables/nodes.ts';
import type { Tenant } from '../tenant/tenant.ts';

/**
 * Says once which other servers run on the same SQLite data: they may, and nobody started them there by mistake without
 * a word. One that went without a word counts as running for some seconds, unless this one took up its name.
 */
export async function tellBeside(
  { database, nodeName }: Pick<Tenant, 'database' | 'nodeName'>,
  { home }: Pick<Config, 'home'>,
  log: Log,
): Promise<void> {
  if (database.dialect.name !== 'sqlite') return;
  const nodes = await readNodes(database, database.dialect);
  const others = nodes.filter(({ isSilent, name }) => !isSilent && name !== nodeName).map(({ name }) => name);
  if (others.length > 0)
    log.warn(
      { home, others },
      'other servers run on the same SQLite data: all serve it, and wait for each other when they write; where that is not meant, give each a GUIJU_HOME of its own, and for more load use MariaDB',
    );
}
