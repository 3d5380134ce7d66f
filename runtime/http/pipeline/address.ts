import type { Context } from 'hono';
import type { ReadHeader } from './read-header.ts';

/** Where a request comes from: the socket's other end, or what a trusted proxy says it was. */
export function addressOf(context: Context, header: ReadHeader, proxy: boolean): string {
  if (proxy) {
    const forwarded = header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded.slice(0, 64);
  }
  return socketAddress(context.env) ?? '-';
}

/** Where a server listens on IPv6 as well, an IPv4 address comes like this. */
const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/** What @hono/node-server hands over; tests without a socket have none. */
function socketAddress(bindings: unknown): string | undefined {
  const { incoming } = (bindings ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } };
  return incoming?.socket?.remoteAddress?.replace(mapped, '$1');
}
