import type { Explanation, Verdict } from '../../rules/condition/explain.ts';
import type { Judged } from './condition-bench.ts';
import { type Draft, type DraftGroup, isGroup } from './draft.ts';

/** Verdicts in the shape of the condition, told to the parts of its draft; `decided`: the key of what decided against it. */
export function judgedParts(
  root: DraftGroup,
  { verdict, failed }: Explanation,
  keyAt: (pointer: string) => number | undefined,
): ReadonlyMap<number, Judged> {
  const judged = new Map<number, Judged>();
  const decided = failed && keyAt(failed.pointer);
  const walk = (draft: Draft, told: Verdict): void => {
    const own = draft.denied ? told.nodes?.[0] : told;
    const inner = own?.some ? own.nodes?.[0] : own;
    const actual = isGroup(draft) ? undefined : inner?.leaf?.actual;
    judged.set(draft.key, {
      holds: told.holds,
      decided: draft.key === decided,
      ...(actual ? { actual } : {}),
      ...(own?.some ? { row: own.some.row } : {}),
    });
    if (!isGroup(draft)) return;
    for (const [at, part] of draft.parts.entries()) {
      const of = inner?.nodes?.[at];
      if (of) walk(part, of);
    }
  };
  walk(root, verdict);
  return judged;
}
