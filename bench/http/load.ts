import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Load {
  readonly host: string;
  readonly port: number;
  /** Heads of requests, taken in turn. */
  readonly requests: readonly string[];
  readonly connections: number;
  readonly milliseconds: number;
}

/** Asks on so many connections, each its next question when the last was answered. Answers how many were. */
export async function load({ host, port, requests, connections, milliseconds }: Load): Promise<number> {
  let answered = 0;
  let asked = 0;
  let failed: Error | undefined;
  const sockets = Array.from({ length: connections }, () => {
    const socket = connect(port, host);
    let text = '';
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    const ask = () => socket.write(requests[asked++ % requests.length] ?? '');
    socket.on('connect', ask);
    socket.on('error', (error) => {
      failed ??= error;
    });
    socket.on('data', (some: string) => {
      text += some;
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = /^content-length: (\d+)/im.exec(text.slice(0, head))?.[1] ?? '0';
      if (text.length < head + 4 + Number(length)) return;
      const status = text.slice(9, 12);
      if (status !== '200' && status !== '304') failed ??= new Error(text.slice(0, 600));
      text = '';
      answered += 1;
      ask();
    });
    return socket;
  });
  await sleep(milliseconds);
  for (const socket of sockets) socket.destroy();
  if (failed) throw failed;
  return answered;
}

export function head(path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
