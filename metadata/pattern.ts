import type { RE2JS } from 're2js';

/**
 * The one door to re2js: patterns come from strangers, so they run in linear time and never in the
 * built-in RegExp. The library is large and most servers see no pattern: it loads on first need.
 */
export interface Pattern {
  /** Whether the whole text fits; `.*x.*` finds an x anywhere. */
  matches(text: string): boolean;
}

export type Patterns = (source: string) => Pattern | PatternFlaw;

export interface PatternFlaw {
  /** In the words of re2js, English only. */
  readonly flaw: string;
}

/** Longer patterns are refused unread: compiling takes time that grows with their length. */
export const patternLimit = 1000;
const remembered = 500;

let loading: Promise<Patterns> | undefined;

/** Compiles patterns once each; equal sources share the compiled one. */
export function loadPatterns(): Promise<Patterns> {
  loading ??= import('re2js').then((library) => compiler(library.RE2JS));
  return loading;
}

function compiler(library: typeof RE2JS): Patterns {
  const compiled = new Map<string, Pattern | PatternFlaw>();
  return (source) => {
    const known = compiled.get(source);
    if (known) return known;
    if (compiled.size >= remembered) compiled.clear();
    const made = compile(library, source);
    compiled.set(source, made);
    return made;
  };
}

function compile(library: typeof RE2JS, source: string): Pattern | PatternFlaw {
  if (source.length > patternLimit) return { flaw: `longer than ${patternLimit} characters` };
  try {
    const pattern = library.compile(source);
    return { matches: (text) => pattern.testExact(text) };
  } catch (error) {
    return { flaw: error instanceof Error ? error.message : String(error) };
  }
}

export function isFlaw(pattern: Pattern | PatternFlaw): pattern is PatternFlaw {
  return 'flaw' in pattern;
}
