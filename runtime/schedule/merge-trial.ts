import type { Call } from '../call/call.ts';
import { platformRights } from '../call/system-call.ts';
import type { IssueAsked } from '../issuing/documents/issue-asked.ts';
import type { ScheduleParts } from './schedule-parts.ts';
import { everyRecord, requireForm } from './tasks.ts';

/** What a scheme merges: nothing, documents, lines within a document, or both. */
export type MergeKind = 'none' | 'document' | 'line' | 'both';

/** Merge rules as a scheme has them: by their own keys, but lines only where it says so. */
export async function mergeTrial(
  { store }: ScheduleParts,
  call: Call,
  merge: MergeKind,
): Promise<IssueAsked['trial']> {
  if (merge === 'none') return { only: ['merge-rule'] };
  const mergeLines = merge !== 'document';
  const platform = { ...call, rights: platformRights };
  const rules = await everyRecord((cursor) =>
    store.list(platform, requireForm(call, 'merge-rule'), {
      ...{ view: 'use', fields: ['mergeLines'], limit: 200, sort: ['id'] },
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  const others = rules.filter((rule) => (rule['mergeLines'] === true) !== mergeLines);
  return others.length === 0
    ? undefined
    : { records: { 'merge-rule': others.map(({ id }) => ({ id, mergeLines })) } };
}
