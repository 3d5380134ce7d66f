import type { WireRecord } from '../../metadata/contract/records/record.ts';
import type { RouteAnswer, RouteQuery } from '../session/route.ts';
import { session } from '../session/session.ts';

const route = 'GET /api/forms/:form/records';
type Records = typeof route;

/** All records of a form that one manages, or as the query says, page by page, with the fields named. */
export async function everyRecord(
  formId: string,
  fields: string,
  more: RouteQuery<Records> = {},
): Promise<readonly WireRecord[]> {
  const form = session.formById(formId)?.name ?? formId;
  const records: WireRecord[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { view: 'manage', limit: 500, sort: 'number', fields, ...more, cursor } as const;
    const page: RouteAnswer<Records> = await session.api.call(route, { path: { form }, query });
    records.push(...page.items);
    cursor = page.next;
  }
  return records;
}
