import type { Label } from '../../../metadata/label.ts';
import { nearNames } from '../../../metadata/near-names.ts';
import { didYouMean } from '../../../metadata/render.ts';
import type { Terminal } from './command.ts';

/** So many names can be read through; of more nobody is told unless they are near. */
const mostListed = 100;

/** Says that nothing is called so: which names are near, or which there are when none is. */
export function noSuch(
  { language, warn }: Pick<Terminal, 'language' | 'warn'>,
  what: Label,
  name: string,
  known: readonly string[],
): undefined {
  const near = nearNames(name, known);
  const listed = near.length === 0 && known.length > 0 && known.length <= mostListed;
  const hint = listed
    ? { zh: `；有：${known.join('、')}`, en: `; there are: ${known.join(', ')}` }[language]
    : didYouMean(near, language);
  warn({ zh: `没有${what.zh} ${name}${hint}`, en: `there is no ${what.en} ${name}${hint}` }[language]);
}
