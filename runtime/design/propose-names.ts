import { type NameFor, proposedName } from '../../metadata/design/proposed-name.ts';
import { loadSyllables } from '../syllables.ts';

/** A name for each text, none twice: Chinese as it is spoken, everything else as it is written. */
export async function proposeNames(
  texts: readonly string[],
  { taken, ...how }: NameFor,
): Promise<readonly string[]> {
  const syllables = await loadSyllables();
  const known = new Set(taken);
  return texts.map((text) => {
    const name = proposedName(syllables(text) || text, { ...how, taken: known });
    known.add(name);
    return name;
  });
}
