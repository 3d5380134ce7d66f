import { msg } from '@lit/localize';
import { textProp } from '../../../metadata/kinds/common/prop.ts';
import { line } from '../common/line.ts';

/** Pixels of a figure or a capital, and of what stands around a number in a list: its own version's mark as well. */
const [letter, around] = [8, 34];

export const number = line({
  name: 'number',
  width: 140,
  widthOf: (field) => {
    const pattern = textProp(field, 'pattern') ?? '';
    const longest = pattern
      .replace(/\{seq:(\d+)\}/g, (_, digits: string) => '0'.repeat(Number(digits)))
      .replace(/\{(y+M*d*)\}/g, '$1')
      .replace('{org}', 'ORGANISE');
    // A person who may type a number makes it longer than the pattern says.
    const least = field.props['editable'] === true ? 168 : 100;
    return Math.max(least, longest.length * letter + around);
  },
  toCome: () => msg('保存时自动编号', { id: 'number-to-come' }),
});
