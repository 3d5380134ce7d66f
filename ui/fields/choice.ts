import { html } from 'lit';
import { language } from '../session/i18n.ts';
import { lazily } from './lazily.ts';
import type { UiKind } from './ui-kind.ts';

export const choice: UiKind = {
  name: 'choice',
  // The label as people know it, even where a sheet would have to write the value.
  show: (value, field) =>
    field.options?.find((option) => option.value === value)?.label[language()] ?? String(value),
  tone: (value, field) => field.options?.find((option) => option.value === value)?.tone,
  width: 120,
  cell: 'pick',
  load: () => lazily('gj-choice-control'),
  control: (ask) => html`<gj-choice-control .ask=${ask}></gj-choice-control>`,
};
