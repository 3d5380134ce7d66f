import type { FieldProblem } from '../../../metadata/contract/common/shared.ts';
import type { DesignHead } from '../../../metadata/contract/design/parts.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';

/** Answers whether one can still go on with the design. */
export function isOpen(state: DesignHead['state']): boolean {
  return state !== 'published' && state !== 'discarded';
}

/** Whether all steps are with the server. */
export type Saving = 'saved' | 'saving' | 'offline';

/** A conflict with somebody who set the same meanwhile: whoever is second decides. */
export interface Conflict {
  readonly steps: readonly DesignStep[];
  readonly errors: readonly FieldProblem[];
}
