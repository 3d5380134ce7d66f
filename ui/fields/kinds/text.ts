import { language } from '../../session/i18n.ts';
import { line } from '../common/line.ts';
import { byKind } from '../common/shown.ts';

export const text = line({
  name: 'text',
  // What codes are called; whoever types in one types the code.
  show: (value, field) =>
    field.titles?.find((title) => title.value === value)?.label[language()] ?? byKind(value, field),
});
