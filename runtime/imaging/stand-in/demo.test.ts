import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { domains } from '../../domains.ts';
import { alonePassword as password, startAlone } from '../../server/start-alone.suite.ts';
import type { RunningServer } from '../../server/start-server.ts';
import { openStandIn } from './open-stand-in.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

describe('the demo', () => {
  let server: RunningServer;
  let token = '';
  let port = 0;

  beforeAll(async () => {
    // Somebody has the port that the demo data names.
    const taken = await openStandIn();
    // Others on this machine may try the demo at the same time.
    const moved = domains.map((domain) => {
      const { standIns } = domain;
      return standIns
        ? { ...domain, standIns: standIns.map((one) => ({ ...one, port: taken.port })) }
        : domain;
    });
    server = await startAlone({ domains: moved, demo: true, proxy: true });
    taken.close();
    port = Number(new URL(server.standIns[0]?.url ?? '').port);
    expect(port).not.toBe(taken.port);
    const session = await ask('POST', '/api/session', { user: 'admin', password });
    token = String(session['token']);
  });
  afterAll(async () => {
    await server.close();
  });

  async function ask(
    method: string,
    path: string,
    body?: JsonObject,
    more: Readonly<Record<string, string>> = {},
  ) {
    const response = await server.node.app.request(path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...more,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer = (await response.json()) as JsonObject;
    expect(response.status, JSON.stringify(answer)).toBeLessThan(300);
    return answer;
  }
  const act = async (path: string, action: string) => {
    const { revision } = await ask('GET', `${path}?view=manage`);
    return ask('POST', `${path}/actions/${action}`, {}, { 'if-match': `"${String(revision)}"` });
  };

  it('runs an imaging system of its own beside the server, to which the images of a bill are pushed', async () => {
    const url = `http://127.0.0.1:${port}/`;
    expect(server.standIns).toEqual([expect.objectContaining({ url })]);
    const systems = '/api/forms/imaging-system/records?view=manage&number=YXXT-DEMO';
    const [system] = (await ask('GET', systems))['items'] as unknown as readonly JsonObject[];
    expect([system?.['ip'], system?.['port']]).toEqual(['127.0.0.1', port]);
    const words = Object.entries({ filename: '发票.png', field: 'images' });
    const begun = await server.node.app.request('/api/forms/image-bill/uploads?org=EAST', {
      method: 'POST',
      body: new Uint8Array(png),
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(png.length),
        'upload-metadata': words
          .map(([word, said]) => `${word} ${Buffer.from(said).toString('base64')}`)
          .join(','),
        'content-type': 'application/offset+octet-stream',
      },
    });
    const bill = await ask('POST', '/api/forms/image-bill/records?org=EAST', {
      application: '费用核算',
      billType: '招待费报销单',
      billNumber: 'ZD-<1>',
      images: [{ id: begun.headers.get('location')?.split('/').at(-1) ?? '' }],
    });
    const path = `/api/forms/image-bill/records/${String(bill['id'])}`;
    const gone = await act(path, 'submit');
    expect([gone['imagingMode'], gone['notice']]).toEqual(['sync', null]);
    const page = async () => (await fetch(url, { headers: { 'accept-language': 'zh' } })).text();
    await expect.poll(page, { timeout: 20_000 }).toContain('ZD-&lt;1&gt;');
    const [, address = ''] = /<a href="(\/arrived\/\d+\/\d+)"><img[^>]*>发票\.png/.exec(await page()) ?? [];
    const picture = await fetch(new URL(address, url));
    expect([
      picture.headers.get('content-type'),
      Buffer.from(await picture.arrayBuffer()).equals(png),
    ]).toEqual(['image/png', true]);
    const pushes = `/api/forms/image-push/records?view=manage&bill=${String(bill['id'])}&kind=images`;
    const state = async () => {
      const [push] = (await ask('GET', pushes))['items'] as unknown as readonly JsonObject[];
      return push?.['state'];
    };
    // What arrived is written down after it did.
    await expect.poll(state, { timeout: 20_000 }).toBe('sent');
  });

  it('shows what arrived to nobody who came by another name', async () => {
    const { status } = await new Promise<{ status: number }>((resolve) => {
      void import('node:http').then(({ get }) =>
        get({ port, host: '127.0.0.1', headers: { host: 'elsewhere.example' } }, ({ statusCode = 0 }) =>
          resolve({ status: statusCode }),
        ),
      );
    });
    expect(status).toBe(403);
  });
});
