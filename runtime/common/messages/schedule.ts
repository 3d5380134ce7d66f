import type { Label } from '../../../metadata/common/label.ts';

/** The reasons why something that is done by itself was not, or not wholly: written into its run, in both languages. */
export const scheduleTexts: Readonly<Record<string, Label>> = {
  'run-missed': {
    zh: '到期时没有服务器在运行，时间范围已过，没有执行；需要时可重试',
    en: 'No server ran when it was due, and its time range is over, so nothing was done; retry it if it is still wanted',
  },
  'run-interrupted': {
    zh: '执行中服务器中断；已完成的保留，其余自动重试，多次中断后请人工重试',
    en: 'The server stopped in the middle; completed work stays, the rest is retried automatically, and after several attempts by hand',
  },
  'run-empty': {
    zh: '没有符合条件的记录',
    en: 'No record met the conditions',
  },
  'run-without-rights': {
    zh: '操作人 {name} 已停用或不存在，不能以其名义执行；请由他人重试',
    en: '{name} is disabled or no longer exists, so nothing can be done in that name; ask someone else to retry it',
  },
};
