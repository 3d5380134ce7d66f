import type { Condition } from '../../metadata/condition.ts';
import type { Field } from '../../metadata/field.ts';
import type { JsonObject } from '../../metadata/json.ts';
import type { FormModel } from '../model/form-model.ts';
import { serverClock } from '../session/server-clock.ts';
import { isConditional, type States } from '../sheet/sheet-marks.ts';

type Holds = (record: JsonObject) => boolean;

/**
 * How cells stand by what their own record says. Conditions that ask for more than its fields are the server's to
 * judge: until then the cells can be filled in.
 */
export async function listStates(
  form: FormModel,
  fields: readonly Field[],
  rowAt: (row: number) => JsonObject | undefined,
): Promise<States | undefined> {
  const conditional = fields.filter(isConditional);
  if (conditional.length === 0) return undefined;
  const [{ compileLater }, { test }] = await Promise.all([
    import('../../rules/condition/compile.ts'),
    import('../../rules/condition/closure.ts'),
  ]);
  const holdsOf = async (when: boolean | Condition): Promise<Holds | boolean | undefined> => {
    if (typeof when === 'boolean') return when;
    const compiled = await compileLater(when, { shape: form, kept: true });
    if (!compiled.ok) return undefined;
    const isNear = compiled.value.facts.every(
      ({ root, entries, via, member }) =>
        root === 'record' &&
        entries.length === 0 &&
        !via &&
        'field' in member &&
        fields.includes(member.field),
    );
    if (!isNear) return undefined;
    const holds = test(compiled.value);
    return (record) => holds({ record, call: serverClock.callFacts });
  };
  const known = new Map<
    string,
    { visible: Holds | boolean | undefined; readonly: Holds | boolean | undefined }
  >();
  for (const { id, visible, readonly } of conditional)
    known.set(id, { visible: await holdsOf(visible), readonly: await holdsOf(readonly) });
  return (row, { id }) => {
    const own = known.get(id);
    const values = rowAt(row);
    if (!own || !values) return {};
    const record = Object.fromEntries(fields.map((field) => [field.id, values[field.name] ?? null]));
    const said = (when: Holds | boolean | undefined, unknown: boolean) =>
      typeof when === 'function' ? when(record) : (when ?? unknown);
    return { visible: said(own.visible, true), readonly: said(own.readonly, false) };
  };
}
