import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { sentence } from '../messages/index.ts';
import { listen, tryListening } from './listen.ts';

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

it.each([
  [
    'an address that is too long',
    `GET /${'x'.repeat(70_000)} HTTP/1.1\r\nhost: x\r\n`,
    431,
    'head-too-large',
  ],
  ['no request at all', 'who is there?\r\n', 400, 'request-malformed'],
])('%s is refused with a problem', async (_, sent, status, code) => {
  const fetch = (request: Request) => new Response(String(new URL(request.url).search.length));
  const { server, port } = await listen({ fetch }, { port: 0, host: '127.0.0.1' });
  const ask = async (text: string) => {
    const socket = connect(port, '127.0.0.1');
    socket.end(text);
    const parts: Buffer[] = [];
    for await (const part of socket) parts.push(part as Buffer);
    const [head = '', body = ''] = Buffer.concat(parts).toString().split('\r\n\r\n');
    return { head, body };
  };
  const { head, body } = await ask(`${sent}accept-language: en\r\n\r\n`);
  expect(head.split('\r\n')[0]).toContain(`HTTP/1.1 ${status} `);
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ status, code, errors: [] });
  expect(sentence(code, { limit: 1 }, 'en', new Map())).not.toContain(code);
  const ids = `?id[in]=${'01a1f9ed-a0af-73a1-8ae1-ef55fbe201f6,'.repeat(1_000)}`;
  expect((await ask(`GET /${ids} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)).body).toContain(
    String(ids.length),
  );
  await new Promise((resolve) => server.close(resolve));
});
