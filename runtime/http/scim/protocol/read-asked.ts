import { type Read, readFilter, readPath } from './read-filter.ts';
import { filterWrong, pathWrong } from './refusals.ts';
import type { PatchPath, ScimFilter } from './scim-filter.ts';

/** The filter of a list, or the refusal that says where it cannot be read. */
export function readAskedFilter(text: string): ScimFilter {
  return required(text, readFilter(text), filterWrong);
}

/** The path of an operation, or an attribute that is asked for. */
export function readFilterPath(text: string): PatchPath {
  return required(text, readPath(text), pathWrong);
}

function required<T>(text: string, read: Read<T>, wrong: typeof filterWrong): T {
  if (read.ok) return read.value;
  throw wrong({ part: text.slice(read.at, read.at + 40) || '…' });
}
