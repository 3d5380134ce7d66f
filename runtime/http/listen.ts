import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Config } from '../config.ts';
import { refusal } from '../refusal.ts';

const portTaken = refusal('port-taken', 409);

/** Binds the app to a port; refuses in words when the port is taken. */
export function listen(
  app: { fetch: Parameters<typeof getRequestListener>[0] },
  { port, host }: Pick<Config, 'port' | 'host'>,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(getRequestListener(app.fetch));
  server.keepAliveTimeout = 65_000;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? portTaken({ port }) : error);
    });
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve({ server, port: address.port });
    });
  });
}
