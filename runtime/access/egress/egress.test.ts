import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowanceFor, type HostEntry, patternOf } from '../../../rules/hosts/host-entry.ts';
import { createEgress, type Resolve } from './egress.ts';

/** Ways to write this machine, or what must not be called; each as a host of a URL. */
const spellings = [
  ...[
    '127.0.0.1',
    '127.1',
    '127.000.000.001',
    '0177.0.0.1',
    '0x7f.0.0.1',
    '2130706433',
    '0x7f000001',
    '017700000001',
  ],
  ...[
    '0.0.0.0',
    '0',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
  ],
  ...[
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    'localhost',
    'LOCALHOST.',
    '１２７.０.０.１',
    '127。0。0。1',
  ],
];

describe('the door out', () => {
  let port = 0;
  let heard = 0;
  const plain = createHttp((request, response) => {
    heard += 1;
    const { host = '' } = request.headers;
    if (request.url === '/moved') response.writeHead(302, { location: '/here' }).end();
    else response.end(host);
  });
  const other = createServer((socket) => {
    heard += 100;
    socket.end();
  });
  beforeAll(async () => {
    await new Promise<void>((done) => plain.listen(0, '127.0.0.1', done));
    port = (plain.address() as AddressInfo).port;
    // The same port of another address of this machine: where a name leads that changed its mind.
    await new Promise<void>((done) => other.listen(port, '127.0.0.2', done));
  });
  afterAll(() => {
    plain.close();
    other.close();
  });

  const door = (entries: readonly HostEntry[], resolve?: Resolve) =>
    createEgress({
      allowance: async (host, at) => allowanceFor(entries, { host, port: at }),
      ...(resolve ? { resolve } : {}),
    });
  const listed = (host: string, isPrivate = false, ports = [port]): HostEntry => ({
    host: patternOf(host) ?? '',
    ports: new Set(ports),
    isPrivate,
  });
  const get = (egress: ReturnType<typeof door>, url: string) =>
    egress.request(url, { by: 'people', method: 'GET', headers: {}, signal: AbortSignal.timeout(2_000) });
  const refused = { code: 'host-not-listed', status: 422 };

  it.each(spellings)('is closed to %s, listed as a public host or not at all', async (host) => {
    const before = heard;
    const signal = AbortSignal.timeout(2_000);
    for (const entries of [[], [listed(host)], [listed('*.example.com', true)]]) {
      const egress = door(entries);
      await expect(get(egress, `http://${host}:${port}/`)).rejects.toMatchObject(refused);
      await expect(egress.connect({ host, port, by: 'people' }, signal)).rejects.toMatchObject(refused);
    }
    expect(heard).toBe(before);
  });

  it.each([
    ['a host that is listed with its port, where private addresses are meant', '127.0.0.1', '127.0.0.1'],
    ['the same however it is spelt', '0x7f000001', '127.0.0.1'],
    ['a name below one that is listed', 'a.b.example.test', '*.example.test'],
  ])('is open to %s', async (_, host, entry) => {
    const egress = door([listed(entry, true)], async () => [{ address: '127.0.0.1', family: 4 }]);
    const { ok, body } = await get(egress, `http://${host}:${port}/`);
    const parts: Buffer[] = await body.toArray();
    expect([ok, Buffer.concat(parts).toString()]).toEqual([true, new URL(`http://${host}:${port}`).host]);
  });

  it.each([
    ['another port', 'hooks.test', [1]],
    ['the name above', '*.hooks.test', null],
    ['a name that only ends alike', 'ks.test', null],
  ])('is closed to a host by an entry of %s', async (_, entry, ports) => {
    const egress = door([listed(entry, true, ports ?? [port])], async () => [
      { address: '127.0.0.1', family: 4 },
    ]);
    await expect(get(egress, `http://hooks.test:${port}/`)).rejects.toMatchObject(refused);
  });

  it('asks for a name once, and goes where that led, whatever the name says next', async () => {
    const answers = ['127.0.0.1', '127.0.0.2', '127.0.0.2'];
    let asked = 0;
    const resolve: Resolve = async () => [{ address: answers[asked++] ?? '', family: 4 }];
    const before = heard;
    const egress = door([listed('rebinds.test', true)], resolve);
    const { body } = await get(egress, `http://rebinds.test:${port}/`);
    body.destroy();
    expect([asked, heard - before]).toEqual([1, 1]);
    asked = 0;
    const socket = await egress.connect(
      { host: 'rebinds.test', port, by: 'people' },
      AbortSignal.timeout(2_000),
    );
    expect([asked, socket.remoteAddress]).toEqual([1, '127.0.0.1']);
    socket.destroy();
  });

  it('judges every address of a name: one that may not be called closes it', async () => {
    const before = heard;
    const addresses = ['198.51.100.7', '127.0.0.1', '8.8.8.8', '::1', '169.254.169.254'];
    for (const address of addresses.filter((one) => one !== '8.8.8.8')) {
      const resolve: Resolve = async () =>
        [...['8.8.8.8', address]].map((one) => ({ address: one, family: one.includes(':') ? 6 : 4 }));
      await expect(
        get(door([listed('two.test')], resolve), `http://two.test:${port}/`),
      ).rejects.toMatchObject(refused);
    }
    const metadata: Resolve = async () => [{ address: '169.254.169.254', family: 4 }];
    await expect(
      get(door([listed('meta.test', true)], metadata), `http://meta.test:${port}/`),
    ).rejects.toMatchObject(refused);
    expect(heard).toBe(before);
  });

  it('fails once where it was called off before it began, and leaves no failure that nobody hears of', async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => unheard.push(reason);
    process.on('unhandledRejection', hear);
    const signal = AbortSignal.abort(new Error('called off'));
    const url = `http://127.0.0.1:${port}/`;
    const egress = door([]);
    await expect(egress.request(url, { by: 'people', method: 'GET', headers: {}, signal })).rejects.toThrow(
      'called off',
    );
    await expect(egress.connect({ host: '127.0.0.1', port, by: 'people' }, signal)).rejects.toThrow(
      'called off',
    );
    await new Promise((done) => setImmediate(done));
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
  });

  it('follows nobody who sends it on', async () => {
    const before = heard;
    const { status, body } = await get(door([listed('127.0.0.1', true)]), `http://127.0.0.1:${port}/moved`);
    body.destroy();
    expect([status, heard - before]).toEqual([302, 1]);
  });
});
