import type { JsonObject } from '../../../metadata/common/json.ts';
import type { AutoIssued } from '../../../rules/einvoicing/auto-issue/auto-issue.ts';
import type { Call } from '../../call/call.ts';
import type { Decisions } from '../../effective/decisions/create-decisions.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { everyRecord } from '../../work/schedule/tasks.ts';
import { knownForm } from '../forms/forms.ts';

/**
 * Numbers of applications that a scheme issues by itself sooner or later, as the organisation of the call has them:
 * whatever its window, and whether they are approved by now or not.
 */
export async function takenBySchemes(
  { store, decide }: { readonly store: Store; readonly decide: Decisions['decide'] },
  call: Call,
  applications: readonly JsonObject[],
): Promise<readonly string[]> {
  const form = knownForm(call, 'auto-issue-scheme');
  if (!form) return [];
  const schemes = await everyRecord((cursor) =>
    store.list(call, form, {
      view: 'use',
      fields: ['number'],
      limit: 100,
      sort: ['number'],
      filter: { fact: 'enabled', operator: 'equal', value: true },
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  if (schemes.length === 0) return [];
  const input: JsonObject = {
    applications: applications.map((one) => ({ ...one, auditStatus: 'D' })),
    now: schemes.map(({ number }) => number ?? ''),
  };
  const { result } = await decide(call, 'auto-issue', input, { whole: true, trace: 'none' });
  return (result as AutoIssued).issue.flatMap((one) => one.applications);
}
