import { afterEach, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { forms } from '../../model/forms.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { session } from '../../session/session.ts';
import { documentStory } from './document-story.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** So many pending invoices, the newest first, each a day older than the next. */
const pendings = (count: number, day: (nth: number) => string) =>
  Array.from({ length: count }, (_, nth) => ({ id: `p${nth}`, number: `P${nth}`, createdAt: day(nth) }));

/** What is told of an application of which there are these pending invoices, as far as a page of the list shows them. */
async function entriesOf(all: readonly JsonObject[]) {
  vi.spyOn(session, 'formById').mockImplementation(((id: string) =>
    id === 'pending-invoice' ? { name: id, actions: ['read'] } : undefined) as never);
  vi.spyOn(forms, 'get').mockResolvedValue({ byName: new Map([['number', {}]]) } as never);
  vi.spyOn(session.api, 'call').mockImplementation(((
    _: string,
    { query }: { query: { filter: string; limit: number; count?: boolean; sort?: string } },
  ) => {
    const found = query.filter.includes('failed') ? [] : all;
    const page = query.sort === '-createdAt' ? found : found.toReversed();
    return Promise.resolve({
      items: page.slice(0, query.limit),
      next: null,
      ...(query.count && { total: found.length }),
    });
  }) as never);
  const editor = { base: { id: 'a' }, form: { id: 'invoice-application' } } as unknown as RecordEditor;
  return documentStory(editor);
}

const storyOf = async (all: readonly JsonObject[]) =>
  (await entriesOf(all)).map(({ at, text, links = [], further = 0 }) => [
    at.slice(0, 10),
    Number(/\d+/.exec(text)?.[0]),
    links.length + further,
  ]);

it.each([
  ['three at once', pendings(3, () => '2026-03-01T08:00:00Z'), [['2026-03-01', 3, 3]]],
  ['more at once than are listed', pendings(120, () => '2026-03-01T08:00:00Z'), [['2026-03-01', 120, 120]]],
  [
    'some later, and before that more than are listed',
    pendings(120, (nth) => (nth < 2 ? '2026-03-02T08:00:00Z' : '2026-03-01T08:00:00Z')),
    [
      ['2026-03-02', 2, 2],
      ['2026-03-01', 118, 118],
    ],
  ],
] as const)('a story tells how many a document was split into: %s', async (_, all, story) => {
  expect(await storyOf(all)).toEqual(story);
});

it.each([
  ['whoever made them', ['Wang', 'Wang'], 'Wang'],
  ['nobody, where several did', ['Wang', 'Li'], undefined],
] as const)('a story tells who split a document: %s', async (_, names, by) => {
  const made = pendings(2, () => '2026-03-01T08:00:00Z').map((one, nth) => ({
    ...one,
    createdBy: { id: `u${nth}`, number: `n${nth}`, name: names[nth] ?? '' },
  }));
  expect((await entriesOf(made)).map((one) => one.by)).toEqual([by]);
});
