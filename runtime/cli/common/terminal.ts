import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Language } from '../../../metadata/label.ts';
import type { Terminal } from './command.ts';

export interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly errors: NodeJS.WriteStream;
}

/** A real terminal, or the pipes that stand in for one. */
export function openTerminal(
  { input, output, errors }: Streams,
  language: Language,
  json: boolean,
): Terminal {
  // A full disk behind them, or nobody who reads, ends no work.
  for (const stream of [output, errors]) stream.on('error', () => {});
  return {
    language,
    json,
    say: (text) => void (json || output.write(`${text}\n`)),
    warn: (text) => void errors.write(`${text}\n`),
    result: (value) => void (json && output.write(`${JSON.stringify(value, null, 2)}\n`)),
    async ask(question) {
      if (!input.isTTY) return undefined;
      const reader = createInterface({ input, output: errors });
      const answer = await reader.question(question);
      reader.close();
      return answer;
    },
    async secret(question) {
      if (!input.isTTY) return firstLine(input);
      errors.write(question);
      const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
      const reader = createInterface({ input, output: silent, terminal: true });
      const answer = await reader.question('');
      reader.close();
      errors.write('\n');
      return answer;
    },
  };
}

/** A password piped in: `guiju user password anna < file`. */
async function firstLine(input: NodeJS.ReadStream): Promise<string | undefined> {
  for await (const line of createInterface({ input })) return line;
  return undefined;
}
