import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { foldText } from '../../../metadata/words/fold-text.ts';
import type { SearchRow } from '../../../migrations/rows/search-tables.ts';
import { compareText } from '../../../rules/condition/value.ts';
import { allPages } from '../../../workshop/pages.ts';
import { notePackage, openTestNode, type TestNode } from '../../server/test-node.suite.ts';

const label = (name: string) => ({ zh: name, en: name });

export const noteFields: readonly JsonObject[] = [
  { name: 'title', kind: 'text', length: 120, label: label('title') },
  { name: 'body', kind: 'multiline', label: label('body') },
  { name: 'done', kind: 'boolean', label: label('done') },
];
export const noteForm = (search: readonly string[], more: JsonObject = {}): JsonObject => ({
  list: { columns: ['number', 'title'], sort: ['title'], search },
  ...more,
});
export const searchedByAll = ['number', 'title', 'body'];

export interface Note extends JsonObject {
  readonly id: string;
  readonly number: string;
  readonly title: string | null;
  readonly body: string | null;
}

/** A node whose notes are indexed from the twentieth on, and a slow search through all of them to compare with. */
export interface IndexedNotes {
  readonly node: TestNode;
  all(): Promise<readonly Note[]>;
  /** All pages of a search. */
  search(query: Readonly<Record<string, string>>, limit?: number): Promise<readonly string[]>;
  batch(items: readonly JsonObject[]): Promise<readonly JsonObject[]>;
  /** The index of the form in use, once it knows everything. */
  indexed(form?: string): Promise<SearchRow>;
  indexes(): Promise<readonly SearchRow[]>;
}

export async function openNotes(url: string, form = noteForm(searchedByAll)): Promise<IndexedNotes> {
  const node = await openTestNode(url, { search: { worthwhile: 20, grace: 0 } });
  await node.publish([notePackage(noteFields, form)]);
  return notesOf(node);
}

export function notesOf(node: TestNode): IndexedNotes {
  const { database } = node.tenant;
  const indexes = () => database.all<SearchRow>('SELECT * FROM gj_search ORDER BY at');
  async function pages(query: Readonly<Record<string, string>>, limit: number): Promise<readonly Note[]> {
    return allPages(async (cursor: string | undefined) => {
      const asked = new URLSearchParams({ ...query, limit: String(limit), ...(cursor ? { cursor } : {}) });
      const { status, body } = await node.ask('GET', `/api/forms/note/records?${asked}`);
      expect([status, body['problems'] ?? '']).toEqual([200, '']);
      return { items: body['items'] as unknown as Note[], next: body['next'] as string | null };
    });
  }
  return {
    node,
    indexes,
    all: () => pages({ sort: 'id' }, 500),
    search: async (query, limit = 500) => (await pages(query, limit)).map(({ id }) => id),
    async batch(items) {
      const { body } = await node.ask('POST', '/api/forms/note/batch', { items, atomic: false });
      return body['items'] as unknown as readonly JsonObject[];
    },
    async indexed(form = 'note') {
      for (const until = performance.now() + 20_000; ; await sleep(20)) {
        const ready = (await indexes()).filter((index) => index.form === form && index.phase === 'ready');
        const newest = await database.first<{ revision: number | bigint | null }>(
          'SELECT MAX(revision) AS revision FROM gj_history WHERE form = ?',
          [form],
        );
        const [index] = ready;
        if (ready.length === 1 && index && Number(index.revision) >= Number(newest?.revision ?? 0))
          return index;
        expect(performance.now(), 'no index in time').toBeLessThan(until);
      }
    },
  };
}

/** Finds the notes that a search should, in its order: obvious, and slow. */
export function searchThrough(notes: readonly Note[], q: string, fields = searchedByAll): readonly string[] {
  const words = foldText(q);
  const ways = [...new Set([q, words, words.toUpperCase()])];
  const rank = ({ number }: Note) =>
    ways.includes(number) ? 0 : 1 + [...ways, ''].findIndex((way) => way === '' || number.startsWith(way));
  const isRest = (note: Note) => rank(note) === ways.length + 1;
  const text = (value: string | null) => (value === null ? '' : `+${value}`);
  return notes
    .filter((note) => fields.some((name) => foldText(String(note[name] ?? '')).includes(words)))
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (isRest(a) ? compareText(text(a.title), text(b.title)) : compareText(a.number, b.number)) ||
        compareText(a.id, b.id),
    )
    .map(({ id }) => id);
}
