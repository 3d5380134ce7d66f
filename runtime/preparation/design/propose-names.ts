import { type NameFor, proposedName } from '../../../metadata/design/proposed-name.ts';
import { pinyinOf } from '../../../metadata/words/pinyin-of.ts';

/** A name for each text, none twice: Chinese as it is spoken, everything else as it is written. */
export function proposeNames(texts: readonly string[], { taken, ...how }: NameFor): readonly string[] {
  const known = new Set(taken);
  return texts.map((text) => {
    const spoken = pinyinOf(text);
    const spelt = how.of === 'prefix' ? mark(spoken, text) : spoken || text;
    const name = proposedName(spelt, { ...how, taken: known });
    known.add(name);
    return name;
  });
}

/** Short enough to stand in front of names: the initials of what is spoken, the first word of what is written. */
function mark(spoken: string, written: string): string {
  if (spoken === '') return written.trim().split(/[^\p{L}\p{N}]+/u)[0] ?? '';
  const syllables = spoken.split(' ');
  return syllables.length === 1 ? spoken : syllables.map(([first = '']) => first).join('');
}
