import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { Compiled } from '../../../rules/condition/compiled.ts';
import type { FormModel } from '../../model/form-model.ts';
import { toNames } from '../../record/editor/record-ids.ts';
import { serverClock } from '../../session/server-clock.ts';

/** Facts, by names, for which a condition over a form holds; null: none were found. */
export async function suggestedFacts(compiled: Compiled, about: FormModel): Promise<JsonObject | null> {
  const { suggestFacts } = await import('../../../rules/condition/suggest.ts');
  await serverClock.learn();
  const facts = suggestFacts(compiled, serverClock.callFacts);
  return facts && filled(toNames(facts, about, (value) => value, {}));
}

/** Without what is empty anyway. */
function filled(facts: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => {
      if (value === null) return [];
      return [[name, isList(value) ? value.map((one) => (isObject(one) ? filled(one) : one)) : value]];
    }),
  );
}
