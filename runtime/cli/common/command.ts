import type { ParseArgsOptionsConfig } from 'node:util';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { Domain } from '../../domain.ts';

/**
 * One thing `guiju` can do, as data; `run.ts` reads the words of the command line by it and prints its help from it.
 */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: Label;
  /** The words behind the name: `<folder>…`. */
  readonly usage?: string;
  /** Paragraphs and examples below the options. */
  readonly help?: Label;
  readonly options?: Readonly<Record<string, CommandOption>>;
  /** How many words may stand behind the name. Default: none. */
  readonly words?: { readonly least: number; readonly most: number };
  /** Loads what the command needs only when it is asked for. Answers the exit code. */
  readonly load: () => Promise<(context: CommandContext) => Promise<number>>;
}

export interface CommandOption {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** The word for the value in the help: `<file>`. */
  readonly value?: string;
  readonly summary: Label;
}

export interface CommandContext {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly terminal: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly domains: () => Promise<readonly Domain[]>;
  /** Says what is wrong of the words, with the help of the command; answers the exit code. */
  readonly misused: () => number;
}

/**
 * The output of a command, and its questions. With --json only `result` writes to standard output, one JSON document.
 */
export interface Terminal {
  readonly language: Language;
  readonly json: boolean;
  /** For people; to standard output, or nowhere with --json. */
  say(text: string): void;
  /** For people, to standard error. */
  warn(text: string): void;
  /** For programs: printed with --json only. */
  result(value: unknown): void;
  /** One line, shown while it is typed; undefined when nobody sits there. */
  ask(question: string): Promise<string | undefined>;
  /** A password, without showing it; undefined when nobody sits there. */
  secret(question: string): Promise<string | undefined>;
}

/** Reads the names that an option lists, by commas. */
export function listed(options: CommandContext['options'], name: string): readonly string[] {
  const value = options[name];
  return typeof value === 'string' ? value.split(',') : [];
}

/**
 * Done · something is wrong with what was given · the command line itself was not understood · the environment does not
 * allow it.
 */
export const exit = { done: 0, failed: 1, usage: 2, unavailable: 3 } as const;

export function parseOptions(command: Command): ParseArgsOptionsConfig {
  const options: ParseArgsOptionsConfig = {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
  };
  for (const [name, { type, short }] of Object.entries(command.options ?? {}))
    options[name] = short === undefined ? { type } : { type, short };
  return options;
}
