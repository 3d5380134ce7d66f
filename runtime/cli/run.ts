import { parseArgs } from 'node:util';
import type { Label, Language } from '../../metadata/common/label.ts';
import { nearNames } from '../../metadata/common/near-names.ts';
import { didYouMean } from '../../metadata/common/render.ts';
import type { Domain } from '../domain.ts';
import { commands } from './commands.ts';
import { answering } from './common/answering.ts';
import { type Command, exit, parseOptions, type Terminal } from './common/command.ts';
import { failure } from './common/failure.ts';
import { explainCommand, overview } from './common/help.ts';
import { textsFor } from './common/texts-for.ts';
import { misuse } from './misuse.ts';

export interface CliInput {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  /** Loads what the server can do beside what the platform can. */
  readonly domains: () => Promise<readonly Domain[]>;
  readonly terminal: (language: Language, json: boolean) => Terminal;
}

/** Reads the command line, does it, and answers the exit code; never throws. */
export async function runCli({ argv, environment, version, domains, terminal }: CliInput): Promise<number> {
  const language = languageOf(environment);
  const [name, ...rest] = argv;
  const plain = terminal(language, false);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const asked = commands.find((command) => name === 'help' && command.name === rest[0]);
    plain.say(asked ? explainCommand(asked, language) : overview(commands, language));
    return exit.done;
  }
  if (name === '--version' || name === '-v') {
    plain.say(version);
    return exit.done;
  }
  const command = commands.find((known) => known.name === name);
  if (!command) {
    const out = answering(terminal(language, rest.includes('--json')));
    out.terminal.warn(unknownCommand(name, language));
    return out.close(exit.usage);
  }
  const parsed = parse(command, rest, language);
  if (typeof parsed === 'string') {
    const out = answering(terminal(language, rest.includes('--json')));
    return out.close(misread(out.terminal, parsed));
  }
  if (parsed.values['help'] === true) {
    plain.say(explainCommand(command, language));
    return exit.done;
  }
  const { terminal: screen, close } = answering(terminal(language, parsed.values['json'] === true));
  try {
    const run = await command.load();
    const { values: options, positionals: words } = parsed;
    const misused = () => misread(screen, misuse(command, words, language));
    const context = { words, options, terminal: screen, environment, domains, misused };
    return close(await run(context));
  } catch (error) {
    return close(failure(error, screen, { texts: await textsFor(error, domains) }));
  }

  function misread(screen: Terminal, why: string): number {
    screen.warn(why);
    if (command) plain.warn(`\n${explainCommand(command, language)}`);
    return exit.usage;
  }
}

type Parsed = {
  readonly values: Record<string, string | boolean | undefined>;
  readonly positionals: string[];
};

function parse(command: Command, argv: readonly string[], language: Language): Parsed | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: parseOptions(command),
      allowPositionals: command.words !== undefined,
    });
    const { least, most } = command.words ?? { least: 0, most: 0 };
    const counts = positionals.length >= least && positionals.length <= most;
    if (!counts && values['help'] !== true) return misuse(command, positionals, language);
    return { values: values as Parsed['values'], positionals };
  } catch (error) {
    return unreadable(error, command, language);
  }
}

/** Says in the reader's language why Node cannot read a command line. */
function unreadable(error: unknown, command: Command, language: Language): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const [, about = ''] = /'([^']*)'/.exec(message) ?? [];
  const options = Object.keys(parseOptions(command)).map((name) => `--${name}`);
  const near = didYouMean(nearNames(about, options), language);
  const said: Readonly<Record<string, Label>> = {
    ERR_PARSE_ARGS_UNKNOWN_OPTION: {
      zh: `没有选项 ${about}${near}`,
      en: `There is no option ${about}${near}`,
    },
    ERR_PARSE_ARGS_INVALID_OPTION_VALUE: {
      zh: `选项 ${about} 的用法不对`,
      en: `The option ${about} cannot be used like this`,
    },
    ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: { zh: `多余的“${about}”`, en: `“${about}” is not expected here` },
  };
  return said[code]?.[language] ?? message;
}

/** Chinese where the terminal is Chinese, English elsewhere. */
function languageOf(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function unknownCommand(name: string, language: Language): string {
  const near = nearNames(
    name,
    commands.map((command) => command.name),
  );
  const asked = didYouMean(
    near.map((each) => `guiju ${each}`),
    language,
  );
  return {
    zh: `没有命令“${name}”${asked || '。'}\n\`guiju --help\` 列出所有命令。`,
    en: `There is no command “${name}”${asked || '.'}\n\`guiju --help\` lists all commands.`,
  }[language];
}
