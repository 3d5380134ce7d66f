import { begins } from '../session/i18n.ts';
import type { FormModel } from './form-model.ts';

/** What declares the actions of a record. */
export type Declaring = Pick<FormModel, 'actions'>;

export function declaredAction(name: string, form: Declaring | undefined) {
  return form?.actions.find((action) => action.name === name);
}

/** The name of an action that the form declares, as something that was done; empty: it declares none. */
export function doneName(name: string, form: Declaring | undefined): string {
  const own = declaredAction(name, form);
  return begins(own?.done ?? own?.label);
}
