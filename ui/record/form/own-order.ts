import type { ActionSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { takesBack, turnsSwitches } from './takes-back.ts';

type Fields = Pick<FormModel, 'byId'>;

/** What the state asks for comes first, what has to be confirmed or takes back after that, what is always offered last. */
export const ownOrder = (actions: readonly ActionSource[], form: Fields): readonly ActionSource[] =>
  actions.toSorted((a, b) => rank(a, form) - rank(b, form));

/** Whether it is what the state asks for. */
export const isAskedFor = (action: ActionSource, form: Fields): boolean => rank(action, form) === 0;

/**
 * The one action that a document which is read shows as the next: what has to be confirmed, takes back or only turns a
 * switch is nothing one does next as a matter of course.
 */
export function nextAction(actions: readonly ActionSource[], form: Fields): ActionSource | undefined {
  const [first] = ownOrder(actions, form);
  return first && isAskedFor(first, form) && !turnsSwitches(first, form) ? first : undefined;
}

function rank(action: ActionSource, form: Fields): number {
  if (action.when === undefined) return 2;
  return action.confirm === undefined && !action.asksReason && !takesBack(action, form) ? 0 : 1;
}
