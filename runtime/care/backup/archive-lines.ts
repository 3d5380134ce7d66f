import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { backupDamaged, backupTooLarge, backupTooSlow, backupUnreadable } from './archive.ts';

/** The limits of reading a backup: a small file can unpack to more than any disk holds. */
export interface ReadLimits {
  /** Of all that is unpacked. Default: 100 GB. */
  readonly bytes?: number;
  /** Of one row. Default: 256 MB. */
  readonly line?: number;
  /** Default: two hours. */
  readonly milliseconds?: number;
}

const usual: Required<ReadLimits> = { bytes: 100e9, line: 256e6, milliseconds: 7_200_000 };

/** The lines of a packed file, as long as they are within the limits. */
export async function* linesOf(file: string, limits: ReadLimits = {}): AsyncGenerator<string> {
  const { bytes, line, milliseconds } = { ...usual, ...limits };
  const until = performance.now() + milliseconds;
  const text = createGunzip();
  text.setEncoding('utf8');
  // A failure reaches the reader below, too.
  pipeline(createReadStream(file), text, () => {});
  let rest: string[] = [];
  let [length, total] = [0, 0];
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      total += Buffer.byteLength(chunk);
      if (total > bytes) throw backupTooLarge({ file, limit: bytes });
      if (performance.now() > until) throw backupTooSlow({ file, seconds: Math.round(milliseconds / 1000) });
      let from = 0;
      for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
        yield rest.join('') + chunk.slice(from, end);
        [rest, length] = [[], 0];
        from = end + 1;
      }
      rest.push(chunk.slice(from));
      length += chunk.length - from;
      if (length > line) throw backupTooLarge({ file, limit: line });
    }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'Z_DATA_ERROR' && message === 'incorrect header check') throw backupUnreadable({ file });
    if (/^(Z_|ERR_STREAM_PREMATURE)/.test(code)) throw backupDamaged({ file });
    throw error;
  }
  const last = rest.join('');
  if (last !== '') yield last;
}

export function parseLine<T>(file: string, line: string): T {
  try {
    return JSON.parse(line) as T;
  } catch {
    throw backupDamaged({ file });
  }
}
