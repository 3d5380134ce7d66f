import type { JsonObject } from '../../../metadata/json.ts';
import type { Language } from '../../../metadata/label.ts';
import type { Design } from '../../design/design.ts';
import type { Folded } from '../../design/fold.ts';
import { sentence } from '../../messages/index.ts';

/** A design as it is shown, without its steps. */
export function designAnswer({ details, createdAt, modifiedAt, ...design }: Design): JsonObject {
  const { proposed, approved, scheduledAt, failure, revision, publishing } = details;
  return {
    ...{ ...design, by: { ...design.by } },
    createdAt: new Date(createdAt).toISOString(),
    modifiedAt: new Date(modifiedAt).toISOString(),
    proposed: proposed ? { ...proposed } : null,
    approved: approved ? { ...approved } : null,
    scheduledAt: scheduledAt ?? null,
    failure: failure ? { ...failure } : null,
    revision: revision ?? null,
    publishing: publishing !== undefined,
  };
}

/** Steps that can no longer be taken, each with why in words. */
export function refusedAnswer(refused: Folded['refused'], language: Language): readonly JsonObject[] {
  return refused.map(({ n, issues }) => ({
    n,
    problems: issues.map(({ code, params }) => ({
      code,
      params,
      message: sentence(code, params, language, new Map()),
    })),
  }));
}
