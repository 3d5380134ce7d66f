import { oneOf, text } from '../../shape/shape.ts';

/** Words by which queries say which records are wanted, and in which order. */
export const view = {
  summary: {
    zh: 'use：本组织可用的记录（默认）；manage：职责范围内各组织创建的记录',
    en: 'use: records the organisation may use (default); manage: those created by the organisations one manages',
  },
  schema: oneOf(['use', 'manage'], { type: 'string' }),
};

export const filter = {
  summary: {
    zh: '条件（JSON）：{"all":[{"fact":"number","operator":"startsWith","value":"A"}]}',
    en: 'A condition as JSON: {"all":[{"fact":"number","operator":"startsWith","value":"A"}]}',
  },
  schema: text({ contentMediaType: 'application/json' }),
};

export const sort = {
  summary: {
    zh: '排序字段，逗号分隔，前加 - 为降序',
    en: 'Fields to order by, separated by commas; - before one is descending',
  },
  schema: text(),
};
