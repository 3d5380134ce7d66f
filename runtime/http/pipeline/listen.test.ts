import { EventEmitter } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Refusal } from '../../common/refusal.ts';
import { createWaitingSockets, listen, tryListening } from './listen.ts';
import { readBytes, readJson } from './read-body.ts';

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

/** The manners of a caller of no good will, on a connection of his own, and what he is told when it is over. */
const illManners: readonly (readonly [string, (socket: Socket) => void, RegExp])[] = [
  ['says nothing', () => {}, /^$/],
  [
    'sends half a head',
    (socket) => socket.write('GET / HTTP/1.1\r\nhost'),
    /^HTTP\/1.1 408 [\s\S]*"code":"request-too-slow"/,
  ],
  [
    'sends a head by the letter',
    (socket) => trickle(socket, `GET / HTTP/1.1\r\nx-long: ${'x'.repeat(5_000)}`),
    /^HTTP\/1.1 408 /,
  ],
  ['sends no body', (socket) => socket.write(post), /^(HTTP\/1.1 408 |$)/],
  [
    'sends a body by the letter',
    (socket) => {
      socket.write(post);
      trickle(socket, 'x'.repeat(5_000));
    },
    /^HTTP\/1.1 4(08|00) /,
  ],
  ['sends no request and keeps its end open', (socket) => socket.write('hello?\r\n\r\n'), /^HTTP\/1.1 400 /],
  [
    'never takes a long answer',
    (socket) => {
      socket.write('GET /long HTTP/1.1\r\nhost: x\r\n\r\n');
      socket.pause();
    },
    /^$/,
  ],
  ['never asks again', (socket) => socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'), /^HTTP\/1.1 200 /],
];
const post = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5000\r\n\r\n';
const long = 'x'.repeat(15_000_000);

const refused: string[] = [];
const app = {
  fetch: async (request: Request) => {
    if (request.url.endsWith('/long')) return new Response(long);
    return readBytes(request, 1_000_000).then(
      (bytes) => new Response(String(bytes.length)),
      (error: Error) => {
        refused.push(error.message);
        return new Response('', { status: 400 });
      },
    );
  },
};
const hasty = { head: 1_500, request: 1_500, silence: 2_500, idle: 1_500, look: 100, waiting: 40 };

function trickle(socket: Socket, text: string): void {
  const letters = [...text];
  const timer = setInterval(() => socket.write(letters.shift() ?? ' '), 20);
  socket.once('close', () => clearInterval(timer));
}

const open = (server: Server) =>
  new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));

it.concurrent.for(illManners)(
  'whoever %s is let go in time, and others are served',
  { timeout: 20_000 },
  async ([_, behave, found], { expect }) => {
    const { server, port } = await listen(app, { port: 0, host: '127.0.0.1' }, hasty);
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (part) => {
      text += String(part);
    });
    await new Promise((resolve) => socket.once('connect', resolve));
    behave(socket);
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'abc' });
    expect(await answer.text()).toBe('3');
    await expect.poll(() => open(server), { timeout: 15_000 }).toBe(0);
    expect(text).toMatch(found);
    socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  },
);

it('however many wait, others are served, and few places are taken', async () => {
  const never = { ...hasty, head: 60_000, request: 60_000, silence: 60_000, idle: 60_000 };
  const { server, port } = await listen(app, { port: 0, host: '127.0.0.1' }, never);
  const sockets: Socket[] = [];
  for (let round = 0; round < 8; round++) {
    for (const [, behave] of illManners.slice(0, 5).flatMap((one) => Array(8).fill(one) as (typeof one)[])) {
      const socket = connect({ port, host: '127.0.0.1' });
      socket.on('error', () => {});
      socket.once('connect', () => behave(socket));
      sockets.push(socket);
    }
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'abc' });
    expect(await answer.text()).toBe('3');
  }
  await expect.poll(() => open(server)).toBeLessThanOrEqual(hasty.waiting);
  for (const socket of sockets) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('however many take no answer, few places are taken', async () => {
  const never = { ...hasty, head: 60_000, request: 60_000, silence: 60_000, idle: 60_000, waiting: 4 };
  const { server, port } = await listen(app, { port: 0, host: '127.0.0.1' }, never);
  const sockets = Array.from({ length: 12 }, () => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => {});
    socket.write('GET /long HTTP/1.1\r\nhost: x\r\n\r\n');
    return socket.pause();
  });
  await expect.poll(() => open(server), { timeout: 10_000 }).toBeLessThanOrEqual(never.waiting);
  const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'abc' });
  expect(await answer.text()).toBe('3');
  for (const socket of sockets) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

it('more than can be worked on is refused at the door, how the server is is told all the same', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const fetch = async ({ url }: Request) => {
    if (url.endsWith('/slow')) await promise;
    return new Response('done');
  };
  const { server, port, drain } = await listen({ fetch }, { port: 0, host: '127.0.0.1' }, { serving: 2 });
  const ask = (path: string) => globalThis.fetch(`http://127.0.0.1:${port}${path}`);
  const slow = [ask('/slow'), ask('/slow')];
  const seen = async () => {
    const { status, headers } = await ask('/quick');
    return [status, headers.get('retry-after'), headers.get('connection')];
  };
  await expect.poll(seen).toEqual([503, '2', 'close']);
  expect(((await (await ask('/quick')).json()) as JsonObject)['code']).toBe('server-busy');
  expect((await ask('/healthz')).status).toBe(200);
  const ended = drain({ grace: 30 });
  resolve();
  expect(await Promise.all(slow.map(async (answer) => (await answer).text()))).toEqual(['done', 'done']);
  await ended;
  expect(server.listening).toBe(false);
});

it('whoever sent a body that is refused before its end asks on by the same connection', async () => {
  const fetch = (request: Request) =>
    readJson(request, { bytes: 4 * 1024 * 1024, values: 20_000 }).then(
      () => new Response('read'),
      ({ code, status }: Refusal) => new Response(code, { status }),
    );
  const { server, port } = await listen({ fetch }, { port: 0, host: '127.0.0.1' });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const sockets = new Set<unknown>();
  const send = (body: string) =>
    new Promise<string>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length };
      const sent = request({ port, host: '127.0.0.1', method: 'POST', agent, headers }, async (answer) => {
        const parts: Buffer[] = [];
        for await (const part of answer) parts.push(part as Buffer);
        resolve(`${answer.statusCode} ${Buffer.concat(parts)}`);
      });
      sent.on('socket', (socket) => sockets.add(socket)).on('error', reject);
      sent.end(body);
    });
  const deep = '['.repeat(3_900_000);
  const many = `[${'1,'.repeat(1_900_000)}1]`;
  const answers = [];
  for (const body of [deep, many, deep, '{}', many, '[]']) answers.push(await send(body));
  expect(answers).toEqual(
    [400, 400, 400, 200, 400, 200].map((status) => expect.stringMatching(`^${status} `)),
  );
  expect(sockets.size).toBe(1);
  agent.destroy();
  await new Promise((resolve) => server.close(resolve));
});

it('of a crowd from one network and one from another, the crowd makes room', () => {
  const room = createWaitingSockets(3);
  const gone: string[] = [];
  const come = (name: string, remoteAddress: string) =>
    room.enter(
      Object.assign(new EventEmitter(), {
        remoteAddress,
        destroyed: false,
        destroy: () => gone.push(name),
      }) as unknown as Socket,
    );
  come('a lonely one', '2001:db8:1::7');
  come('first of a crowd', '2001:db8:2:0:1::1');
  come('second of it', '2001:db8:2::2');
  come('third of it', '2001:db8:2:0:ffff::3');
  expect(gone).toEqual(['first of a crowd']);
  come('somebody else', '::ffff:192.0.2.1');
  expect(gone).toEqual(['first of a crowd', 'second of it']);
});

afterAll(() => {
  // A caller who went in the middle was nobody's fault here.
  expect(new Set(refused)).toEqual(new Set(['body-cut-off']));
});
