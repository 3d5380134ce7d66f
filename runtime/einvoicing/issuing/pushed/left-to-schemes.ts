import type { Application } from '../../../../rules/einvoicing/forms/documents.ts';
import { isYes } from '../../../../rules/einvoicing/is-yes.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import type { IssueAsked } from '../documents/issue-asked.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { pushWhileAutoIssue } from '../documents/refusals.ts';

/** The parameter by which both may. */
const [type, key] = ['sim_bill_push', 'auto_merge_1_allow_push'] as const;

/**
 * Refuses to issue applications at the word of another system that a scheme issues by itself: both would send them,
 * each in its own way. A parameter allows it; to keep them as pending is always allowed.
 */
export async function leaveToSchemes(
  { takenBySchemes }: Pick<IssuingParts, 'takenBySchemes'>,
  call: Call,
  { by, push }: Pick<IssueAsked, 'by' | 'push'>,
  applications: readonly Application[],
): Promise<void> {
  if (by !== 'interface' || push !== 'issue') return;
  if (isYes(parameterTexts(call)(type, key))) return;
  const taken = await takenBySchemes(call, applications);
  if (taken.length === 0) return;
  const [next = null] = taken.flatMap((one) => one.next ?? []).toSorted();
  throw pushWhileAutoIssue({
    numbers: taken.flatMap(({ applications: numbers }) => numbers),
    schemes: taken.map(({ scheme }) => scheme),
    next: next ?? '—',
    parameter: `${type}/${key}`,
  });
}
