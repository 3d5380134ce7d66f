import { randomBytes } from 'node:crypto';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FormSource } from '../../../metadata/source.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';
import { type Listening, listen } from '../pipeline/listen.ts';

const label = { zh: '档案', en: 'Archive' };
const archive: FormSource = {
  name: 'archive',
  kind: 'document',
  label,
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label, length: 50, required: true },
    { name: 'content', kind: 'file', label, types: ['other'], largest: 50 },
    { name: 'picture', kind: 'image', label },
  ],
};

/** As programs bring files that know the protocol, and nothing of this house. */
describeOnDatabases('a client of tus', (database) => {
  let house: House;
  let listening: Listening;
  let token = '';
  beforeAll(async () => {
    house = await openHouse(database.url, { forms: [archive] });
    listening = await listen(house.app, { port: 0, host: '127.0.0.1' });
    token = await house.signIn('admin');
  });
  afterAll(async () => {
    await listening.drain();
    await house.close();
  });

  const begun = (bytes: Buffer, more: Partial<Upload['options']> = {}) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const upload = new Upload(bytes, {
      endpoint: `http://127.0.0.1:${listening.port}/api/forms/archive/uploads`,
      headers: { authorization: `Bearer ${token}` },
      metadata: { filename: '档案 2026.bin', field: 'content' },
      retryDelays: null,
      onSuccess: () => resolve(upload.url?.split('/').at(-1) ?? ''),
      onError: reject,
      ...more,
    });
    return { upload, done: promise };
  };
  const savedBytes = async (id: string) => {
    const made = await house.ask('POST', '/api/forms/archive/records', {
      as: token,
      body: { number: id, content: { id } },
    });
    expect([made.status, made.at('/content/name')]).toEqual([201, '档案 2026.bin']);
    const path = `/api/forms/archive/records/${String(made.at('/id'))}/files/${id}`;
    const answer = await house.app.request(path, { headers: { authorization: `Bearer ${token}` } });
    return Buffer.from(await answer.arrayBuffer());
  };

  it.each([
    ['in one request', {}],
    ['in many', { chunkSize: 100_000 }],
    ['with its beginning', { uploadDataDuringCreation: true, chunkSize: 300_000 }],
  ] as const)('brings a file %s', async (_, more) => {
    const bytes = randomBytes(1_000_003);
    const { upload, done } = begun(bytes, more);
    upload.start();
    expect((await savedBytes(await done)).equals(bytes)).toBe(true);
  });

  it('goes on where it was broken off', async () => {
    const bytes = randomBytes(900_000);
    const first = begun(bytes, {
      chunkSize: 250_000,
      onChunkComplete: (_size, sent) => {
        if (sent >= 500_000) void first.upload.abort();
      },
    });
    first.upload.start();
    await expect.poll(async () => (await stateOf(first.upload.url ?? ''))?.['received']).toBe(500_000);
    let least = Number.POSITIVE_INFINITY;
    const next = begun(bytes, {
      uploadUrl: first.upload.url ?? '',
      onProgress: (sent) => {
        least = Math.min(least, sent);
      },
    });
    next.upload.start();
    expect((await savedBytes(await next.done)).equals(bytes)).toBe(true);
    expect(least).toBeGreaterThanOrEqual(500_000);
  });

  it('is told in words what is refused, and gives up what it began', async () => {
    const wrong = begun(randomBytes(10), { metadata: { filename: 'a.png', field: 'picture' } });
    wrong.upload.start();
    await expect(wrong.done).rejects.toThrow(/upload-refused/);
    const given = begun(randomBytes(1_000_000), {
      chunkSize: 100_000,
      onChunkComplete: () => void given.upload.abort(true),
    });
    given.upload.start();
    await expect.poll(async () => given.upload.url && (await stateOf(given.upload.url))).toBeNull();
  });

  async function stateOf(url: string): Promise<Record<string, unknown> | null> {
    if (url === '') return null;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return answer.status === 404 ? null : ((await answer.json()) as Record<string, unknown>);
  }
});
