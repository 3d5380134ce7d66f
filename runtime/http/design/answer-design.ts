import type { Language } from '../../../metadata/common/label.ts';
import type { DesignHead, RefusedStep } from '../../../metadata/contract/design/parts.ts';
import { sentence } from '../../common/messages/index.ts';
import type { Design } from '../../preparation/design/design.ts';
import type { Folded } from '../../preparation/design/fold.ts';

/** A design as it is shown, without its steps. */
export function designAnswer(
  { details, createdAt, modifiedAt, ...design }: Design,
  language: Language,
): DesignHead {
  const { proposed, approved, scheduledAt, scheduled, failure, rejected, revision, publishing, versions } =
    details;
  return {
    ...design,
    createdAt: new Date(createdAt).toISOString(),
    modifiedAt: new Date(modifiedAt).toISOString(),
    proposed: proposed ?? null,
    approved: approved ?? null,
    scheduledAt: scheduledAt ?? null,
    scheduled: scheduled ?? null,
    failure: failure
      ? {
          code: failure.code,
          at: failure.at,
          message: sentence(failure.code, failure.params ?? {}, language, new Map()),
        }
      : null,
    rejected: rejected ?? null,
    revision: revision ?? null,
    publishing: publishing !== undefined,
    versions: versions ?? {},
  };
}

/** Steps that can no longer be taken, each with why in words. */
export function refusedAnswer(refused: Folded['refused'], language: Language): readonly RefusedStep[] {
  return refused.map(({ n, issues }) => ({
    n,
    problems: issues.map(({ code, params }) => ({
      code,
      params,
      message: sentence(code, params, language, new Map()),
    })),
  }));
}
