import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import { platformRights } from '../../call/system-call.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { everyRecord } from '../../work/schedule/tasks.ts';
import { requireForm } from '../forms/forms.ts';
import type { IssueAsked } from '../issuing/documents/issue-asked.ts';
import type { AutomationParts } from './automation-parts.ts';

/** The things that a scheme merges: nothing, documents, lines within a document, or both. */
export type MergeKind = 'none' | 'document' | 'line' | 'both';

/** Merge rules as a scheme has them: by their own keys, but lines only where it says so. */
export async function mergeTrial(
  { store }: AutomationParts,
  call: Call,
  merge: MergeKind,
): Promise<IssueAsked['trial']> {
  if (merge === 'none') return { only: ['merge-rule'] };
  const mergeLines = merge !== 'document';
  const platform = { ...call, rights: platformRights };
  const rules = await everyRecord((cursor) =>
    store.list(platform, requireForm(call, 'merge-rule'), {
      view: 'use',
      fields: ['mergeLines', ...handling],
      limit: 200,
      sort: ['id'],
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  const others = rules.filter((rule) => (rule.mergeLines ?? false) !== mergeLines);
  if (others.length === 0) return undefined;
  const defaults = mergeLines ? handlingDefaults(call) : {};
  return {
    records: {
      'merge-rule': others.map((rule) => ({ id: rule.id, mergeLines, ...lacking(rule, defaults) })),
    },
  };
}

/** Members of a rule about lines that are merged; nobody is asked for them while they are not. */
const handling = ['lineHandling', 'zeroQuantity'] as const;

function handlingDefaults(call: Call): JsonObject {
  const { byName } = requireForm(call, 'merge-rule');
  return Object.fromEntries(handling.map((name) => [name, byName.get(name)?.default ?? null]));
}

function lacking(rule: WireRecord, defaults: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(defaults).filter(([name]) => (rule[name] ?? null) === null));
}
