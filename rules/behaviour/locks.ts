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
  sharing: { zh: '改变管控策略', en: 'change its sharing' },
};

/** The locks that actions of every form ask; all others ask for none, those that a form declares for their condition. */
const asked: Readonly<Record<string, readonly Lock[]>> = {
  edit: ['change'],
  restore: ['change'],
  transfer: ['change'],
  delete: ['delete'],
  disable: ['disable', 'change'],
  share: ['sharing'],
};

/** What keeps an action from being done to a record as it stands, whoever would do it. */
export type Obstacle =
  /** The form locks records in this state, and says why. */
  | { readonly from: 'state'; readonly because: Label }
  /** The package that brought the record locks it. */
  | { readonly from: 'package'; readonly lock: Lock }
  /** The form offers the action for records that say something else. */
  | { readonly from: 'offer' };

/**
 * Returns what keeps an action from being done to a record as it was saved; undefined: nothing that the record says. The
 * store refuses by it and pages offer by it, so that what one offers the other does.
 */
export function* obstacleTo(
  rules: FormRules,
  action: string,
  top: RecordPart,
  context: Context,
): Asking<Obstacle | undefined> {
  const locks = Object.hasOwn(asked, action) ? asked[action] : undefined;
  const facts = factsOf(top, top, context);
  if (!locks) {
    const offered = rules.actions.get(action);
    return offered === undefined || (yield* holds(offered, facts)) ? undefined : { from: 'offer' };
  }
  for (const lock of locks)
    for (const { source, when } of rules.locks)
      if (source.action === lock && (yield* holds(when, facts)))
        return { from: 'state', because: source.message };
  const { preset } = rules.form;
  const kept = context.preset === true ? (preset?.locked ?? []) : [];
  const lock = kept.find((one) => locks.includes(one));
  if (lock === undefined || !(yield* holds(rules.presetWhere ?? true, facts))) return undefined;
  return { from: 'package', lock };
}

/** Whether a form, and whether a package in the records that it brings, may lock what an action does. */
export function lockedBy(
  { locks, preset }: Pick<FormRules['form'], 'locks' | 'preset'>,
  action: string,
): { readonly state: boolean; readonly package: boolean } {
  const some = new Set<Lock>(asked[action]);
  return {
    state: locks.some((one) => some.has(one.action)),
    package: preset?.locked?.some((one) => some.has(one)) ?? false,
  };
}
