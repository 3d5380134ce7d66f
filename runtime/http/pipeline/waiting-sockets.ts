import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Connections on which nobody is being served: they have not said yet what they want, or are kept for what may come
 * next. There is room for so many; for one more the oldest goes of the network that has most, so that however many
 * somebody opens, others find a place.
 */
export interface WaitingSockets {
  /** A connection was made. */
  enter(socket: Socket): void;
  has(socket: Socket): boolean;
  /** A request has come, though perhaps not its body yet. */
  follow(request: IncomingMessage, response: ServerResponse): void;
}

export function createWaitingSockets(room: number): WaitingSockets {
  /** By network; sockets in the order they began to wait. */
  const networks = new Map<string, Set<Socket>>();
  const places = new Map<Socket, string>();

  function wait(socket: Socket): void {
    if (socket.destroyed) return;
    leave(socket);
    if (places.size >= room) oldestOfMost()?.destroy();
    const network = networkOf(socket.remoteAddress ?? '');
    places.set(socket, network);
    const sockets = networks.get(network) ?? new Set();
    networks.set(network, sockets.add(socket));
  }

  function leave(socket: Socket): void {
    const network = places.get(socket);
    if (network === undefined) return;
    places.delete(socket);
    const sockets = networks.get(network);
    sockets?.delete(socket);
    if (sockets?.size === 0) networks.delete(network);
  }

  function oldestOfMost(): Socket | undefined {
    let most: Set<Socket> | undefined;
    for (const sockets of networks.values()) if (!most || sockets.size > most.size) most = sockets;
    const [oldest] = most ?? [];
    if (oldest) leave(oldest);
    return oldest;
  }

  return {
    enter(socket) {
      socket.once('close', () => leave(socket));
      wait(socket);
    },
    has: (socket) => places.has(socket),
    follow(request, response) {
      const { socket, headers } = request;
      const hasBody =
        headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
      // Whoever sends slowly waits among those who say nothing.
      if (hasBody) request.once('end', () => leave(socket));
      else leave(socket);
      // All of the answer is there: from now on it is the reader who takes his time.
      response.once('prefinish', () => wait(socket));
      response.once('close', () => wait(socket));
    },
  };
}

/** An IPv4 address, or the /64 that one line of IPv6 has to itself. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array<string>(zeros).fill('0'), ...back].slice(0, 4).join(':');
}
