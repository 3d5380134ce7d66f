import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { design } from '../work/design-data.ts';
import { notifyRefused } from '../work/design-notices.ts';

/**
 * Takes the steps that one change is made of: all of them, or none where one cannot be taken, which is told. Answers
 * whether they are.
 */
export async function takeTogether(
  steps: readonly DesignStep[],
  how: { readonly typing?: boolean } = {},
): Promise<boolean> {
  if (!design.drawn) await design.open();
  const refused = steps.length > 1 ? await design.drawing.tried(steps) : [];
  if (refused.length > 0) notifyRefused(refused);
  else for (const step of steps) await design.take(step, how);
  return refused.length === 0;
}
