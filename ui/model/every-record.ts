import { session } from '../session/session.ts';

/** All records of a form that one manages, page by page, with the fields named. */
export async function everyRecord<T>(formId: string, fields: string): Promise<readonly T[]> {
  const path = `/api/forms/${session.formById(formId)?.name ?? formId}/records`;
  const records: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { view: 'manage', limit: 500, sort: 'number', fields, ...(cursor && { cursor }) };
    const page = await session.api.get<{ items: T[]; next: string | null }>(path, { query });
    records.push(...page.items);
    cursor = page.next;
  }
  return records;
}
