import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openHouse } from '../runtime/http/house.suite.ts';
import { listen } from '../runtime/http/pipeline/listen.ts';
import { freshDatabase } from '../workshop/services/databases.ts';

/**
 * Files that come over HTTP at eight connections, against a bare Node server that writes each to the disk, in turns of
 * one run: `node bench/files.ts`.
 */
const [count, size, connections, turns] = [500, 2 * 1024 * 1024, 8, 3];
const label = { zh: '档案', en: 'Archive' };

async function atOnce(work: (n: number) => Promise<void>): Promise<number> {
  const from = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let n = next++; n < count; n = next++) await work(n);
    }),
  );
  return (count * size) / 1024 / 1024 / ((performance.now() - from) / 1000);
}

const folder = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
const bare = createServer((request, response) => {
  const file = createWriteStream(join(folder, request.url?.slice(1) ?? ''), { flush: true });
  pipeline(request, file).then(() => response.end());
});
await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
const barePort = (bare.address() as AddressInfo).port;

const place = await freshDatabase('sqlite');
const house = await openHouse(place.url, {
  forms: [
    {
      name: 'archive',
      kind: 'document',
      label,
      sharing: { allowed: ['private'], default: 'private' },
      fields: [
        { name: 'number', kind: 'text', label, length: 50, required: true },
        { name: 'content', kind: 'file', label, types: ['other'] },
        { name: 'secret', kind: 'file', label, types: ['other'], personal: true },
      ],
    },
  ],
});
const { port, drain } = await listen(house.app, { port: 0, host: '127.0.0.1' });
const token = await house.signIn('admin');

function bringTo(field: string) {
  const words = `filename ${Buffer.from('a.bin').toString('base64')},field ${Buffer.from(field).toString('base64')}`;
  return async (): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/forms/archive/uploads`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        'upload-length': String(size),
        'upload-metadata': words,
        'content-type': 'application/offset+octet-stream',
      },
      body: randomBytes(size),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
  };
}

const rates: Record<string, number[]> = { bare: [], ours: [], sealed: [] };
let most = 0;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss);
}, 50);
for (let turn = 0; turn < turns; turn += 1) {
  rates['bare']?.push(
    await atOnce(async (n) => {
      await fetch(`http://127.0.0.1:${barePort}/${turn}-${n}`, { method: 'POST', body: randomBytes(size) });
    }),
  );
  rates['ours']?.push(await atOnce(bringTo('content')));
  rates['sealed']?.push(await atOnce(bringTo('secret')));
}
clearInterval(watch);
const median = (name: string) => (rates[name] ?? []).toSorted((a, b) => a - b)[Math.floor(turns / 2)] ?? 0;
console.log(`bare ${median('bare').toFixed(0)} MB/s`);
for (const name of ['ours', 'sealed'])
  console.log(
    `${name} ${median(name).toFixed(0)} MB/s, ${(median(name) / median('bare')).toFixed(2)} of bare`,
  );
console.log(
  `most memory of the process, both servers and the clients: ${(most / 1024 / 1024).toFixed(0)} MB`,
);
await drain();
bare.close();
await house.close();
await place.drop();
rmSync(folder, { recursive: true, force: true });
