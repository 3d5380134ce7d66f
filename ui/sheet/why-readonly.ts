import { msg, str } from '@lit/localize';
import type { Condition } from '../../metadata/condition.ts';
import type { Field, Shape } from '../../metadata/field.ts';
import type { FormModel } from '../model/form-model.ts';
import { isGiven } from '../record/record-draft.ts';
import { language, say } from '../session/i18n.ts';
import type { CellState } from './sheet-marks.ts';

/** Why nobody can type into a cell, in a sentence. */
export async function whyReadonly(
  field: Field,
  form: FormModel,
  shape: Shape | undefined,
  state: CellState,
): Promise<string> {
  const label = say(field.label);
  if (!state.visible) {
    const when = await inWords(field.visible, form, shape);
    return when === undefined
      ? msg(str`这一行不适用“${label}”`, { id: 'cell-not-applicable' })
      : msg(str`“${label}”只在这时填写：${when}`, { id: 'cell-only-when' });
  }
  if (!isGiven(field)) return msg(str`“${label}”由系统填写`, { id: 'cell-by-system' });
  if (!form.writable.has(field.path)) return msg(str`您没有填写“${label}”的权限`, { id: 'cell-no-right' });
  const when = await inWords(field.readonly, form, shape);
  if (when !== undefined) return msg(str`“${label}”这时只读：${when}`, { id: 'cell-readonly-when' });
  return msg('这个单元格只读', { id: 'sheet-cell-readonly' });
}

async function inWords(
  when: boolean | Condition,
  form: FormModel,
  shape: Shape | undefined,
): Promise<string | undefined> {
  if (typeof when !== 'object' || !shape) return undefined;
  const [{ compileLater }, { describe }] = await Promise.all([
    import('../../rules/condition/compile.ts'),
    import('../../rules/condition/describe.ts'),
  ]);
  const compiled = await compileLater(when, { shape, parent: form, kept: true });
  return compiled.ok ? describe(compiled.value, language()) : undefined;
}
