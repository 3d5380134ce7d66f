import { msg, str } from '@lit/localize';
import { trailActions } from '../../metadata/trail-actions.ts';
import type { FormModel } from '../model/form-model.ts';
import { say } from '../session/i18n.ts';

/** Those one can ask for. */
export const auditActions: readonly string[] = Object.keys(trailActions);

/** What was done, in words: the platform's own, or those the form gives its actions. */
export function auditAction(name: string, form?: Pick<FormModel, 'actions'>): string {
  const own = form?.actions.find((action) => action.name === name);
  return say(trailActions[name]?.name ?? own?.label) || name;
}

/** The middle of the sentence: between who did it and what it was done to. */
export function auditDid(name: string): string {
  return say(trailActions[name]?.did) || msg(str`执行了“${name}”：`, { id: 'did-other' });
}
