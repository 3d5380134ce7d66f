import { optionsOf } from '../../metadata/kinds/common/option.ts';
import { say } from '../session/i18n.ts';
import { forms } from './forms.ts';

/** The options of a choice in words. */
export async function labelsOf(
  form: string,
  name: string,
): Promise<(value: string | null | undefined) => string> {
  const field = (await forms.get(form)).byName.get(name);
  const labels = new Map(field ? optionsOf(field).map(({ value, label }) => [value, label]) : []);
  return (value) => say(labels.get(value ?? '')) || '';
}
