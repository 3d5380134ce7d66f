import { date, flag, oneOf, text } from '../../shape/shape.ts';

/** Words that the queries of several calls of parameters have. */
export const scopeWord = {
  summary: {
    zh: 'organisation：调用的组织（默认）；system：全系统',
    en: 'organisation: the organisation of the call (default); system: the whole system',
  },
  schema: oneOf(['organisation', 'system'], { type: 'string' }),
};

export const onDay = {
  summary: {
    zh: '哪一天（组织所在地日期）；默认今天',
    en: 'The day, in the organisation’s time zone; today by default',
  },
  schema: date(),
};

export const atMoment = {
  summary: {
    zh: '过去的时刻（带时区）或修订号：按当时的组织、定义、时区和值回答；早于开始保留定义时回答 410',
    en: 'An instant or revision in the past: evaluated with the organisations, definitions, time zones and values of that time; 410 before definitions were recorded',
  },
  schema: text(),
};

export const reveal = {
  summary: {
    zh: 'true：明文回答保密的值；须有“查看明文”的权限，令牌还须有这一用途，并记入审计',
    en: 'true: secrets in plain text; needs the right to reveal them, for a token its scope as well, and is recorded in the audit trail',
  },
  schema: flag(),
};

export const types = {
  summary: { zh: '参数类型，逗号分隔；默认全部', en: 'Types, separated by commas; all by default' },
  schema: text(),
};

export const dryRun = {
  summary: { zh: '只检查并列出变化，不写入', en: 'Only check and list; nothing is written' },
  schema: flag(),
};
