import type { Label } from '../../metadata/common/label.ts';
import type { FormRules } from './compile-form.ts';
import { type Asking, type Context, factsOf, holds } from './context.ts';
import type { RecordPart } from './record-parts.ts';

export type Lock = 'change' | 'delete' | 'disable' | 'sharing';

/** The participles that tell what somebody wanted to do to a locked record. */
export const lockedActions: Readonly<Record<Lock, Label>> = {
  change: { zh: '修改', en: 'changed' },
  delete: { zh: '删除', en: 'deleted' },
  disable: { zh: '禁用', en: 'disabled' },
  sharing: { zh: '改变管控策略', en: 'shared otherwise' },
};

/** Returns the locks of a record that came with a package: what may not be done to it. */
export function* locksOf(rules: FormRules, top: RecordPart, context: Context): Asking<ReadonlySet<Lock>> {
  const locked = rules.form.preset?.locked ?? [];
  if (context.preset !== true || locked.length === 0) return new Set();
  return (yield* holds(rules.presetWhere ?? true, factsOf(top, top, context))) ? new Set(locked) : new Set();
}

/** Returns the reason why an action may not be done to a record as it is, whoever brought it; undefined: it may. */
export function* lockedBecause(
  rules: FormRules,
  action: Lock,
  top: RecordPart,
  context: Context,
): Asking<Label | undefined> {
  for (const { source, when } of rules.locks)
    if (source.action === action && (yield* holds(when, factsOf(top, top, context)))) return source.message;
  return undefined;
}
