import { greatest } from '../../../metadata/common/greatest.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import type { Command, CommandOption } from './command.ts';

const words = {
  usage: { zh: '用法', en: 'Usage' },
  commands: { zh: '命令', en: 'Commands' },
  options: { zh: '选项', en: 'Options' },
  some: { zh: '[选项]', en: '[options]' },
  more: {
    zh: '`guiju <命令> --help` 说明每个命令。数据在 ./data（GUIJU_HOME）中，或在 DATABASE_URL 指定的数据库中。',
    en: '`guiju <command> --help` describes each command. Data is in ./data (GUIJU_HOME), or in the database given by DATABASE_URL.',
  },
  intro: {
    zh: '规矩 Guiju：用 JSON 包定义表单、参数和规则的配置服务器',
    en: 'Guiju 规矩: a configuration server whose forms, parameters and rules are defined by JSON packages',
  },
} satisfies Record<string, Label>;

const common: Readonly<Record<string, CommandOption>> = {
  json: {
    type: 'boolean',
    summary: { zh: '输出一个 JSON 文档，供程序读取', en: 'print one JSON document, for programs' },
  },
  help: { type: 'boolean', short: 'h', summary: { zh: '显示本说明', en: 'show this help' } },
};

/** Answers the text that `guiju` alone prints. */
export function overview(commands: readonly Command[], language: Language): string {
  return [
    words.intro[language],
    '',
    `${words.usage[language]}: guiju ${{ zh: '<命令>', en: '<command>' }[language]} ${words.some[language]}`,
    '',
    `${words.commands[language]}:`,
    ...table(commands.map(({ name, summary }) => [name, summary[language]])),
    '',
    words.more[language],
  ].join('\n');
}

/** Answers the text that `guiju <command> --help` prints. */
export function explainCommand(command: Command, language: Language): string {
  const options = { ...command.options, ...common };
  return [
    command.summary[language],
    '',
    `${words.usage[language]}: guiju ${[command.name, command.usage, words.some[language]].filter(Boolean).join(' ')}`,
    ...(command.help ? ['', command.help[language]] : []),
    '',
    `${words.options[language]}:`,
    ...table(
      Object.entries(options).map(([name, option]) => [
        `${option.short ? `-${option.short}, ` : ''}--${name}${option.value ? ` ${option.value}` : ''}`,
        option.summary[language],
      ]),
    ),
  ].join('\n');
}

function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = greatest(rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
