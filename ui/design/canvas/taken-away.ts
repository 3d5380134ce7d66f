import { msg, str } from '@lit/localize';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { optionAt } from '../../../metadata/property/target-place.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { RecordList } from '../../model/record-list.ts';
import { plural, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { design } from '../work/design-data.ts';
import { notifyHere } from '../work/design-notices.ts';

/** Tells what became of what was taken off the form, with the way back; of a removed field nobody filled in not a word. */
export async function tellTaken(form: FormModel, steps: readonly DesignStep[]): Promise<void> {
  const undo = () => design.turn({ do: 'undo' });
  if (steps.some((step) => step.do === 'hide'))
    notifyHere({ text: msg('已隐藏，数据留着', { id: 'design-is-hidden' }), undo });
  for (const step of steps) {
    const held = step.do === 'remove' ? await heldAt(form, step.place) : undefined;
    if (!held) continue;
    const { label, count } = held;
    notifyHere({
      text: optionAt(step.do === 'remove' ? step.place : '')
        ? plural(
            msg(str`选项“${label}”已删除；${count} 条记录选了它，值会保留`, { id: 'design-removed-option' }),
          )
        : plural(
            msg(str`“${label}”已删除；${count} 条记录里有它的值，值会保留，不再显示`, {
              id: 'design-removed-held',
            }),
          ),
      undo,
    });
  }
}

/** The field or option in force and how many records hold something in it; undefined: none does, or nobody can tell. */
async function heldAt(
  { id }: FormModel,
  place: string,
): Promise<{ readonly label: string; readonly count: number } | undefined> {
  const live = place.startsWith('fields/') ? session.formById(id) : undefined;
  const published = live && (await forms.get(live.name).catch(() => undefined));
  const ofOption = optionAt(place);
  const field = published && fieldAtPath(published, (ofOption?.of ?? place).slice('fields/'.length));
  const option = field?.options?.find(({ value }) => value === ofOption?.value);
  if (ofOption && !option) return undefined;
  const keeps = field && !field.kind.secret && (field.rows || field.kind.column(field));
  if (!live || !keeps) return undefined;
  const isOne = field.kind.comparison(field) !== 'list';
  const filter = option
    ? { fact: field.path, operator: isOne ? ('equal' as const) : ('contains' as const), value: option.value }
    : { fact: field.path, operator: 'isNotEmpty' as const };
  const question = { view: 'manage', q: '', filter, sort: [], fields: [] } as const;
  const count = await new RecordList(session.api, live.name, question).count().catch(() => 0);
  return count === 0 ? undefined : { label: say((option ?? field).label), count };
}
