import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import type { DesignHead } from '../../../metadata/contract/design/parts.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';

/** Whether it can still be gone on with. */
export function isOpen(state: DesignHead['state']): boolean {
  return state !== 'published' && state !== 'discarded';
}

/** Whether all that was done is with the server. */
export type Saving = 'saved' | 'saving' | 'offline';

/** Somebody else set the same meanwhile: whoever is second decides. */
export interface Conflict {
  readonly steps: readonly DesignStep[];
  readonly errors: readonly FieldProblem[];
}
