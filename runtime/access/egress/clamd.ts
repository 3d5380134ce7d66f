import { connect, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { refusal } from '../../common/refusal.ts';
import type { ScannerPlace } from '../../config/scanner-place.ts';
import type { Scan } from '../../storage/contents/scan.ts';

const away = refusal('scanner-away', 503);

/** Milliseconds in which a scanner that says nothing is taken to be away. */
const patience = 60_000;

/** Bytes of an answer: a scanner says one line. */
const longestAnswer = 4096;

const attempts = 3;

/**
 * Scans by the protocol of clamd (INSTREAM), a connection a content; its address is the operator's own to say. Whatever
 * keeps it from answering holds the content back, and is refused as such.
 */
export function openClamd(place: ScannerPlace, milliseconds = patience): Scan {
  return async (read) => {
    const answer = await insistently(() => asked(place, read(), milliseconds));
    const [, found] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
    if (found !== undefined) return { verdict: 'harmful', name: found };
    if (answer === 'stream: OK') return { verdict: 'clean' };
    if (/size limit exceeded/i.test(answer)) return { verdict: 'too-large' };
    throw away();
  };
}

/**
 * Whoever has heard enough closes amid the sending, and what it said before is lost where the break is met first: so it
 * is asked again.
 */
async function insistently(ask: () => Promise<string>): Promise<string> {
  for (let left = attempts; left > 0; left -= 1) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
  }
  throw away();
}

async function asked(place: ScannerPlace, bytes: AsyncIterable<Uint8Array>, milliseconds: number) {
  const socket = connect({ ...place });
  socket.setTimeout(milliseconds, () => socket.destroy(new Error('the scanner says nothing')));
  const answer = answerOf(socket);
  const sent = send(socket, bytes).catch(() => {});
  try {
    return await answer;
  } finally {
    socket.destroy();
    await sent;
  }
}

async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await written(socket, Buffer.from('zINSTREAM\0'));
  for await (const piece of bytes) {
    if (piece.length === 0) continue;
    await written(socket, sizeOf(piece.length));
    await written(socket, piece);
    // An answer that came meanwhile is heard before more is sent.
    await setImmediate();
  }
  await written(socket, sizeOf(0));
}

function sizeOf(length: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(length);
  return size;
}

function written(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      const end = text.search(/[\0\n]/);
      if (end >= 0) resolve(text.slice(0, end).trim());
      else if (text.length > longestAnswer) reject(new Error('the scanner says too much'));
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the scanner said nothing')));
  });
}
