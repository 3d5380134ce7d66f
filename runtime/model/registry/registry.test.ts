import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorEgress } from '../../access/egress/operator-egress.ts';
import { Refusal } from '../../common/refusal.ts';
import { openRegistry } from './registry.ts';
import { type Mischief, openSmallRegistry, type SmallRegistry } from './small-registry.suite.ts';

const files = (version: string, name = 'hotel') => ({
  'package.json': { name, version, peerDependencies: { platform: '*' }, guiju: { prefix: 'ho' } },
});

describe('an npm registry', () => {
  let served: SmallRegistry;
  let elsewhere: SmallRegistry;
  const open = (more: Partial<Parameters<typeof openRegistry>[1]> = {}, token = 'token') =>
    openRegistry(
      { url: served.url, token, by: 'operator' },
      { egress: operatorEgress, version: '1.0.0', patience: 2_000, ...more },
    );
  beforeAll(async () => {
    served = await openSmallRegistry('token');
    elsewhere = await openSmallRegistry();
    await served.publish(files('1.0.0'));
    await served.publish(files('1.2.0'), { deprecated: 'loses guests' });
    await served.publish(files('1.1.0'));
    await served.publish(files('2.0.0-rc.1'));
    await served.publish(files('1.9.0', '@acme/inn'));
    await elsewhere.publish(files('1.1.0'));
  });
  afterAll(async () => {
    await served.close();
    await elsewhere.close();
  });
  beforeEach(() => served.does({}));

  it.each([
    [undefined, '1.1.0'],
    ['^1.0.0', '1.1.0'],
    ['1.0.x', '1.0.0'],
    ['~1.2.0', '1.2.0'],
    ['>=2.0.0-rc.0', '2.0.0-rc.1'],
  ] as const)('has of %s the version %s', async (range, version) => {
    const fetched = await open().fetch({ name: 'hotel', ...(range && { range }) });
    expect(fetched.version).toBe(version);
  });

  it('tells its versions, newest first, and what a search finds; names have scopes', async () => {
    const { versions } = await open().versions('hotel');
    expect(versions.map(({ version, deprecated }) => [version, deprecated])).toEqual([
      ['2.0.0-rc.1', null],
      ['1.2.0', 'loses guests'],
      ['1.1.0', null],
      ['1.0.0', null],
    ]);
    expect(versions.filter(({ latest }) => latest)).toMatchObject([
      { version: '1.1.0', requires: { platform: '*' } },
    ]);
    expect(await open().search('inn')).toEqual([{ name: '@acme/inn', version: '1.9.0', description: null }]);
    expect((await open().fetch({ name: '@acme/inn' })).version).toBe('1.9.0');
  });

  const refused: readonly (readonly [sentence: string, code: string, mischief: () => Mischief])[] = [
    [
      'tarballs on another host',
      'registry-elsewhere',
      () => ({ tarballs: `${elsewhere.url}hotel/-/1.1.0.tgz` }),
    ],
    [
      'tarballs beside what was configured',
      'registry-elsewhere',
      () => ({ tarballs: new URL('../private/x.tgz', served.url).href }),
    ],
    [
      'a climb out of what was configured',
      'registry-elsewhere',
      () => ({ tarballs: `${served.url}%2e%2e/private/x.tgz` }),
    ],
    [
      'another protocol',
      'registry-elsewhere',
      () => ({ tarballs: `${served.url.replace('http', 'https')}hotel/-/1.1.0.tgz` }),
    ],
    ['a file of this machine', 'registry-elsewhere', () => ({ tarballs: 'file:///etc/passwd' })],
    [
      'a user in an address',
      'registry-elsewhere',
      () => ({ tarballs: `${served.url.replace('//', '//me:too@')}hotel/-/1.1.0.tgz` }),
    ],
    ['to be sent on', 'registry-moved', () => ({ moves: `${elsewhere.url}hotel/-/1.1.0.tgz` })],
    ['bytes that are not those of the sum', 'registry-integrity', () => ({ sends: new Uint8Array(9) })],
    ['a weaker sum', 'registry-integrity-none', () => ({ integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' })],
    ['what is no JSON', 'registry-answer', () => ({ says: '<html>' })],
    ['JSON of something else', 'registry-answer', () => ({ says: '{"name":"other","versions":{}}' })],
    ['a registry that fails', 'registry-refused', () => ({ status: 500 })],
  ];
  it.each(refused)('is refused %s (%s), and nobody else is ever asked', async (_, code, mischief) => {
    served.does(mischief());
    await expect(open().fetch({ name: 'hotel' })).rejects.toMatchObject({ code });
    expect(elsewhere.asked).toEqual([]);
  });

  it.each([
    ['what it has not', 'registry-package-unknown', { name: 'inn' }],
    ['a version it has not', 'registry-version-none', { name: 'hotel', range: '^7.0.0' }],
    ['a range that is none', 'registry-range', { name: 'hotel', range: 'newest' }],
    ['a name that is an address', 'registry-name', { name: '../../secrets' }],
    ['a name that is a host', 'registry-name', { name: '//evil.example/x' }],
  ])('is not asked for %s (%s)', async (_, code, wanted) => {
    await expect(open().fetch(wanted)).rejects.toMatchObject({ code });
  });

  it('is read no further than its limits, and waited for no longer', async () => {
    await expect(open({ documentLimit: 200 }).fetch({ name: 'hotel' })).rejects.toMatchObject({
      code: 'registry-too-large',
    });
    await expect(open({ tarballLimit: 20 }).fetch({ name: 'hotel' })).rejects.toMatchObject({
      code: 'registry-too-large',
    });
    served.does({ hangs: true });
    await expect(open({ patience: 100 }).fetch({ name: 'hotel' })).rejects.toMatchObject({
      code: 'registry-unreachable',
      params: { reason: 'TimeoutError' },
    });
  });

  it('is told who asks by its token, which no mistake repeats', async () => {
    const failure = await open({}, 'wrong-token')
      .fetch({ name: 'hotel' })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'registry-locked', params: { status: 401 } });
    expect(failure instanceof Refusal && JSON.stringify([failure.params, failure.message])).not.toContain(
      'wrong',
    );
    const away = openRegistry(
      { url: 'http://127.0.0.1:1/', token: 'token', by: 'operator' },
      { egress: operatorEgress, version: '1.0.0' },
    );
    await expect(away.versions('hotel')).rejects.toMatchObject({ code: 'registry-unreachable' });
  });
});
