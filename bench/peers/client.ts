import { Agent, request } from 'node:http';
import type { Ask, Send } from './system.ts';

/**
 * Asks a server of this machine; every answer is read whole, as JSON where it is some. A connection is let go of before
 * any of these servers would: one that is closed while it is asked would look like a refusal.
 */
export function sender(port: number, headers: () => Readonly<Record<string, string>>): Send {
  const agent = new Agent({ keepAlive: true, maxSockets: 32, timeout: 1_500 });
  return async ({ method, path, body, headers: more }: Ask) => {
    const sent = await bytesOf(body);
    const all: Record<string, string> = { ...headers(), ...more };
    if (sent) Object.assign(all, { 'content-type': sent.type, 'content-length': String(sent.bytes.length) });
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, method, path, headers: all, agent }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if ((answer.statusCode ?? 500) >= 300)
            reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 600)}`));
          else resolve(read(text));
        });
      });
      asked.on('error', reject);
      asked.end(sent?.bytes);
    });
  };
}

/** JSON, a file as it is, or a form with a file in it. */
async function bytesOf(body: unknown): Promise<{ readonly bytes: Buffer; readonly type: string } | null> {
  if (body === undefined) return null;
  if (!(body instanceof Blob || body instanceof FormData))
    return { bytes: Buffer.from(JSON.stringify(body)), type: 'application/json' };
  const whole = new Response(body);
  const type = whole.headers.get('content-type') ?? 'application/octet-stream';
  return { bytes: Buffer.from(await whole.arrayBuffer()), type };
}

function read(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
