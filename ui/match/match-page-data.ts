import type { Scope } from '../../rules/condition/scope.ts';
import { factsOffered, type OfferedFact } from '../facts/facts-offered.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { session } from '../session/session.ts';
import { usedFacts } from './match-used.ts';

/** All that trying the rules of a form needs. */
export interface MatchPageData {
  readonly form: FormModel;
  /** The form of the facts. */
  readonly about: FormModel;
  /** What conditions over them may ask. */
  readonly scope: Scope;
  readonly offered: readonly OfferedFact[];
  /** Paths by names that rules ask, the most asked first. */
  readonly used: readonly string[];
}

/** Undefined: the person may not see the form of the facts. */
export async function matchPageData(name: string): Promise<MatchPageData | undefined> {
  const form = await forms.get(name);
  const outline = session.formById(form.match?.facts ?? '');
  if (!outline) return undefined;
  const { form: about, targets } = await forms.withTargets(outline.name);
  const used = await usedFacts(form, about);
  const scope: Scope = { shape: about, target: (id) => targets.get(id) };
  return { form, about, used, scope, offered: factsOffered(scope) };
}
