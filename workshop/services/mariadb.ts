import { answers, install, isInstalled, prepareMariadbds } from './mariadbd.ts';
import type { Release, Service } from './service.ts';

const MISSING =
  'The tests need MariaDB 10.11 or newer, and none answers at $URL as root without a password. ' +
  'Install MariaDB’s server programs (on Debian: apt-get install mariadb-server-core) and the tests start ' +
  'a private one, or set GUIJU_TEST_MYSQL=mysql://user:password@host:port to one where databases may be created. ' +
  '`npm run test:node` runs what needs no server.';

/**
 * Uses the server that GUIJU_TEST_MYSQL names; without it runs a private one on a free port that ends with the tests,
 * or, where its programs are missing, uses the one that answers on this machine.
 */
export const mariadb: Service = {
  name: 'MariaDB',
  async provide() {
    if (process.env['GUIJU_TEST_MYSQL']) {
      if (await answers(mariadbUrl())) return async () => {};
      throw new Error(`GUIJU_TEST_MYSQL names ${mariadbUrl().host}, and no MariaDB lets us in there.`);
    }
    if (!isInstalled() && (await answers(mariadbUrl()))) return async () => {};
    if (!isInstalled() && !(await install())) throw new Error(missing());
    return startPrivate();
  },
};

function missing(): string {
  return MISSING.replace('$URL', mariadbUrl().host);
}

async function startPrivate(): Promise<Release> {
  try {
    const servers = await prepareMariadbds();
    const { url } = await servers.start('--innodb-buffer-pool-size=256M');
    process.env['GUIJU_TEST_MYSQL'] = url.href;
    return servers.end;
  } catch (error) {
    throw new Error(`${String(error)}. ${missing()}`);
  }
}

/** The server the tests make their databases on. */
export function mariadbUrl(): URL {
  return new URL(process.env['GUIJU_TEST_MYSQL'] ?? 'mysql://root@127.0.0.1:3306');
}
