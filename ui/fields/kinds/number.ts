import { msg } from '@lit/localize';
import { textProp } from '../../../metadata/kinds/common/prop.ts';
import { seriesOf } from '../../../metadata/kinds/number.ts';
import { line } from '../common/line.ts';

/** Pixels of a figure or a capital, and of what stands around a number in a list: its own version's mark as well. */
const [letter, around] = [8, 34];

/** About as a number of a pattern looks. */
function spelled(pattern: string): string {
  return pattern
    .replace(/\{seq:(\d+)\}/g, (_, digits: string) => '0'.repeat(Number(digits)))
    .replace(/\{(y+M*d*)\}/g, '$1')
    .replace('{org}', 'ORGANISE');
}

export const number = line({
  name: 'number',
  width: 140,
  widthOf: (field) => {
    const patterns = [textProp(field, 'pattern') ?? '', ...seriesOf(field).map((one) => one.pattern)];
    const longest = patterns.map(spelled).reduce((a, b) => (b.length > a.length ? b : a));
    // A person who may type a number makes it longer than the pattern says.
    const least = field.props['editable'] === true ? 168 : 100;
    return Math.max(least, longest.length * letter + around);
  },
  toCome: () => msg('保存时自动编号', { id: 'number-to-come' }),
});
