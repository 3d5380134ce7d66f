import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { readConfig } from '../config/config.ts';
import type { Row } from '../database/database.ts';
import { openDatabase } from '../database/drivers/open-database.ts';
import { appliedMigrations } from '../database/migrate.ts';
import { domains } from '../domains.ts';
import type { Installed } from '../model/packages/package-store.ts';
import { standardPackageFolders } from '../model/packages/read-folder.ts';
import { createNode } from '../server/create-node.ts';
import { openInstallation } from '../server/open-installation.ts';
import { makeAdministrator } from '../tenant/first-start.ts';
import { cli } from './captured-terminal.suite.ts';
import { givenPackages } from './common/given-packages.ts';

/** As a former server would have installed it: the package basis without a form that it has today. */
function former(given: Installed): Installed {
  if (given.name !== 'basis') return given;
  const manifest = given.files.get('package.json') as JsonObject;
  const files = new Map(given.files);
  files.set('package.json', { ...manifest, version: '0.9.0' });
  for (const file of ['forms/partner.json', 'data/demo-3-partners.json']) files.delete(file);
  return { ...given, version: '0.9.0', files };
}

describeOnDatabases('a server that is newer than its data', (database) => {
  let environment: Record<string, string> = {};
  let home = '';
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-upgrade-'));
    environment = {
      GUIJU_HOME: home,
      GUIJU_SECRET: '07'.repeat(32),
      ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
    };
    const config = readConfig(environment, domains);
    if (!config.ok) throw new Error('config');
    const installation = await openInstallation({ ...config.value, logLevel: 'silent' }, { domains });
    const folders = standardPackageFolders().filter((folder) => /basis|platform/.test(basename(folder)));
    const { tenant } = installation;
    await tenant.publisher.publish((await givenPackages(folders)).packages.map(former), {
      actor: { id: 'x', name: 'x' },
      reason: 'a former server',
    });
    const { gate } = createNode(installation);
    await makeAdministrator({
      tenant,
      gate,
      folders,
      password: 'correct horse battery',
      randomPassword: () => '',
    });
    await tenant.close();
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  const run = (...argv: string[]) => cli(argv, { environment });
  const newer = /basis 0\.9\.0 → \d/;

  it('says so, looks at it, does it, and then has nothing to say', async () => {
    const codes = async () => {
      const { json } = await run('doctor', '--json');
      return (json as { findings: { code: string }[] }).findings.map(({ code }) => code);
    };
    expect(await codes()).toContain('doctor-upgrades');
    expect((await run('doctor')).out).toMatch(newer);

    const looked = await run('upgrade', '--check');
    expect([looked.code, looked.err.replace(/^dry run \d+%$/gm, '').trim()]).toEqual([0, '']);
    expect(looked.out).toMatch(/Create the table of [\s\S]*0 errors, 0 warnings/);
    expect(looked.out).not.toMatch(/published|platform/);
    expect((await run('doctor')).out).toMatch(newer);

    expect((await run('upgrade')).out).toMatch(/published as revision \d+/);
    expect(await codes()).not.toContain('doctor-upgrades');
    expect((await run('upgrade')).out).toBe('all standard packages are up to date');
    expect((await run('upgrade', '--check')).out).toBe('all standard packages are up to date');
  });

  it.each<[string, readonly string[], string, boolean]>([
    ['may go on beside it', ['0031-audit-links.additive', '0032-node-days.additive'], 'one at a time', true],
    ['have to stop', ['0026-session-origins', '0032-node-days.additive'], 'stop all servers', false],
  ])('says what its first start would do to tables, whose servers %s', async (_, names, text, rolling) => {
    const own = await openDatabase(environment['DATABASE_URL'], home);
    const applied = async () => (await appliedMigrations(own)).filter((name) => names.includes(name));
    const rows = await own.all<Row>('SELECT * FROM gj_migration');
    try {
      for (const name of names) await own.run('DELETE FROM gj_migration WHERE name = ?', [name]);
      const looked = await run('upgrade', '--check');
      expect([looked.code, looked.err]).toEqual([0, '']);
      for (const name of names) expect(looked.out).toContain(`  ${name}: `);
      expect(looked.out).toContain(text);
      expect((await run('upgrade', '--check', '--json')).json).toEqual({
        migrations: names.map((name) => ({ name, additive: name.endsWith('.additive') })),
        rolling,
      });
      expect(await applied()).toEqual([]);
    } finally {
      for (const row of rows.filter(({ name }) => names.includes(String(name))))
        await own.run('INSERT INTO gj_migration (name, timestamp) VALUES (?, ?)', [
          String(row['name']),
          String(row['timestamp']),
        ]);
      await own.close();
    }
  });

  it('knows both words for looking first', async () => {
    const looked = await run('upgrade', '--check');
    expect(await run('upgrade', '--dry-run')).toEqual(looked);
    expect(looked.code).toBe(0);
  });
});
