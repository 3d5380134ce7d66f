import { flag, list, maybe, named, object, type TypeOf, text } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { limit, search as words } from '../common/paging.ts';
import { label as labelShape, maybeText, reference } from '../common/shared.ts';

const label = named('Label', labelShape);

/** A record that was found. */
export const found = object({
  form: text(),
  label,
  id: text({ format: 'uuid' }),
  org: maybe(named('Reference', reference)),
  number: maybeText,
  name: maybeText,
});
export type FoundRecord = TypeOf<typeof found>;

export const searchAnswer = object({
  items: list(named('Found', found)),
  complete: flag({ description: 'Whether all of every form was looked at' }),
  unsearched: list(object({ form: text(), label, code: text() }), {
    description: 'Forms of which not all was looked at, and why',
  }),
});
export type SearchAnswer = TypeOf<typeof searchAnswer>;

/** The call that puts one question to all forms the caller may read; each answers with its first few. */
export const search = {
  ask: call({
    method: 'GET',
    path: '/api/search',
    access: 'signed-in',
    operation: 'search',
    tag: 'search',
    summary: { zh: '在所有可见的表单中查找', en: 'Search all forms the caller may see' },
    query: { q: words, limit },
    answer: named('SearchAnswer', searchAnswer),
  }),
} as const;
