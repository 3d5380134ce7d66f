import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAsOf1996, askPlainly, jsonOf, type ProxyName, type RunningProxy, startProxy } from './proxies.ts';
import { password, provide, type RunningGuiju, startGuiju } from './running.ts';

interface Session {
  readonly token: string;
}

const json = { 'content-type': 'application/json' };
const metadata = (values: Readonly<Record<string, string>>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');

describe('the files for proxies', () => {
  let believing: RunningGuiju;
  let doubting: RunningGuiju;
  beforeAll(async () => {
    await provide({ nginx: 'nginx-light', caddy: 'caddy', openssl: 'openssl' });
    const url = { GUIJU_URL: 'https://guiju.example.com' };
    believing = await startGuiju({ ...url, GUIJU_PROXY: '1' });
    doubting = await startGuiju(url);
  }, 600_000);
  afterAll(async () => {
    expect([await believing.stop(), await doubting.stop()]).toEqual([0, 0]);
  });

  describe.each<ProxyName>(['nginx', 'caddy'])('of %s', { timeout: 60_000 }, (name) => {
    let proxy: RunningProxy;
    let unbelieved: RunningProxy;
    beforeAll(async () => {
      proxy = await startProxy(name, believing);
      unbelieved = await startProxy(name, doubting);
    });
    afterAll(() => Promise.all([proxy.stop(), unbelieved.stop()]));

    const signIn = async (through: RunningProxy, from?: string, forged?: string) => {
      const answer = await through.ask('/api/session', {
        method: 'POST',
        headers: { ...json, ...(forged !== undefined && { 'x-forwarded-for': forged }) },
        body: JSON.stringify({ user: 'admin', password }),
        ...(from !== undefined && { from }),
      });
      expect(answer.statusCode).toBe(200);
      return { authorization: `Bearer ${(await jsonOf<Session>(answer)).token}` };
    };
    const addressOf = async (through: RunningProxy, from: string, forged?: string) => {
      const headers = await signIn(through, from, forged);
      const { items } = await jsonOf<{ items: readonly { current: boolean; address: string }[] }>(
        await through.ask('/api/me/sessions', { headers }),
      );
      return items.find(({ current }) => current)?.address;
    };

    it('leads on from HTTP to TLS, over which people sign in', async () => {
      const { statusCode, headers } = await askPlainly(proxy.plain, '/forms/user', {
        host: 'guiju.example.com',
      });
      expect(Math.floor(Number(statusCode) / 100)).toBe(3);
      expect(headers.location).toMatch(/^https:\/\/guiju\.example\.com(:\d+)?\/forms\/user$/);
      const answer = await proxy.ask('/api/session', { headers: await signIn(proxy) });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['strict-transport-security']).toContain('max-age');
    });

    it('hands on nothing that names no host, or another one', async () => {
      const site = 'guiju.example.com';
      const line = 'GET /healthz HTTP/1.0';
      const named = await askAsOf1996(proxy.port, [line, `Host: ${site}`], site);
      expect(named).toMatch(/^HTTP\/1\.[01] 200 /);
      expect(named).toMatch(/^x-request-id: /im);
      for (const lines of [[line], [line, 'Host: other.example.com']]) {
        const answer = await askAsOf1996(proxy.port, lines, site);
        if (name === 'nginx') expect(answer).toMatch(/^HTTP\/1\.1 400 /);
        expect(answer).not.toMatch(/^x-request-id: /im);
      }
      await expect(askAsOf1996(proxy.port, [line], null)).rejects.toThrow();
    });

    it('tells the address of the caller, whatever he writes himself, to a server that believes it', async () => {
      expect(await addressOf(proxy, '127.0.0.2')).toBe('127.0.0.2');
      expect(await addressOf(proxy, '127.0.0.3', '203.0.113.9')).toBe('127.0.0.3');
      expect(await addressOf(unbelieved, '127.0.0.2', '203.0.113.9')).toBe('127.0.0.1');
    });

    it('sends on events at once, and ends a stream that nobody reads', async () => {
      const headers = await signIn(proxy);
      const open = async () => {
        const scraped = await text(await askPlainly(believing.port, '/metrics', headers));
        return /^guiju_event_streams_open (\d+)$/m.exec(scraped)?.[1];
      };
      const stream = await proxy.ask('/api/watch?forms=user', { headers });
      expect([stream.statusCode, await open()]).toEqual([200, '1']);
      let heard = '';
      stream.on('data', (bytes) => {
        heard += String(bytes);
      });
      await expect.poll(() => heard, { timeout: 2_000 }).toContain('retry');
      const number = `${name}-${randomBytes(4).toString('hex')}`;
      const made = await proxy.ask('/api/forms/user/records', {
        method: 'POST',
        headers: { ...headers, ...json },
        body: JSON.stringify({ number, name: number, organisation: 'root' }),
      });
      const { id } = await jsonOf<{ id: string }>(made);
      expect(made.statusCode).toBe(201);
      await expect.poll(() => heard, { timeout: 2_000 }).toContain(id);
      stream.destroy();
      await expect.poll(open).toBe('0');
    });

    it('takes large files and long addresses', async () => {
      const headers = await signIn(proxy);
      const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(60 * 1024 * 1024)]);
      const answer = await proxy.ask('/api/forms/scan-stack/uploads', {
        method: 'POST',
        headers: {
          ...headers,
          'tus-resumable': '1.0.0',
          'upload-length': bytes.length,
          'upload-metadata': metadata({ filename: 'large.pdf', field: 'file' }),
          'content-type': 'application/offset+octet-stream',
          'content-length': bytes.length,
        },
        body: bytes,
      });
      expect([answer.statusCode, answer.headers['upload-offset']]).toEqual([201, String(bytes.length)]);
      const path = `/api/forms/user/records?number=${'x'.repeat(40_000)}`;
      const straight = await askPlainly(believing.port, path, headers);
      const through = await proxy.ask(path, { headers });
      expect([through.statusCode, through.headers['content-type']]).toEqual([
        straight.statusCode,
        straight.headers['content-type'],
      ]);
      expect(through.headers['x-request-id']).toBeDefined();
    });

    it('keeps of an upload that breaks off what came', async () => {
      const headers = await signIn(proxy);
      const size = 8 * 1024 * 1024;
      const spoken = { ...headers, 'tus-resumable': '1.0.0' };
      const begun = await proxy.ask('/api/forms/scan-stack/uploads', {
        method: 'POST',
        headers: {
          ...spoken,
          'upload-length': size,
          'upload-metadata': metadata({ filename: 'broken.pdf', field: 'file' }),
          'content-length': 0,
        },
      });
      const place = String(begun.headers.location);
      expect(begun.statusCode).toBe(201);
      await expect(
        proxy.ask(place, {
          method: 'PATCH',
          headers: {
            ...spoken,
            'upload-offset': 0,
            'content-type': 'application/offset+octet-stream',
            'content-length': size,
          },
          body: randomBytes(size / 2),
          breaksOff: true,
        }),
      ).rejects.toThrow();
      await expect
        .poll(async () =>
          Number((await proxy.ask(place, { method: 'HEAD', headers: spoken })).headers['upload-offset']),
        )
        .toBeGreaterThan(size / 4);
    });
  });
});
