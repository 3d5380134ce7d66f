import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Config } from '../config.ts';
import { refusal } from '../refusal.ts';
import { answerUnreadable } from './unreadable-request.ts';

const portTaken = refusal('port-taken', 409);
const hostWrong = refusal('host-wrong', 409);

/** Bytes of address and headers together: a filter that is not refused as too costly has room in it. */
const longestHead = 64 * 1024;

/** Binds the app to a port; refuses in words when the port is taken. */
export function listen(
  app: { fetch: Parameters<typeof getRequestListener>[0] },
  { port, host }: Pick<Config, 'port' | 'host'>,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer({ maxHeaderSize: longestHead }, getRequestListener(app.fetch));
  server.on('clientError', answerUnreadable(longestHead));
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? '';
      if (code === 'EADDRINUSE' || code === 'EACCES') reject(portTaken({ port }));
      else if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL' || code === 'EAI_AGAIN')
        reject(hostWrong({ host }));
      else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve({ server, port: address.port });
    });
  });
}

/** Refuses what `listen` would refuse, before anything is made that only the first start makes. */
export async function tryListening(where: Pick<Config, 'port' | 'host'>): Promise<void> {
  const { server } = await listen({ fetch: () => new Response() }, where);
  await new Promise((resolve) => server.close(resolve));
}
