import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import type { Egress, Target } from './egress.ts';

/**
 * Sends bytes on a connection of their own, over TLS where that is said. They have arrived when the other side closes as
 * well, having read to the end, and nothing broke before: for protocols that have no word for it.
 */
export async function sendStream(
  egress: Egress,
  { isSecure, ...target }: Target & { readonly isSecure: boolean },
  parts: Iterable<Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const plain = await egress.connect(target, signal);
  const socket = isSecure ? await secured(plain, target.host, signal) : plain;
  const giveUp = () => socket.destroy(signal.reason as Error);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const closed = closedByBoth(socket);
    closed.catch(() => {});
    for (const bytes of parts)
      if (!socket.write(bytes)) await Promise.race([once(socket, 'drain', { signal }), closed]);
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
  let isRead = false;
  socket.once('error', reject);
  socket.once('end', () => {
    // Whoever closes before he was told that there is no more has not read to the end.
    isRead = socket.writableFinished;
  });
  socket.once('close', () =>
    isRead ? resolve() : reject(new Error('the server closed before it had read everything')),
  );
  socket.resume();
  return promise;
}
