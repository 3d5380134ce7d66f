import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import type { Egress } from '../../../access/egress/egress.ts';
import type { ForwardedEntry } from './forwarded-entry.ts';
import { syslogMessage } from './syslog-message.ts';

export interface SyslogPlace {
  readonly over: 'tcp' | 'tls' | 'udp';
  readonly host: string;
  readonly port: number;
}

/** Bytes of a datagram: a longer one is not sent by any network. */
const longestDatagram = 60_000;

/**
 * Sends entries on a connection of their own, each with the number of its bytes in front (RFC 6587, 5425). Syslog has no
 * word for what arrived: it did when the other side closes as well, having read to the end, and nothing broke before.
 */
export async function sendByStream(
  { over, host, port }: SyslogPlace,
  egress: Egress,
  entries: readonly ForwardedEntry[],
  hostname: string,
  signal: AbortSignal,
): Promise<void> {
  const plain = await egress.connect({ host, port, by: 'operator' }, signal);
  const socket = over === 'tls' ? await secured(plain, host, signal) : plain;
  const giveUp = () => socket.destroy(signal.reason as Error);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const closed = closedByBoth(socket);
    closed.catch(() => {});
    for (const entry of entries) {
      const bytes = Buffer.from(syslogMessage(entry, hostname));
      const isTaken = socket.write(Buffer.concat([Buffer.from(`${bytes.length} `), bytes]));
      if (!isTaken) await Promise.race([once(socket, 'drain', { signal }), closed]);
    }
    socket.end();
    await closed;
  } finally {
    signal.removeEventListener('abort', giveUp);
    socket.destroy();
    plain.destroy();
  }
}

async function secured(socket: Socket, host: string, signal: AbortSignal): Promise<Socket> {
  const wrapped = secure({ socket, ...(isIP(host) === 0 ? { servername: host } : { host }) });
  try {
    await once(wrapped, 'secureConnect', { signal });
    return wrapped;
  } catch (error) {
    wrapped.destroy();
    socket.destroy();
    throw error;
  }
}

function closedByBoth(socket: Socket): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let isEnded = false;
  socket.once('error', reject);
  socket.once('end', () => {
    // Whoever closes before he was told that there is no more has not read to the end.
    isEnded = socket.writableFinished;
  });
  socket.once('close', () =>
    isEnded ? resolve() : reject(new Error('the server closed before it had read everything')),
  );
  socket.resume();
  return promise;
}

/** Sends a datagram an entry (RFC 5426). Nobody hears whether one arrived, unless the other machine refuses it. */
export async function sendByDatagrams(
  { host, port }: SyslogPlace,
  entries: readonly ForwardedEntry[],
  hostname: string,
  signal: AbortSignal,
): Promise<void> {
  const { address, family } = await lookup(host);
  signal.throwIfAborted();
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  socket.on('error', failed.reject);
  try {
    socket.connect(port, address);
    await Promise.race([once(socket, 'connect', { signal }), failed.promise]);
    for (const entry of entries) {
      const whole = Buffer.from(syslogMessage(entry, hostname));
      const bytes =
        whole.length > longestDatagram ? Buffer.from(syslogMessage(entry, hostname, 'detail')) : whole;
      const sent = new Promise<void>((done, fail) => {
        socket.send(bytes, (error) => (error ? fail(error) : done()));
      });
      await Promise.race([sent, failed.promise]);
    }
  } finally {
    socket.close();
  }
}
