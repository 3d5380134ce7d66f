import { partings } from './number-and-name.ts';

/** A record as people call it. */
export interface CalledRecord {
  readonly id: string;
  readonly number: string;
  readonly title: string;
}

/** The records of a form that have one of some texts as their number, or as their title. */
export type RecordsCalled = (
  by: 'number' | 'title',
  texts: readonly string[],
) => Promise<readonly CalledRecord[]>;

/** What a text says that has a number and a name in it. */
export type Together =
  /** Both are of these records, nearly always one. */
  | { readonly same: readonly CalledRecord[] }
  /** Each is of another record. */
  | { readonly number: CalledRecord; readonly name: CalledRecord }
  /** One of the two is of no record. */
  | { readonly half: CalledRecord };

/** Longest text that is looked up as a number. */
const longestNumber = 64;

/**
 * Finds what texts mean that say the number of a record and its name in one: `C003 Harbour Foods`. Texts of which no
 * part is known are absent. All are asked for at once, and names only for what numbers do not settle.
 */
export async function namedTogether(
  texts: readonly string[],
  called: RecordsCalled,
  options: {
    /** Leave out all but those whose two parts agree. Default: false. */
    readonly settled?: boolean;
    /** Whether a part may be a number. Default: unless it is very long. */
    readonly isNumber?: (text: string) => boolean;
  } = {},
): Promise<ReadonlyMap<string, Together>> {
  const { settled = false, isNumber = ({ length }) => length <= longestNumber } = options;
  const found = new Map<string, Together>();
  const pairs = new Map(
    texts.flatMap((text) => {
      const both = partings(text).flatMap(([first, second]) => [
        { number: first, name: second },
        { number: second, name: first },
      ]);
      return both.length === 0 ? [] : [[text, both] as const];
    }),
  );
  const numbers = [...pairs.values()].flat().flatMap(({ number }) => (isNumber(number) ? number : []));
  if (numbers.length === 0) return found;
  const byNumber = Map.groupBy(await called('number', [...new Set(numbers)]), ({ number }) => number);
  for (const [text, both] of pairs) {
    const same = both.flatMap(({ number, name }) =>
      (byNumber.get(number) ?? []).filter(({ title }) => title === name),
    );
    if (same.length > 0) found.set(text, { same: [...new Map(same.map((one) => [one.id, one])).values()] });
  }
  const open = settled ? [] : [...pairs].filter(([text]) => !found.has(text));
  if (open.length === 0) return found;
  const names = new Set(open.flatMap(([, both]) => both.map(({ name }) => name)));
  const byTitle = Map.groupBy(await called('title', [...names]), ({ title }) => title);
  for (const [text, both] of open) {
    const halves = both.map(({ number, name }) => ({
      number: byNumber.get(number)?.[0],
      name: byTitle.get(name)?.[0],
    }));
    const whole = halves.find(({ number, name }) => number && name);
    const half = halves.find(({ number }) => number)?.number ?? halves.find(({ name }) => name)?.name;
    if (whole?.number && whole.name) found.set(text, { number: whole.number, name: whole.name });
    else if (half) found.set(text, { half });
  }
  return found;
}
