import { flag, integer, oneOf, text } from '../../shape/shape.ts';
import { cursor, limit, search } from './paging.ts';

/** Words by which queries say which records are wanted, and in which order. */
export const view = {
  summary: {
    zh: 'use：本组织可用的记录（默认）；manage：职责范围内各组织创建的记录',
    en: 'use: records the organisation may use (default); manage: records created by the organisations the caller manages',
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
    en: 'Fields to sort by, separated by commas; a leading - sorts in descending order',
  },
  schema: text(),
};

export const before = {
  summary: { zh: '只要这个版本之前的', en: 'Only items before this revision' },
  schema: integer({ minimum: 1 }),
};

const fields = {
  summary: { zh: '只回答这些字段，逗号分隔', en: 'Return only these fields, separated by commas' },
  schema: text(),
};

const count = {
  summary: {
    zh: '同时回答总数 total；查找结果很多时只数到 2,000 条，并回答 totalAtLeast',
    en: 'Also return the total number; a search with many results counts at most 2,000 and sets totalAtLeast',
  },
  schema: flag(),
};

const partial = {
  summary: {
    zh: '查找的后一部分（内容）耗时过长时，先回答前面的部分（编号）找到的，并带 complete: false；默认整个拒绝',
    en: 'If the last part of a search (texts) takes too long, return what the first parts (numbers) found, with complete: false; by default the whole search is refused',
  },
  schema: flag(),
};

/** The parameters that the query of a list of records may have, beside its fields. */
export const words = { view, filter, q: search, sort, fields, limit, cursor, count, partial };
