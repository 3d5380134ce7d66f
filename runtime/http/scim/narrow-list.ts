import type { Condition } from '../../../metadata/condition.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import type { Form } from '../../../metadata/model.ts';
import type { ResourceType } from './protocol/attributes.ts';
import { placeOf } from './protocol/place-of.ts';
import type { Comparison, ScimFilter } from './protocol/scim-filter.ts';

/** What the database can say of a filter: records that it does not find fit in no case. */
interface Narrowed {
  readonly filter?: Condition;
  /** A text to search for, in any case. */
  readonly q?: string;
}

/** Fields by the path of the attribute that is made of them. */
const fields: Readonly<Record<string, string>> = {
  externalId: 'externalId',
  'meta.created': 'createdAt',
  'meta.lastModified': 'modifiedAt',
};
/** Fields that a search finds whatever the case, by attribute. */
const searched: Readonly<Record<string, string>> = {
  userName: 'number',
  displayName: 'name',
  'name.formatted': 'name',
  emails: 'email',
  'emails.value': 'email',
};
const operators = {
  eq: 'equal',
  gt: 'greaterThan',
  ge: 'greaterThanOrEqual',
  lt: 'lessThan',
  le: 'lessThanOrEqual',
} as const;

/** A text as its field may have it. */
const oneLine = /^\P{Cc}{1,255}$/u;
const never: Condition = { not: { all: [] } };

/** Takes from a filter what the database finds quickly; whether a record fits is still to be asked. */
export function narrowList(type: ResourceType, form: Form, filter: ScimFilter): Narrowed {
  const conjuncts = filter.op === 'and' ? filter.filters : [filter];
  const conditions = conjuncts
    .flatMap((one) => conditionOf(type, one) ?? [])
    .filter((one) => isSmall(one))
    .slice(0, 4);
  const q = conjuncts.flatMap((one) => searchedFor(type, form, one) ?? []).at(0);
  return {
    ...(conditions.length > 0 ? { filter: { all: conditions } } : {}),
    ...(q === undefined ? {} : { q }),
  };
}

/** A condition of many parts the database is not asked: it would refuse it. */
function isSmall(condition: Condition, depth = 2): boolean {
  if ('fact' in condition) return true;
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return depth > 0 && parts.length <= 4 && parts.every((part) => isSmall(part, depth - 1));
}

/** Null: any record may fit. */
function conditionOf(type: ResourceType, filter: ScimFilter): Condition | null {
  if (filter.op === 'and')
    return { all: filter.filters.flatMap((one) => conditionOf(type, one) ?? []) } as Condition;
  if (filter.op === 'or') {
    const ways = filter.filters.map((one) => conditionOf(type, one));
    return ways.every((one) => one !== null) ? { any: ways } : null;
  }
  return 'value' in filter ? ofComparison(type, filter) : null;
}

function ofComparison(type: ResourceType, comparison: Comparison): Condition | null {
  const { op, value } = comparison;
  const path = pathOf(type, comparison);
  if (path === null || (typeof value !== 'string' && typeof value !== 'boolean')) return null;
  if (op === 'eq' && path === 'id')
    return isId(String(value)) ? { fact: 'id', operator: 'equal', value } : never;
  if (op === 'eq' && path === 'active' && typeof value === 'boolean')
    return { fact: 'enabled', operator: 'equal', value };
  const fact = fields[path];
  if (fact === undefined || value === '' || typeof value !== 'string') return null;
  if (path === 'externalId')
    return op === 'eq' && oneLine.test(value) ? { fact, operator: 'equal', value } : null;
  if (!(op in operators) || Number.isNaN(Date.parse(value))) return null;
  const moment = new Date(value).toISOString();
  return /^\d{4}-/.test(moment)
    ? { fact, operator: operators[op as keyof typeof operators], value: moment }
    : null;
}

/** Null: the search does not look into what is asked. */
function searchedFor(type: ResourceType, { list }: Form, filter: ScimFilter): string | null {
  if (!('value' in filter) || !['eq', 'co', 'sw', 'ew'].includes(filter.op)) return null;
  const { value } = filter;
  const path = pathOf(type, filter);
  if (path === null || typeof value !== 'string' || !list.search.includes(searched[path] ?? '')) return null;
  return value.trim() === '' ? null : value;
}

function pathOf(type: ResourceType, { path }: Comparison): string | null {
  const place = placeOf(type, path);
  return place && place.length > 0 ? place.map(({ name }) => name).join('.') : null;
}
