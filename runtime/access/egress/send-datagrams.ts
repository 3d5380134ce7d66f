import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';

/**
 * Sends a datagram each to where the operator says. Nobody hears whether one arrived, unless the other machine refuses
 * it before the last was sent.
 */
export async function sendDatagrams(
  { host, port }: { readonly host: string; readonly port: number },
  datagrams: Iterable<Uint8Array>,
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
    for (const bytes of datagrams) {
      const sent = new Promise<void>((done, fail) => {
        socket.send(bytes, (error) => (error ? fail(error) : done()));
      });
      await Promise.race([sent, failed.promise]);
    }
  } finally {
    socket.close();
  }
}
