import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createSecure } from 'node:tls';
import type { JsonObject } from '../../../metadata/common/json.ts';

/** A message as RFC 5424 has it; whoever gets something else throws. */
export interface SyslogMessage {
  readonly facility: number;
  readonly severity: number;
  readonly timestamp: string;
  readonly hostname: string;
  readonly app: string;
  readonly process: string;
  readonly kind: string;
  readonly structures: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly message: string;
}

/** Reads by the grammar of RFC 5424, section 6, alone. */
export function parseSyslog(bytes: Buffer): SyslogMessage {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const header =
    /^<(\d{1,3})>1 (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) ([!-~]{1,32}) /.exec(
      text,
    );
  if (!header) throw new Error(`no header: ${text.slice(0, 120)}`);
  const [whole, priority, timestamp = '', hostname = '', app = '', process = '', kind = ''] = header;
  let rest = text.slice(whole.length);
  const structures: Record<string, Record<string, string>> = {};
  while (rest.startsWith('[')) {
    const name = /^\[([^\s="\]]{1,32})/.exec(rest);
    if (!name?.[1]) throw new Error(`no structure: ${rest.slice(0, 80)}`);
    const own: Record<string, string> = {};
    rest = rest.slice(name[0].length);
    for (;;) {
      // A quote, a backslash and a bracket stand for themselves behind a backslash alone.
      const param = /^ ([!#-<>-\\^-~]{1,32})="((?:[^"\\\]]|\\["\\\]])*)"/.exec(rest);
      if (!param?.[1]) break;
      own[param[1]] = (param[2] ?? '').replace(/\\(["\\\]])/g, '$1');
      rest = rest.slice(param[0].length);
    }
    if (!rest.startsWith(']')) throw new Error(`no end of a structure: ${rest.slice(0, 80)}`);
    rest = rest.slice(1);
    structures[name[1]] = own;
  }
  if (!rest.startsWith(' \uFEFF')) throw new Error(`no text in UTF-8: ${rest.slice(0, 80)}`);
  const number = Number(priority);
  return {
    facility: number >> 3,
    severity: number & 7,
    ...{ timestamp, hostname, app, process, kind, structures },
    message: rest.slice(2),
  };
}

export interface SyslogReceiver {
  readonly port: number;
  readonly messages: SyslogMessage[];
  /** Connections from now on are broken when so many messages were read; null: they are read to the end. */
  breakAfter(messages: number | null): void;
  close(): Promise<void>;
}

/** Takes messages by octet counting; without a certificate as they are, with one over TLS. */
export async function openSyslogStream(
  certificate?: { readonly key: string; readonly cert: string },
  port = 0,
): Promise<SyslogReceiver> {
  const messages: SyslogMessage[] = [];
  let left: number | null = null;
  const open = new Set<Socket>();
  const take = (socket: Socket) => {
    open.add(socket);
    let pending = Buffer.alloc(0);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => {});
    socket.on('data', (part: Buffer) => {
      pending = Buffer.concat([pending, part]);
      for (;;) {
        const count = /^([1-9]\d{0,8}) /.exec(pending.subarray(0, 10).toString('latin1'));
        const start = count?.[0].length ?? 0;
        const size = Number(count?.[1]);
        if (!count) {
          if (pending.length >= 10) throw new Error(`no count: ${pending.subarray(0, 20)}`);
          return;
        }
        if (pending.length < start + size) return;
        if (left !== null && left-- === 0) return void socket.destroy();
        messages.push(parseSyslog(pending.subarray(start, start + size)));
        pending = pending.subarray(start + size);
      }
    });
  };
  const server: Server = certificate ? createSecure(certificate, take) : createServer(take);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    breakAfter(count) {
      left = count;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

export async function openSyslogDatagrams(): Promise<Pick<SyslogReceiver, 'port' | 'messages' | 'close'>> {
  const messages: SyslogMessage[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (bytes) => messages.push(parseSyslog(bytes)));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const close = () => new Promise<void>((closed) => socket.close(() => closed()));
  return { port: socket.address().port, messages, close };
}

export interface LineReceiver {
  readonly url: string;
  readonly lines: JsonObject[];
  readonly headers: JsonObject[];
  /** The status that it answers from now on. Default: 204. */
  answers(status: number): void;
  close(): Promise<void>;
}

/** Takes lines of JSON. */
export async function openLineReceiver(certificate?: {
  readonly key: string;
  readonly cert: string;
}): Promise<LineReceiver> {
  const lines: JsonObject[] = [];
  const headers: JsonObject[] = [];
  let status = 204;
  const server = certificate ? createHttps(certificate) : createHttp();
  server.on('request', async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    headers.push({ ...request.headers } as JsonObject);
    if (status < 300)
      for (const line of Buffer.concat(parts).toString().trimEnd().split('\n'))
        lines.push(JSON.parse(line) as JsonObject);
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}/audit`,
    lines,
    headers,
    answers(next) {
      status = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
