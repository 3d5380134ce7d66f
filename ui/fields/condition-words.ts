import type { Json } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { Condition } from '../../metadata/condition.ts';
import { forms } from '../model/forms.ts';
import { serverClock } from '../session/server-clock.ts';
import { session } from '../session/session.ts';

/**
 * A condition on the wire as a sentence; undefined where it cannot be read (any more). Loads the rules with the first
 * one.
 */
export async function conditionWords(
  value: Json,
  facts: string,
  language: Language,
): Promise<string | undefined> {
  const outline = session.formById(facts);
  if (!outline) return undefined;
  const [{ compileLater }, { describe }, { renameCondition }, { form, targets }] = await Promise.all([
    import('../../rules/condition/compile.ts'),
    import('../../rules/condition/describe.ts'),
    import('../../rules/condition/rename.ts'),
    forms.withTargets(outline.name),
  ]);
  const scope = { shape: form, target: (id: string) => targets.get(id), kept: true };
  const byIds = renameCondition(value as Condition, scope, 'toIds');
  const compiled = await compileLater(byIds, scope);
  const call = { today: serverClock.moment.today };
  return compiled.ok ? describe(compiled.value, language, { call }) : undefined;
}
