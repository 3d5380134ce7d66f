import { isIP } from 'node:net';

interface Whose {
  /** The value of `GUIJU_NODE`. */
  readonly given?: string | undefined;
  /** The port on which it listens; 0: wherever the system lets it. Default: nowhere, as a command. */
  readonly port?: number;
  /** The machine, as it calls itself. */
  readonly host: string;
  /** Of the process. */
  readonly pid: number;
}

/**
 * Names a process for people: the same after each start where it has a port, as they know their machines, and short.
 *
 * @example
 * nodeName({ port: 8787, host: 'web-1.corp.example', pid: 4711 }) //=> 'web-1:8787'
 * nodeName({ host: 'web-1', pid: 4711 }) //=> 'web-1 (4711)'
 * nodeName({ given: 'Beijing-A', port: 8787, host: 'web-1', pid: 4711 }) //=> 'Beijing-A'
 */
export function nodeName({ given, port, host, pid }: Whose): string {
  if (given !== undefined && port !== undefined) return given;
  const short = isIP(host) === 0 ? (host.split('.', 1)[0] ?? '') : host;
  const name = given ?? short.replaceAll(/[^\w.:-]/g, '-').slice(0, longestName);
  return port ? `${name}:${port}` : `${name} (${pid})`;
}

const longestName = 64;

/** Whether people may call a node that: it travels in headers, where commas stand between names. */
export function isNodeName(text: string): boolean {
  return text.length <= longestName && /^[\w.:@-]+$/.test(text);
}
