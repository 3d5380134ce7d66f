import { changeSetForm, parameterForm } from '../../../metadata/names.ts';
import { type ApprovalPolicy, needsApproval } from '../../../rules/changes/needs-approval.ts';
import { addressOf } from '../../../rules/params/address.ts';
import type { Counting } from '../../access/auth/audit-entry.ts';
import type { Served } from '../../call/call.ts';
import type { WriteEvent } from '../../storage/store/commit/planned-write.ts';
import { setValueOf } from '../../storage/store/platform/parameter-values.ts';

export interface ExemptWrites {
  follow(events: readonly WriteEvent[]): void;
  /** Fulfilled when all that was heard stands in the audit trail. */
  settle(): Promise<void>;
}

interface ExemptParts {
  readonly audit: Pick<Counting, 'count' | 'settle'>;
  readonly served: () => Served | null;
  readonly failed: (error: unknown) => void;
}

/**
 * Packages that are installed, and whoever sits at the server's terminal, write what otherwise somebody else has to
 * agree to: the audit trail says that it was done, by which package or command, and how often within the hour.
 */
export function createExemptWrites({ audit, served, failed }: ExemptParts): ExemptWrites {
  let writing: Promise<void> = Promise.resolve();

  function note({ actor, org, operation, reason }: WriteEvent, target: string): Promise<void> {
    const entry = {
      action: 'approval-exempt',
      target,
      actor: { id: actor.id, number: actor.name },
      ...(org !== null && { org }),
      detail: { operation, by: reason },
    };
    return audit.count({
      key: `exempt ${target} ${operation} ${reason}`,
      group: 'exempt',
      entry,
      rest: { action: 'approval-exempt', actor: entry.actor },
    });
  }

  return {
    follow(events) {
      const now = served();
      // A change set that was approved writes its items together with itself.
      if (!now?.approvals || events.some(({ form }) => form === changeSetForm)) return;
      for (const event of events) {
        const target = targetOf(now, now.approvals, event);
        if (target === null) continue;
        writing = Promise.all([writing, note(event, target)]).then(() => {}, failed);
      }
    },
    async settle() {
      await writing;
      await audit.settle();
    },
  };
}

/** As the trail names it; null: nobody has to agree to it. */
function targetOf(
  { model }: Served,
  policy: ApprovalPolicy,
  { form, stored, before }: WriteEvent,
): string | null {
  const record = stored ?? before;
  if (form === parameterForm && record) {
    const { type, key } = setValueOf(record);
    const isDanger = addressOf(model, type, key)?.param.danger === true;
    return needsApproval(policy, type, isDanger) ? `/api/params/${type}/${key}` : null;
  }
  return policy.forms.has(form) ? `/api/forms/${model.formsById.get(form)?.name ?? form}` : null;
}
