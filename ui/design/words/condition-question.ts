import { msg, str } from '@lit/localize';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { labelsOf } from '../work/place-labels.ts';

/** What a condition is asked about, and what it means that there is none. */
export interface ConditionQuestion {
  readonly title: string;
  /** Default: that nothing is limited. */
  readonly empty?: string;
}

interface Asked {
  readonly form: FormModel;
  /** The place that has the property: `fields/rate`; empty: the form. */
  readonly place: string;
  /** The name of the property as people say it. */
  readonly label: string;
  readonly state: { readonly property: string };
}

/** The condition of a property as a question that names the thing it is about. */
export function conditionQuestion({ form, place, label, state }: Asked): ConditionQuestion {
  const called = labelsOf(form)[place];
  if (!called) return { title: label };
  const thing = say(called);
  switch (state.property) {
    case 'required':
      return {
        title: msg(str`“${thing}”在什么时候必填？`, { id: 'when-required' }),
        empty: msg(str`没有条件时，“${thing}”从不必填。`, { id: 'when-required-never' }),
      };
    case 'visible':
      return {
        title: msg(str`“${thing}”在什么时候显示？`, { id: 'when-visible' }),
        empty: msg(str`没有条件时，“${thing}”总是显示。`, { id: 'when-visible-always' }),
      };
    case 'readonly':
      return {
        title: msg(str`“${thing}”在什么时候只读？`, { id: 'when-readonly' }),
        empty: msg(str`没有条件时，“${thing}”总是可以填写。`, { id: 'when-readonly-never' }),
      };
    case 'folded':
      return {
        title: msg(str`“${thing}”在什么时候收起？`, { id: 'when-folded' }),
        empty: msg(str`没有条件时，“${thing}”从不收起。`, { id: 'when-folded-never' }),
      };
    case 'follows':
      return { title: msg(str`“${thing}”在什么时候随公式更新？`, { id: 'when-follows' }) };
    case 'optionsFilter':
      return {
        title: msg(str`“${thing}”可以选哪些数据？`, { id: 'what-is-picked' }),
        empty: msg(str`没有条件时，“${thing}”可以选任何数据。`, { id: 'what-is-picked-any' }),
      };
    default:
      return { title: msg(str`${label}：${thing}`, { id: 'condition-of-thing' }) };
  }
}
