import type { Installed } from '../packages/package-store.ts';

const at = (path: string) => new URL(path, import.meta.url).href;

interface Dying {
  readonly url: string;
  /** Number of the moment at which the process kills itself; later than all: it survives. */
  readonly dieAt: number;
}

/** A program that comes before the work: then nothing is counted, and nobody dies. */
export interface Before {
  readonly imports: string;
  readonly does: string;
}

const nothing: Before = { imports: '', does: '' };

/**
 * A program that opens the tenant of a database and does something with it; `tenant`, `call` and `packageOf` are at
 * hand.
 */
export function workAndDie({ url, dieAt }: Dying, work: string, before: Before = nothing): string {
  return `
  import { openDatabase } from '${at('../../database/drivers/open-database.ts')}';
  import { createLog } from '${at('../../config/log.ts')}';
  import { standardEdition } from '${at('../../server/edition.suite.ts')}';
  import { installedFrom } from '${at('./publisher.ts')}';
  import { openTenant } from '${at('../../tenant/tenant.ts')}';
  import { createVault } from '${at('../../common/vault.ts')}';
  import { v7 } from '${import.meta.resolve('uuid')}';
  ${before.imports}
  const edition = standardEdition('9.0.0');
  let moments = 0;
  let counting = false;
  const tenant = await openTenant({
    database: await openDatabase(${JSON.stringify(url)}, '/nowhere'),
    vault: createVault(new Uint8Array(32).fill(7)), log: createLog('silent'), edition,
    clock: Date.now, newId: v7, random: Math.random,
    onMoment(moment) {
      if (!counting) return;
      if (moments === ${dieAt}) { process.stdout.write(moment); process.kill(process.pid, 'SIGKILL'); }
      moments += 1;
    },
  });
  const call = tenant.systemCall();
  const packageOf = (files) => installedFrom(new Map(Object.entries(files)));
  ${before.does}
  counting = true;
  ${work}
  console.log('survived ' + moments);
  await tenant.close();
`;
}

/** As a program has them. */
export function filesOf({ files }: Installed): string {
  return JSON.stringify(Object.fromEntries(files));
}
