import { append } from '../../../metadata/common/append.ts';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { Form } from '../../../metadata/model.ts';
import type { ListQuery, WireRecord } from '../../storage/store/record/store.ts';
import { bodyWrong } from '../pipeline/refusals.ts';
import { narrowList } from './narrow-list.ts';
import type { ResourceType } from './protocol/attributes.ts';
import { type Chosen, chosenAttributes, chosenPart, isChosen } from './protocol/choose-attributes.ts';
import { fitsFilter, ofResource, requireMeaning } from './protocol/fits-filter.ts';
import { placeOf } from './protocol/place-of.ts';
import { readAskedFilter, readFilterPath } from './protocol/read-asked.ts';
import { filterTooWide, filterWrong } from './protocol/refusals.ts';
import type { ScimFilter } from './protocol/scim-filter.ts';
import { allOf, type Provisioning } from './provisioning.ts';

/** Resources in one answer. */
export const mostResources = 500;
const usualResources = 100;
/** Records that one filter looks at. */
const mostLookedAt = 50_000;

export const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';

/** A sort of resources as it is listed. */
export interface Listed {
  readonly type: ResourceType;
  readonly form: Form;
  readonly fields: readonly string[];
  /** Those that are resources. Default: all. */
  readonly among?: Condition;
  /** Attributes that other records have to be read for. Default: none. */
  readonly far?: string;
  /** `far`: whether those are wanted. */
  resource(record: WireRecord, far: boolean): Promise<JsonObject>;
}

/** Fields by which resources are ordered, by attribute. */
const orders: Readonly<Record<string, string>> = {
  id: 'id',
  externalId: 'externalId',
  userName: 'number',
  displayName: 'name',
  'name.formatted': 'name',
  'meta.created': 'createdAt',
  'meta.lastModified': 'modifiedAt',
};

/** Answers a page of resources (RFC 7644, section 3.4.2). */
export async function listResources(from: Provisioning, listed: Listed): Promise<JsonObject> {
  const { query } = from.ask;
  const { type } = listed;
  const chosen = chosenAttributes(type, query);
  const text = query.get('filter');
  const filter = text === null ? null : readAskedFilter(text);
  if (filter) requireMeaning(filter, ofResource(type));
  const start = Math.max(1, wholeNumber(query, 'startIndex') ?? 1);
  const count = Math.min(mostResources, Math.max(0, wholeNumber(query, 'count') ?? usualResources));
  const sort = sortOf(type, query);
  const asked = { skip: start - 1, count, sort };
  const page = filter ? await fitting(from, listed, filter, asked) : await plain(from, listed, asked);
  const resources = await answered(listed, page.records, chosen);
  return {
    schemas: [listSchema],
    totalResults: page.total,
    itemsPerPage: resources.length,
    startIndex: start,
    ...(count === 0 ? {} : { Resources: resources }),
  };
}

interface PageAsked {
  readonly skip: number;
  readonly count: number;
  readonly sort: readonly string[] | null;
}

interface Found {
  readonly total: number;
  readonly records: readonly WireRecord[];
}

async function plain(from: Provisioning, listed: Listed, { skip, count, sort }: PageAsked): Promise<Found> {
  const { form, fields, among } = listed;
  const query: ListQuery = { ...(among && { filter: among }), ...(sort && { sort }) };
  const { total = 0 } = await from.store.list(from.call, form, {
    ...query,
    ...{ view: 'manage', fields: ['number'], limit: 1, count: true },
  });
  const records: WireRecord[] = [];
  let passed = 0;
  if (count > 0 && skip < total)
    for await (const page of allOf(from, form, { ...query, fields })) {
      append(records, page.slice(Math.max(0, skip - passed), Math.max(0, skip + count - passed)));
      passed += page.length;
      if (passed >= skip + count) break;
    }
  return { total, records };
}

async function fitting(
  from: Provisioning,
  listed: Listed,
  filter: ScimFilter,
  { skip, count, sort }: PageAsked,
): Promise<Found> {
  const { type, form, fields, among, far } = listed;
  const narrowed = narrowList(type, form, filter);
  const conditions = [among, narrowed.filter].filter((one) => one !== undefined);
  const isFar = far !== undefined && asksFor(type, filter, far);
  const query = {
    fields,
    ...(conditions.length > 0 ? { filter: { all: conditions } } : {}),
    ...(narrowed.q === undefined ? {} : { q: narrowed.q }),
    // A search answers what fits best first: SCIM wants one order.
    sort: sort ?? ['number'],
  };
  const records: WireRecord[] = [];
  let total = 0;
  let looked = 0;
  for await (const page of allOf(from, form, query)) {
    looked += page.length;
    if (looked > mostLookedAt) throw filterTooWide({ most: mostLookedAt });
    for (const record of page) {
      if (!fitsFilter(filter, await listed.resource(record, isFar), ofResource(type))) continue;
      total += 1;
      if (total > skip && records.length < count) records.push(record);
    }
  }
  return { total, records };
}

/** Whether a filter asks about an attribute. */
function asksFor(type: ResourceType, filter: ScimFilter, attribute: string): boolean {
  if ('filters' in filter) return filter.filters.some((one) => asksFor(type, one, attribute));
  if (filter.op === 'not') return asksFor(type, filter.filter, attribute);
  return placeOf(type, filter.path)?.[0]?.name === attribute;
}

async function answered({ far, resource }: Listed, records: readonly WireRecord[], chosen: Chosen) {
  const isFar = far !== undefined && isChosen(chosen, far);
  const resources: JsonObject[] = [];
  for (const record of records) resources.push(chosenPart(await resource(record, isFar), chosen));
  return resources;
}

/** Null: the form's own order. */
function sortOf(type: ResourceType, query: URLSearchParams): readonly string[] | null {
  const by = query.get('sortBy');
  if (by === null || by === '') return null;
  const path = placeOf(type, readFilterPath(by))
    ?.map(({ name }) => name)
    .join('.');
  const field = path === undefined ? undefined : orders[path];
  if (field === undefined) throw filterWrong({ part: by });
  return [query.get('sortOrder')?.toLowerCase() === 'descending' ? `-${field}` : field];
}

/** What is below the least counts as the least, as the protocol has it; what is no number is refused. */
function wholeNumber(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  throw bodyWrong({}, [{ path: `/${name}`, code: 'number-expected' }]);
}
