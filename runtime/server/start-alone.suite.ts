import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quickDisk } from '../database/quick-disk.suite.ts';
import type { Domain } from '../domain.ts';
import { openInstallation } from './open-installation.ts';
import { type RunningServer, startServer } from './start-server.ts';

export const alonePassword = 'correct horse battery';

interface Alone {
  readonly domains: readonly Domain[];
  /** Default: without. */
  readonly demo?: boolean;
  /** Whether what a proxy says of callers is believed. Default: it is not. */
  readonly proxy?: boolean;
  /** Whether the first start makes up the password. Default: it is `alonePassword`. */
  readonly makesUp?: boolean;
}

/** The very server that `guiju start` starts, with the standard packages and a file of its own; gone once it is closed. */
export async function startAlone({
  domains,
  demo = false,
  proxy = false,
  makesUp = false,
}: Alone): Promise<RunningServer> {
  const home = mkdtempSync(join(tmpdir(), 'guiju-alone-'));
  const installation = await openInstallation(
    {
      port: 0,
      host: '127.0.0.1',
      url: 'http://localhost',
      home,
      ...(makesUp ? {} : { adminPassword: alonePassword }),
      databaseUrl: `sqlite://${join(home, 'guiju.db')}`,
      secret: new Uint8Array(32).fill(7),
      logLevel: 'silent',
      proxy,
      matchChecks: 0,
      learnedIndexes: 12,
      synchronous: 'full',
    },
    { domains, disk: quickDisk },
  );
  const server = await startServer(installation, { demo });
  return {
    ...server,
    async close() {
      await server.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
