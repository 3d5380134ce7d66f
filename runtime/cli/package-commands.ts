import type { Command, CommandOption } from './common/command.ts';

const yes: CommandOption = {
  type: 'boolean',
  summary: { zh: '不再询问', en: 'do not ask' },
};
const dryRun: CommandOption = {
  type: 'boolean',
  summary: { zh: '只说明，不做任何改变', en: 'only say what would be done' },
};
const reason: CommandOption = {
  type: 'string',
  value: '<text>',
  summary: { zh: '原因，写入历史', en: 'why; kept in history' },
};

/** What is done with packages that are installed. */
export const packageCommands: readonly Command[] = [
  {
    name: 'publishes',
    summary: { zh: '发布的历史', en: 'what was published' },
    help: {
      zh: '谁在何时为何发布了哪些包，最近的在前；最近一次可用 guiju undo 撤销。',
      en: 'Who published which packages, when and why, newest first; the last one can be undone by guiju undo.',
    },
    options: {
      limit: {
        type: 'string',
        value: '<n>',
        summary: { zh: '最多列出多少次，默认 20', en: 'how many at most; 20 by default' },
      },
    },
    load: async () => (await import('./commands/undo.ts')).publishes,
  },
  {
    name: 'undo',
    summary: { zh: '撤销最近一次发布', en: 'undo the last publish' },
    help: {
      zh: '把元数据恢复为最近一次发布之前的样子：先列出会做什么、什么不能撤销，再询问。它本身也是一次发布，可再撤销。数据不会丢失：此后不在模型中的值隐藏保留。\n例：guiju undo --dry-run',
      en: 'The metadata as it was before the last publish: what it would do and what it cannot take back is told first, then it asks. It is a publish itself, and can be undone. No data goes: values that leave the model are hidden and kept.\nExample: guiju undo --dry-run',
    },
    options: { 'dry-run': dryRun, yes, reason },
    load: async () => (await import('./commands/undo.ts')).undo,
  },
];
