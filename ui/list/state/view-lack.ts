import { msg } from '@lit/localize';
import type { ViewKind } from '../../../metadata/property/view-kinds.ts';
import type { FormModel } from '../../model/form-model.ts';
import { landsIn } from '../../model/lands-in.ts';
import { canBeDrawn } from './drawing.ts';

/** Why the records of a form cannot be drawn so. */
export interface ViewLack {
  readonly why: string;
  /** The kind of field that is missing, and the offer to add one. Default: no field is missing. */
  readonly field?: { readonly kind: string; readonly offer: string };
}

/** Answers what a form lacks before its records can be drawn so; undefined: nothing. */
export function lackOf(form: FormModel, kind: ViewKind): ViewLack | undefined {
  if (canBeDrawn(form, kind)) return undefined;
  if (kind === 'chart' && !form.can.has('report'))
    return { why: msg('需要“汇总报表”权限', { id: 'view-needs-report' }) };
  const choice = {
    kind: 'choice',
    offer: landsIn(form, msg('添加一个单选字段', { id: 'view-mend-choice' })),
  };
  const lacks: Readonly<Record<ViewKind, ViewLack | undefined>> = {
    list: undefined,
    board: { why: msg('需要单选字段，按它的选项分列', { id: 'view-needs-board' }), field: choice },
    calendar: {
      why: msg('需要日期字段', { id: 'view-needs-calendar' }),
      field: { kind: 'date', offer: landsIn(form, msg('添加一个日期字段', { id: 'view-mend-date' })) },
    },
    gallery: undefined,
    tree: {
      why: msg('需要上级字段，记录按它排成树', { id: 'view-needs-tree' }),
      field: { kind: 'parent', offer: landsIn(form, msg('添加一个上级字段', { id: 'view-mend-parent' })) },
    },
    chart: undefined,
  };
  return lacks[kind];
}
