import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type OutgoingHttpHeaders, request as plainly } from 'node:http';
import { request as overTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectTls } from 'node:tls';
import { freePort } from '../services/mariadbd.ts';
import { readDeployFile } from './deploy-files.ts';
import { type Running, startListening, substituted } from './running.ts';

export type ProxyName = 'nginx' | 'caddy';

/** The name in the certificate and in the files of deploy. */
const site = 'guiju.example.com';

interface Place {
  readonly folder: string;
  readonly certificate: string;
  readonly key: string;
}

export interface RunningProxy extends Running {
  /** The port that leads on to the one with TLS. */
  readonly plain: number;
  ask(path: string, asked?: Asked): Promise<IncomingMessage>;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  /** The address that the caller has. Default: 127.0.0.1. */
  readonly from?: string;
  /** Whether the connection breaks when all of the body was sent. Default: the answer is waited for. */
  readonly breaksOff?: boolean;
}

function placeFor(name: ProxyName): Place {
  const folder = mkdtempSync(join(tmpdir(), `guiju-${name}-`));
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const named = ['-subj', `/CN=${site}`, '-addext', `subjectAltName=DNS:${site}`];
  const fresh = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  execFileSync('openssl', [...fresh, '-keyout', key, '-out', certificate, ...named], { stdio: 'ignore' });
  return { folder, certificate, key };
}

/** A proxy of Debian with the very file of deploy; ports and certificate are its own. */
export async function startProxy(name: ProxyName, server: Pick<Running, 'port'>): Promise<RunningProxy> {
  const place = placeFor(name);
  const [port, plain] = [await freePort(), await freePort()];
  const begin = name === 'nginx' ? startNginx : startCaddy;
  const running = await begin(place, { port, plain, server: server.port });
  const ca = readFileSync(place.certificate);
  return {
    ...running,
    plain,
    ask: (path, { method = 'GET', headers = {}, body, from = '127.0.0.1', breaksOff = false } = {}) =>
      new Promise((resolve, reject) => {
        const asked = overTls({
          host: '127.0.0.1',
          servername: site,
          port,
          path,
          method,
          ca,
          localAddress: from,
          agent: false,
          headers: { host: site, 'accept-language': 'en', ...headers },
        });
        asked.once('response', resolve).once('error', reject);
        if (breaksOff) asked.write(body, () => setTimeout(() => asked.destroy(new Error('broken off')), 500));
        else asked.end(body);
      }),
    async stop() {
      const end = await running.stop();
      rmSync(place.folder, { recursive: true, force: true });
      return end;
    },
  };
}

interface Ports {
  readonly port: number;
  readonly plain: number;
  readonly server: number;
}

function startNginx({ folder, certificate, key }: Place, { port, plain, server }: Ports): Promise<Running> {
  const own = substituted(readDeployFile('nginx.conf'), {
    '127.0.0.1:8787': `127.0.0.1:${server}`,
    'listen 80;': `listen ${plain};`,
    'listen 443 ': `listen ${port} `,
    'listen [::]:80;': `listen [::]:${plain};`,
    'listen [::]:443 ': `listen [::]:${port} `,
    '/etc/ssl/guiju/fullchain.pem': certificate,
    '/etc/ssl/guiju/privkey.pem': key,
  });
  const isOnIpv6 = existsSync('/proc/net/if_inet6');
  writeFileSync(join(folder, 'guiju.conf'), isOnIpv6 ? own : own.replaceAll(/^\s*listen \[::\].*\n/gm, ''));
  // As the main file of Debian includes it.
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  writeFileSync(
    join(folder, 'nginx.conf'),
    `pid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${places.join('\n')}\ninclude guiju.conf;\n}\n`,
  );
  return startListening(['nginx', '-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], port);
}

function startCaddy({ folder, certificate, key }: Place, { port, plain, server }: Ports): Promise<Running> {
  const site = '{$SITE_ADDRESS:guiju.example.com} {';
  const own = substituted(readDeployFile('Caddyfile'), { [site]: `${site}\n\ttls ${certificate} ${key}` });
  const general = `{\n\tadmin off\n\thttp_port ${plain}\n\thttps_port ${port}\n}\n`;
  writeFileSync(join(folder, 'Caddyfile'), general + own);
  mkdirSync(join(folder, 'data'));
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    UPSTREAM: `127.0.0.1:${server}`,
  };
  const args = ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')];
  return startListening(['caddy', ...args], port, { env });
}

export async function jsonOf<T>(answer: IncomingMessage): Promise<T> {
  return JSON.parse(await text(answer)) as T;
}

/** Asks without TLS, and without a proxy. */
export function askPlainly(
  port: number,
  path: string,
  headers: OutgoingHttpHeaders,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = plainly({ host: '127.0.0.1', port, path, headers, agent: false });
    asked.once('response', resolve).once('error', reject).end();
  });
}

/**
 * Speaks HTTP/1.0 over TLS, naming a host or none, and answers all that came back; rejects where TLS is refused.
 * `name`: that of the TLS handshake, null for none.
 */
export function askAsOf1996(port: number, lines: readonly string[], name: string | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({
      host: '127.0.0.1',
      port,
      rejectUnauthorized: false,
      ...(name !== null && { servername: name }),
    });
    let heard = '';
    socket.on('data', (bytes) => {
      heard += String(bytes);
    });
    socket.once('end', () => resolve(heard)).once('error', reject);
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}
