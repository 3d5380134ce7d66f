import * as explaining from '../../../metadata/contract/common/explaining.ts';
import * as listing from '../../../metadata/contract/common/listing.ts';
import * as paging from '../../../metadata/contract/common/paging.ts';
import type { Parameter } from './endpoint.ts';

/** Query parameters that more than one endpoint understands. Their names are not allowed as field names. */
const view: Parameter = { name: 'view', ...listing.view };

export const limit: Parameter = { name: 'limit', ...paging.limit };

export const cursor: Parameter = { name: 'cursor', ...paging.cursor };

export const q: Parameter = { name: 'q', ...paging.search };

export const explain: Parameter = { name: 'explain', ...explaining.explain };

export const of: Parameter = { name: 'of', ...explaining.explainedPlace };

const filter: Parameter = { name: 'filter', ...listing.filter };

const sort: Parameter = { name: 'sort', ...listing.sort };

const fields: Parameter = {
  name: 'fields',
  summary: { zh: '只回答这些字段，逗号分隔', en: 'Answer these fields only, separated by commas' },
  schema: { type: 'string' },
};

const count: Parameter = {
  name: 'count',
  summary: {
    zh: '同时回答总数 total；查找结果很多时只数到 2,000 条，并回答 totalAtLeast',
    en: 'Answer also how many there are, as total; of a search that finds many no more than 2,000 are counted, told by totalAtLeast',
  },
  schema: { type: 'boolean' },
};

const partial: Parameter = {
  name: 'partial',
  summary: {
    zh: '查找的后一部分（内容）耗时过长时，先回答前面的部分（编号）找到的，并带 complete: false；默认整个拒绝',
    en: 'Where the last part of a search (texts) takes too long, answer what its first parts (numbers) found, with complete: false; refused as a whole by default',
  },
  schema: { type: 'boolean' },
};

export const before: Parameter = {
  name: 'before',
  summary: { zh: '只要这个版本之前的', en: 'Only what came before this revision' },
  schema: { type: 'integer', minimum: 1 },
};

export const list: readonly Parameter[] = [view, filter, q, sort, fields, limit, cursor, count, partial];

export const org: Parameter = {
  name: 'org',
  summary: {
    zh: '以哪个组织的身份（编号），默认为用户所属组织',
    en: "Number of the organisation of the call; the user's by default",
  },
  schema: { type: 'string' },
};

export const minRevision: Parameter = {
  name: 'minRevision',
  summary: { zh: '等到本节点到达这个版本再回答', en: 'Wait until this node has reached the revision' },
  schema: { type: 'integer', minimum: 0 },
};
