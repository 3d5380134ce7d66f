import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { sentence } from '../messages/index.ts';
import { tryListening } from './listen.ts';

it('a port that somebody else has is refused in words', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const refused = { code: 'port-taken', status: 409, params: { port } };
  await expect(tryListening({ port, host: '127.0.0.1' })).rejects.toMatchObject(refused);
  expect(sentence('port-taken', { port }, 'en', new Map())).toContain(String(port));
  await new Promise((resolve) => other.close(resolve));
  await expect(tryListening({ port, host: '127.0.0.1' })).resolves.toBeUndefined();
});

it.each(['192.0.2.1', 'no-such-host.invalid'])(
  'an address of no card of this machine is refused: %s',
  async (host) => {
    const refused = { code: 'host-wrong', status: 409, params: { host } };
    await expect(tryListening({ port: 0, host })).rejects.toMatchObject(refused);
  },
);
