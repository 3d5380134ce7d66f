/** A small fault as somebody might make it: one text of a file stands for another. */
export interface Mutant {
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The consequence of the fault, in a sentence. */
  readonly why: string;
  /** The suite that must notice it: the shortest that does. */
  readonly suite: Suite;
}

export interface Suite {
  readonly file: string;
  /** Default: node, where suites of the database run on SQLite. */
  readonly project?: 'mysql';
  /** Only tests whose full name matches, as `vitest -t` has it. Default: the whole suite. */
  readonly tests?: string;
}

/** The text with the fault in it; null where it is not clear which place is meant. */
export function mutated(text: string, { find, replace }: Mutant): string | null {
  const [before, after, ...more] = text.split(find);
  if (before === undefined || after === undefined || more.length > 0 || find === replace) return null;
  return before + replace + after;
}
