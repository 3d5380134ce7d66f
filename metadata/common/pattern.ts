import type { RE2JS } from 're2js';
import { BoundedMap } from './bounded-map.ts';

/**
 * The one door to re2js: patterns come from strangers, so they run in linear time and never in the
 * built-in RegExp. The library is large and most servers see no pattern: it loads on first need.
 */
export interface Pattern {
  /** Tells whether the whole text fits; `.*x.*` finds an x anywhere. */
  matches(text: string): boolean;
  /** Returns the texts of its groups, null for one that took no part. Null: the whole text does not fit. */
  groups(text: string): readonly (string | null)[] | null;
  /** Number of its groups. */
  readonly count: number;
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
let loaded: Patterns | undefined;

/** Compiles patterns once each; equal sources share the compiled one. */
export function loadPatterns(): Promise<Patterns> {
  loading ??= import('re2js').then((library) => {
    loaded = compiler(library.RE2JS);
    return loaded;
  });
  return loading;
}

/** For whoever reads what was stored and cannot wait: a model with such patterns was built after they were loaded. */
export function patternsAtHand(): Patterns {
  if (!loaded) throw new Error('patterns are asked for before they were loaded');
  return loaded;
}

export function arePatternsLoaded(): boolean {
  return loaded !== undefined;
}

function compiler(library: typeof RE2JS): Patterns {
  const compiled = new BoundedMap<string, Pattern | PatternFlaw>(remembered);
  return (source) => {
    const known = compiled.get(source);
    if (known) return known;
    const made = compile(library, source);
    compiled.set(source, made);
    return made;
  };
}

function compile(library: typeof RE2JS, source: string): Pattern | PatternFlaw {
  if (source.length > patternLimit) return { flaw: `longer than ${patternLimit} characters` };
  try {
    const pattern = library.compile(source);
    const count = pattern.groupCount();
    return {
      matches: (text) => pattern.testExact(text),
      groups(text) {
        const matcher = pattern.matcher(text);
        if (!matcher.matches()) return null;
        return Array.from({ length: count }, (_, at) => matcher.group(at + 1));
      },
      count,
    };
  } catch (error) {
    return { flaw: error instanceof Error ? error.message : String(error) };
  }
}

export function isFlaw(pattern: Pattern | PatternFlaw): pattern is PatternFlaw {
  return 'flaw' in pattern;
}
