import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { readConfig } from '../config/config.ts';
import { domains } from '../domains.ts';
import { listen } from '../http/pipeline/listen.ts';
import { standardPackageFolders } from '../model/packages/read-folder.ts';
import { installsOn } from '../preparation/install/world.suite.ts';
import { createNode } from '../server/create-node.ts';
import { openInstallation } from '../server/open-installation.ts';
import { openTestNode, type TestNode } from '../server/test-node.suite.ts';
import { installStandardPackages, makeAdministrator } from '../tenant/first-start.ts';
import { cli } from './captured-terminal.suite.ts';

const label = (text: string) => ({ zh: text, en: text });

describeOnDatabases('two systems of one customer', (database) => {
  let home = '';
  let environment: Record<string, string> = {};
  let live: TestNode;
  let served: Awaited<ReturnType<typeof listen>>;
  const run = (...argv: string[]) => cli([...argv, '--json'], { environment });
  const at = (name: string) => join(home, name);
  const address = () => `http://127.0.0.1:${served.port}`;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-promote-'));
    environment = {
      GUIJU_HOME: home,
      GUIJU_SECRET: '07'.repeat(32),
      ...(database.name === 'mariadb' ? { DATABASE_URL: database.url } : {}),
    };
    const config = readConfig(environment, domains);
    if (!config.ok) throw new Error('config');
    const installation = await openInstallation({ ...config.value, logLevel: 'silent' }, { domains });
    const { tenant } = installation;
    const folders = standardPackageFolders().filter((each) => each.endsWith('/platform'));
    await installStandardPackages(tenant, folders);
    const { gate } = createNode(installation);
    await makeAdministrator({
      tenant,
      gate,
      folders,
      password: 'correct horse battery',
      randomPassword: () => '',
    });
    await tenant.close();
    const files: Readonly<Record<string, JsonObject>> = {
      'package.json': { name: 'local', version: '1.0.0', guiju: { prefix: 'local', label: label('Ours') } },
      'extensions/role.json': { extends: 'role', set: { label: label('Duty') } },
    };
    for (const [path, content] of Object.entries(files)) {
      await mkdir(join(at('ours'), path, '..'), { recursive: true });
      await writeFile(join(at('ours'), path), JSON.stringify(content));
    }
    expect((await run('apply', at('ours'))).code).toBe(0);
    live = await openTestNode((await database.fresh()).url);
    served = await listen(live.node.app, { port: 0, host: '127.0.0.1' });
    const made = await live.ask('POST', '/api/me/tokens', {
      name: 'compares',
      scopes: ['read', 'administer'],
    });
    environment = { ...environment, GUIJU_TOKEN: String(made.body['token']) };
  }, 120_000);
  afterAll(async () => {
    served.server.close();
    await live.close();
    await rm(home, { recursive: true, force: true });
  });

  it('differ in what one of them says, which is told by an exit code, in words and as JSON', async () => {
    const { code, json } = await run('diff', '--server', address());
    expect([code, json]).toMatchObject([
      1,
      {
        isSame: false,
        organisations: [],
        params: [],
        records: [],
        packages: [{ name: 'local', here: '1.0.0', there: null }],
      },
    ]);
    await live.ask('POST', '/api/forms/organisation/records', {
      number: 'NORTH',
      name: 'North',
      parent: 'root',
    });
    const { out } = await cli(['diff', '--server', address()], {
      environment: { ...environment, LANG: 'en' },
    });
    expect(out).toContain('  local  1.0.0 → —\nOrganisations (1)\n  NORTH: only there');
  });

  it('are the same once what one says was brought to the other', async () => {
    const out = at('promoted.tgz');
    const { json } = await run('export', '--local', '--roles', '--out', out);
    expect(json).toMatchObject({ name: 'promotion', values: 0, secrets: [], file: out });
    const tarball = (await readFile(out)).toString('base64');
    await installsOn(live).install([{ tarball }]);
    const { items } = (await live.ask('GET', '/api/forms/organisation/records?number=NORTH')).body;
    const [{ id }] = items as [{ id: string }];
    const record = `/api/forms/organisation/records/${id}`;
    const etag = (await live.ask('GET', record)).headers.get('etag') ?? '';
    await live.ask('DELETE', record, undefined, { 'if-match': etag });
    expect(await run('diff', '--server', address())).toMatchObject({ code: 0, json: { isSame: true } });
    const both = { ...environment, GUIJU_WITH_TOKEN: environment['GUIJU_TOKEN'] ?? '' };
    const same = await cli(['diff', '--server', address(), '--with', address()], { environment: both });
    expect(same.code).toBe(0);
    // The very package installs where it comes from, and changes nothing.
    expect((await run('install', out, '--yes')).code).toBe(0);
    expect((await run('diff', '--server', address())).code).toBe(0);
  });

  it('are not compared where one cannot be asked', async () => {
    const away = await run('diff', '--server', 'http://127.0.0.1:1');
    expect([away.code, away.json]).toMatchObject([1, { error: 'server-unreachable' }]);
    const named = await run('diff', '--server', 'http://me:secret@127.0.0.1:1');
    expect([named.code, named.json]).toMatchObject([1, { error: 'server-with-user' }]);
    expect(JSON.stringify(named)).not.toContain('secret');
    const stranger = { ...environment, GUIJU_TOKEN: 'nobody' };
    const shut = await cli(['diff', '--server', address(), '--json'], { environment: stranger });
    expect([shut.code, shut.json]).toMatchObject([1, { error: 'server-refused' }]);
    expect((await run('diff', '--server', 'guiju.example')).code).toBe(2);
    expect((await run('diff')).code).toBe(2);
    expect((await run('export')).code).toBe(2);
    const bad = at('secrets.json');
    await writeFile(bad, '[]');
    const out = at('promoted.tgz');
    expect((await run('install', out, '--secrets', bad, '--yes')).json).toMatchObject({
      error: 'secrets-unread',
    });
  });
});
