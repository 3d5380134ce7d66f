import type { Source } from './plan-types.ts';

let handed: readonly Source[] = [];

/** Packages that one page hands to the page where they are planned. */
export function handSources(sources: readonly Source[]): void {
  handed = sources;
}

/** Answers the packages that were handed over and forgets them, so that they are planned once. */
export function handedSources(): readonly Source[] {
  const sources = handed;
  handed = [];
  return sources;
}
