import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { freshWord } from '../work/box-stay.ts';
import { design } from '../work/design-data.ts';
import { notifyRefused } from '../work/design-notices.ts';

/**
 * Takes the steps that one change is made of: all of them, or none where one cannot be taken, which is told. They are
 * undone as one; while somebody types, his stay in the box says what is. Answers whether they are taken.
 */
export async function takeTogether(
  steps: readonly DesignStep[],
  how: { readonly typing?: boolean } = {},
): Promise<boolean> {
  if (!design.drawn) await design.open();
  const refused = steps.length > 1 ? await design.drawing.tried(steps) : [];
  if (refused.length > 0) notifyRefused(refused);
  else for (const step of asOne(steps, how)) await design.take(step, how);
  return refused.length === 0;
}

function asOne(
  steps: readonly DesignStep[],
  { typing = false }: { readonly typing?: boolean },
): readonly DesignStep[] {
  if (typing || steps.length < 2) return steps;
  const together = freshWord();
  return steps.map((step) => ({ ...step, together }));
}
