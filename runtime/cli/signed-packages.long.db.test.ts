import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { readConfig } from '../config/config.ts';
import { domains } from '../domains.ts';
import { standardPackageFolders } from '../model/packages/read-folder.ts';
import { openSmallRegistry } from '../model/registry/small-registry.suite.ts';
import { readTarball } from '../model/tarball/read-tarball.ts';
import { writeTarball } from '../model/tarball/write-tarball.ts';
import { createNode } from '../server/create-node.ts';
import { openInstallation } from '../server/open-installation.ts';
import { installStandardPackages, makeAdministrator } from '../tenant/first-start.ts';
import { cli } from './captured-terminal.suite.ts';

const label = { zh: '房间', en: 'Room' };

describeOnDatabases('whoever answers for a package', (database) => {
  let home = '';
  let environment: Record<string, string> = {};
  let ours = '';
  const run = (...argv: string[]) => cli([...argv, '--json'], { environment });
  const at = (name: string) => join(home, name);

  /** The tarball of a version, signed with a key or with none. */
  async function packed(version: string, key?: string): Promise<string> {
    const files: Readonly<Record<string, JsonObject>> = {
      'package.json': {
        name: 'hotel',
        version,
        peerDependencies: { platform: '*' },
        guiju: { prefix: 'ho', label },
      },
      'forms/hotel-room.json': {
        name: 'hotel-room',
        kind: 'master',
        sharing: 'everybody',
        label,
        fields: [{ name: 'number', kind: 'text', length: 40, required: true, label }],
      },
    };
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(at(`hotel/${path}`)), { recursive: true });
      await writeFile(at(`hotel/${path}`), JSON.stringify(content));
    }
    const out = at(`out-${key ?? 'none'}-${version}`);
    const ran = await run('pack', at('hotel'), '--out', out, ...(key ? ['--sign', at(key)] : []));
    expect([ran.code, ran.err]).toEqual([0, '']);
    return join(out, `hotel-${version}.tgz`);
  }
  const codes = (json: unknown) =>
    ((json as { issues?: readonly { code: string; severity: string }[] }).issues ?? []).map(
      ({ code, severity }) => `${severity} ${code}`,
    );
  async function publicKey(name: string): Promise<string> {
    return ((await run('keys', 'new', at(name))).json as { publicKey: string }).publicKey;
  }
  async function trail(action: string): Promise<number> {
    const config = readConfig(environment, domains);
    if (!config.ok) throw new Error('config');
    const { tenant } = await openInstallation({ ...config.value, logLevel: 'silent' }, { domains });
    const rows = await tenant.database.all('SELECT id FROM gj_audit WHERE action = ?', [action]);
    await tenant.close();
    return rows.length;
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'guiju-signed-'));
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
    const password = 'correct horse battery';
    await makeAdministrator({ tenant, gate, folders, password, randomPassword: () => '' });
    await tenant.close();
    ours = await publicKey('ours.pem');
    await publicKey('others.pem');
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('has a key that nobody else can read, and that is not overwritten', async () => {
    expect((await stat(at('ours.pem'))).mode & 0o777).toBe(0o600);
    expect((await run('keys', 'new', at('ours.pem'))).json).toMatchObject({ error: 'key-file-there' });
    expect((await run('sign', await packed('0.1.0'), at('hotel/package.json'))).json).toMatchObject({
      error: 'signing-key-none',
    });
  });

  it('is known by a key that is trusted, from the first version to the next', async () => {
    const first = await packed('1.0.0', 'ours.pem');
    const refused = await run('apply', first);
    expect([refused.code, codes(refused.json)]).toEqual([1, ['error signature-unknown']]);
    expect((await run('keys', 'trust', 'ed25519:nonsense')).json).toMatchObject({ error: 'public-key-none' });
    const trusted = await run('keys', 'trust', ours, '--label', 'Hotel Ltd');
    expect(trusted.code).toBe(0);
    expect((await run('keys', 'list')).json).toMatchObject({
      keys: [{ label: 'Hotel Ltd', publicKey: ours }],
    });
    expect([(await run('apply', first)).code, codes((await run('plan', first)).json)]).toEqual([0, []]);
    expect((await run('plan', await packed('1.0.1', 'ours.pem'))).code).toBe(0);
  });

  it.each<readonly [says: string, make: () => Promise<string>, doubt: string]>([
    ['nobody signed', () => packed('1.1.0'), 'signature-missing'],
    ['somebody else signed', () => packed('1.1.0', 'others.pem'), 'signature-other-key'],
    [
      'was changed after it was signed',
      async () => {
        const file = await packed('1.1.0', 'ours.pem');
        const { files } = await readTarball(await readFile(file));
        const changed = new Map(files).set('README.md', Buffer.from('more'));
        await writeFile(at('changed.tgz'), await writeTarball(changed));
        return at('changed.tgz');
      },
      'signature-broken',
    ],
    [
      'lost a file after it was signed',
      async () => {
        const { files } = await readTarball(await readFile(await packed('1.1.0', 'ours.pem')));
        const fewer = new Map([...files].filter(([path]) => !path.startsWith('forms/')));
        await writeFile(at('fewer.tgz'), await writeTarball(fewer));
        return at('fewer.tgz');
      },
      'signature-broken',
    ],
    [
      'lies in a folder, which nobody signs',
      async () => {
        await packed('1.1.0');
        return at('hotel');
      },
      'signature-missing',
    ],
  ])('is asked for again where a later version %s', async (_says, make, doubt) => {
    const { code, json } = await run('plan', await make());
    expect([code, codes(json)[0]]).toEqual([1, `error ${doubt}`]);
  });

  it('may be somebody here, expressly and for this package, and the trail keeps it', async () => {
    const file = await packed('1.1.0', 'others.pem');
    expect((await run('apply', file, '--accept', 'other')).code).toBe(1);
    expect(await trail('package-accepted')).toBe(0);
    const taken = await run('apply', file, '--accept', 'hotel');
    expect([taken.code, codes(taken.json)]).toEqual([0, ['warning signature-other-key']]);
    expect(await trail('package-accepted')).toBe(1);
  });

  it('may be believed no longer: what is installed goes on, and is named', async () => {
    const again = await packed('1.2.0', 'ours.pem');
    expect((await run('apply', again, '--accept', 'hotel')).code).toBe(0);
    const { keys } = (await run('keys', 'list')).json as { keys: readonly { id: string }[] };
    expect((await run('keys', 'revoke', 'none')).json).toMatchObject({ error: 'trusted-key-unknown' });
    expect((await run('keys', 'revoke', keys[0]?.id ?? '')).code).toBe(0);
    const doctor = (await run('doctor')).json as { findings: readonly { code: string }[] };
    expect(doctor.findings.map(({ code }) => code)).toContain('doctor-keys-revoked');
    const next = await run('plan', await packed('1.3.0', 'ours.pem'));
    expect(codes(next.json)).toEqual(['error signature-revoked']);
    const lower = await packed('1.0.0', 'ours.pem');
    const kept = await run('install', lower, '--accept', 'hotel', '--yes');
    expect([kept.code, codes(kept.json)]).toEqual([1, expect.arrayContaining(['error version-lower'])]);
    const meant = await run('plan', lower, '--accept', 'hotel', '--downgrade', 'hotel');
    expect([meant.code, codes(meant.json)]).toEqual([0, expect.arrayContaining(['warning version-lowered'])]);
  });

  it('signs what was packed by another, with the same bytes each time', async () => {
    const file = await packed('2.0.0');
    expect((await run('sign', file, at('ours.pem'))).code).toBe(0);
    const once = await readFile(file);
    expect((await run('sign', file, at('ours.pem'))).code).toBe(0);
    expect((await readFile(file)).equals(once)).toBe(true);
    expect(once.equals(await readFile(await packed('2.0.0', 'ours.pem')))).toBe(true);
  });

  it('is known by what a registry sends too, and what was installed goes out again as it came', async () => {
    expect((await run('install', 'hotel@^2.1.0')).json).toMatchObject({ error: 'registry-off' });
    const registry = await openSmallRegistry('word');
    const asked = { ...environment, GUIJU_REGISTRY: registry.url, GUIJU_REGISTRY_TOKEN: 'word' };
    const from = (...argv: string[]) => cli([...argv, '--json'], { environment: asked });
    const bytes = await readFile(await packed('2.1.0', 'ours.pem'));
    const manifest = (await readTarball(bytes)).files.get('package.json');
    await registry.publishPacked(JSON.parse(Buffer.from(manifest ?? []).toString()), bytes);
    const refused = await from('install', 'hotel@^2.0.0', '--yes');
    expect([refused.code, codes(refused.json)]).toEqual([1, ['error signature-revoked']]);
    const done = await from('install', 'hotel@^2.0.0', '--accept', 'hotel', '--yes');
    expect([done.code, done.err]).toEqual([0, expect.any(String)]);
    expect((await from('install', 'hotel@^9', '--yes')).json).toMatchObject({
      error: 'registry-version-none',
    });
    await registry.close();
    const out = at('again.tgz');
    expect((await run('export', 'hotel', '--out', out)).json).toMatchObject({
      name: 'hotel',
      version: '2.1.0',
      asPacked: true,
    });
    expect((await readFile(out)).equals(bytes)).toBe(true);
    expect((await run('export', 'inn', '--package')).json).toMatchObject({ error: 'package-not-installed' });
  });
});
