import { msg } from '@lit/localize';
import type { ChangePreview } from '../../metadata/contract/changes/preview.ts';
import type { Action } from '../kit/gj-actions.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';
import { failingCases } from './change-data.ts';
import { stepWords } from './change-words.ts';

/** Answers the actions that a change set allows now, the likely next one first. */
export function changeActions(
  { may, needsApproval, approvedBy, state }: ChangeSet,
  preview: ChangePreview | null,
  busy: boolean,
): readonly Action[] {
  const waits = needsApproval.length > 0 && !approvedBy;
  const isStopped =
    preview !== null &&
    (preview.problems.length + preview.conflicts.length > 0 ||
      (preview.design !== null && !preview.design.plan.hash));
  const fails = preview !== null && failingCases(preview) > 0;
  const step = (key: string, offered: boolean, more: Partial<Action> = {}): readonly Action[] =>
    offered ? [{ key, text: stepWords(key), disabled: busy, ...more }] : [];
  return [
    ...step('approve', may.approve, { primary: true, icon: 'check' }),
    ...step('reject', may.reject),
    ...step('propose', may.propose && waits, { primary: true, disabled: busy || isStopped }),
    ...step('publish', may.publish && !waits, {
      primary: state !== 'scheduled',
      icon: 'play',
      disabled: busy || isStopped || fails,
    }),
    ...step('schedule', may.schedule && !waits && state !== 'scheduled', {
      icon: 'clock',
      disabled: busy || isStopped || fails,
    }),
    ...step('withdraw', may.withdraw),
    ...(may.rollback
      ? [
          {
            key: 'rollback',
            text: msg('回滚', { id: 'change-rollback' }),
            icon: 'undo' as const,
            disabled: busy,
          },
        ]
      : []),
  ];
}

/** Answers the rarer actions for a menu; `current`: id of the set that changes go into. */
export function changeMore({ id, may, state }: ChangeSet, current: string | undefined): readonly MenuItem[] {
  return [
    ...(state === 'draft' && id !== current
      ? [{ key: 'basket', text: msg('设为当前变更集', { id: 'basket-choose' }), icon: 'basket' as const }]
      : []),
    ...(may.discard
      ? [
          {
            key: 'discard',
            text: msg('放弃', { id: 'change-discard' }),
            icon: 'trash' as const,
            danger: true,
          },
        ]
      : []),
  ];
}
