import type { Condition } from '../../metadata/condition.ts';
import type { Json } from '../../metadata/json.ts';
import { compileLater } from '../../rules/condition/compile.ts';
import { describe } from '../../rules/condition/describe.ts';
import { renameCondition } from '../../rules/condition/rename.ts';
import { openConditionDialog } from '../condition/condition-dialog.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import { language } from '../session/i18n.ts';

async function scopeOf(form: FormModel) {
  const { targets } = await forms.around(form);
  return { shape: form, target: (id: string) => targets.get(id) };
}

/** A condition of the form’s own files, which name fields by ids, as people read it; as it is written where it cannot be read. */
export async function wordsOf(value: Json, form: FormModel): Promise<string> {
  const compiled = await compileLater(value as unknown as Condition, await scopeOf(form));
  return compiled.ok ? describe(compiled.value, language()) : JSON.stringify(value);
}

/** Built in the editor of the product; undefined: it was left. */
export async function editCondition(
  value: Json | undefined,
  form: FormModel,
  label: string,
): Promise<Json | null | undefined> {
  const scope = await scopeOf(form);
  const named = value === undefined ? null : renameCondition(value as unknown as Condition, scope, 'toNames');
  const edited = await openConditionDialog({ form, value: named, label });
  if (!edited) return edited;
  return renameCondition(edited, scope, 'toIds') as unknown as Json;
}
