import type { Json } from '../../metadata/common/json.ts';
import type { Language } from '../../metadata/common/label.ts';
import type { Condition } from '../../metadata/condition.ts';
import type { refsIn as refsInNode } from '../../rules/condition/describe.ts';
import type { Ref } from '../../rules/condition/value.ts';
import { forms } from '../model/forms.ts';
import { type RecordName, recordNames } from '../model/record-names.ts';
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
  const [{ compileLater }, { describe, refsIn }, { renameCondition }, { form, targets }] = await Promise.all([
    import('../../rules/condition/compile.ts'),
    import('../../rules/condition/describe.ts'),
    import('../../rules/condition/rename.ts'),
    forms.withTargets(outline.name),
  ]);
  const scope = { shape: form, target: (id: string) => targets.get(id), kept: true };
  const byIds = renameCondition(value as Condition, scope, 'toIds');
  const compiled = await compileLater(byIds, scope);
  const call = { today: serverClock.moment.today };
  if (!compiled.ok) return undefined;
  const names = await namesOf(refsIn(compiled.value.node));
  const nameOf = (_: string, { id = '' }: Ref) => names.get(id)?.name ?? names.get(id)?.number ?? undefined;
  return describe(compiled.value, language, { call, nameOf });
}

/** Of records that are named by their ids; a number is read as it is. What may not be read stays as it is written. */
async function namesOf(refs: ReturnType<typeof refsInNode>): Promise<ReadonlyMap<string, RecordName>> {
  const byForm = Map.groupBy(refs, ({ form }) => form);
  const found = await Promise.all(
    [...byForm].map(([form, all]) => recordNames(form, [...new Set(all.flatMap(({ ref }) => ref.id ?? []))])),
  );
  return new Map(found.flatMap((one) => [...one]));
}
