import { exit, type Terminal } from './command.ts';

interface Answering {
  readonly terminal: Terminal;
  /** Says to a program how the command ended, where it has not said so itself; answers the exit code. */
  readonly close: (code: number) => number;
}

const names = new Map(Object.entries(exit).map(([name, code]) => [code as number, name]));

/** Gives a caller who asked for JSON one document in any case: of a command that failed, the warnings for people. */
export function answering(terminal: Terminal): Answering {
  const warned: string[] = [];
  let answered = false;
  return {
    terminal: {
      ...terminal,
      warn: (text) => {
        warned.push(text);
        terminal.warn(text);
      },
      result: (value) => {
        answered = true;
        terminal.result(value);
      },
    },
    close: (code) => {
      if (code !== exit.done && !answered)
        terminal.result({ error: names.get(code) ?? 'failed', message: warned.join('\n') });
      return code;
    },
  };
}
