import { msg } from '@lit/localize';
import type { FormModel } from '../../model/form-model.ts';
import type { Drawn } from './bench-shapes.ts';
import { design } from './design-data.ts';

/** Whether one of the layers that are designed owns the form. */
export function isOwnForm({ id }: FormModel, { lines }: Drawn): boolean {
  return design.drawing.isOurs(lines.find((line) => line.id === id)?.package ?? '');
}

/** Says why records of a form cannot become rules that documents are matched with; undefined: they can, or are. */
export function matchLack(form: FormModel, drawn: Drawn): string | undefined {
  if (form.match) return undefined;
  if (form.kind !== 'master')
    return msg('只有基础资料的记录能成为规则：请新建一个，或从“审批规则”模板开始', {
      id: 'design-match-kind',
    });
  return isOwnForm(form, drawn)
    ? undefined
    : msg('这个表单由元数据包提供，只有它自己能添加匹配', { id: 'design-match-foreign' });
}
