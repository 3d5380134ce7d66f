import { html } from 'lit';
import { language } from '../../session/i18n.ts';
import { lazily } from '../common/lazily.ts';
import { spread } from '../common/spread.ts';
import type { UiKind } from '../common/ui-kind.ts';

/** Of a list's column: less looks lost, more takes the place of others. */
const [least, most] = [120, 220];
/** Pixels around a label: the cell's own edges, and the dot of its tone. */
const around = 34;
/** Labels are of 13 pixels. */
const larger = 13 / 12;

export const choice: UiKind = {
  name: 'choice',
  // The label as people know it, even where a sheet would have to write the value.
  show: (value, field) =>
    field.options?.find((option) => option.value === value)?.label[language()] ?? String(value),
  tone: (value, field) => field.options?.find((option) => option.value === value)?.tone,
  width: least,
  widthOf: ({ options = [] }) => {
    const widest = Math.max(0, ...options.map(({ label }) => spread(label[language()])));
    return Math.ceil(Math.min(most, Math.max(least, widest * larger + around)));
  },
  cell: 'pick',
  load: () => lazily('gj-choice-control'),
  control: (ask) => html`<gj-choice-control .ask=${ask}></gj-choice-control>`,
};
