import type { JsonSchema } from '../../common/json.ts';
import { integer, list, maybe, object, only, optional, text } from '../../shape/shape.ts';

/** Words that the queries of many calls have. */
export const limit = {
  summary: { zh: '每页条数，默认 20', en: 'Items per page; 20 by default' },
  schema: integer({ minimum: 1, maximum: 500 }),
};

export const cursor = {
  summary: { zh: '上一页回答中的 next', en: '`next` of the previous page' },
  schema: text(),
};

export const search = {
  summary: {
    zh: '在编号、名称等检索字段中查找，不分大小写；引用按所指数据的编码和名称，数字、金额和日期须与输入的相等',
    en: 'Searches number, name and other search fields, ignoring case; references are matched by the number and name of the referenced record; numbers, amounts and dates must match exactly',
  },
  schema: text({ maxLength: 200 }),
};

/** A page of a list, and where the next one begins. */
export function page<S extends JsonSchema>(items: S) {
  return object(pageMembers(items));
}

/** The same for a list that tells something beside. */
export function pageMembers<S extends JsonSchema>(items: S) {
  return {
    items: list(items),
    next: maybe(text({ description: 'Cursor of the next page' })),
    total: optional(integer({ description: 'With count=true' })),
    totalAtLeast: optional(
      only(true, {
        description: 'There are more than `total`: of a search that finds many no more are counted',
      }),
    ),
    complete: optional(
      only(false, { description: 'With partial=true: what `next` goes on with took too long' }),
    ),
  };
}
