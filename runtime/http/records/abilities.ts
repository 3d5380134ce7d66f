import type { Form, Model } from '../../../metadata/model.ts';
import { type Action, type Rights, rightFor } from '../../call/rights.ts';
import { mayAnywhere } from '../pipeline/authorise.ts';

/** What the platform lets anybody do to records; forms add actions of their own. */
export const platformActions: readonly Action[] = [
  'read',
  'create',
  'edit',
  'delete',
  'enable',
  'disable',
  'copy',
  'assign',
  'share',
  'transfer',
  'personalise',
  'import',
  'export',
  'history',
  'purge',
];

export function formAbilities(rights: Rights, form: Form): readonly Action[] {
  const matching: readonly Action[] = form.match ? ['match'] : [];
  const actions = [...platformActions, ...matching, ...form.actions.map(({ name }) => name)];
  return actions.filter((action) => mayAnywhere(rights, form, rightFor(action)));
}

/** By name of the form: what the caller may do to its records somewhere. Forms of which that is nothing are absent. */
export function abilities(rights: Rights, model: Model): Readonly<Record<string, readonly Action[]>> {
  const able: Record<string, readonly Action[]> = {};
  for (const form of model.forms.values()) {
    const actions = formAbilities(rights, form);
    if (actions.length > 0) able[form.name] = actions;
  }
  return able;
}
