import { readFileSync } from 'node:fs';

/** A file of worked cases, as it was given. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, import.meta.url), 'utf8')) as T;
}
