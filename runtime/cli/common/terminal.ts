import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Language } from '../../../metadata/common/label.ts';
import type { CommandContext, Terminal } from './command.ts';

interface Streams {
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

/** Whether somebody typed the word after being told what would be lost, or said --yes. */
export async function confirm(
  { options, terminal }: CommandContext,
  { question, word }: { readonly question: string; readonly word: string },
): Promise<boolean> {
  if (options['yes'] === true) return true;
  const { language } = terminal;
  const answer = await terminal.ask(
    { zh: `${question}\n输入 ${word} 继续：`, en: `${question}\nType ${word} to continue: ` }[language],
  );
  if (answer?.trim() === word) return true;
  terminal.warn(
    answer === undefined
      ? { zh: `${question}\n确定的话请加 --yes`, en: `${question}\nAdd --yes to confirm` }[language]
      : { zh: '没有做任何改变', en: 'nothing was changed' }[language],
  );
  return false;
}
