import { expect, it } from 'vitest';
import type { ListedRecord, RecordList } from '../../model/record-list.ts';
import { TreeRest } from './tree-nodes.ts';

/** Answers a list of which so many pages of two are there, and the first answers fail. */
function listOf(name: string, pages: number, failures = 0): RecordList {
  let left = failures;
  const list = {
    pageSize: 2,
    loaded: 0,
    complete: false,
    async page(at: number): Promise<readonly ListedRecord[]> {
      if (left > 0) {
        left -= 1;
        throw new Error('no answer');
      }
      list.loaded = Math.min(pages, at + 1) * 2;
      list.complete = at + 1 >= pages;
      const records = at < pages ? [`${name}${at}a`, `${name}${at}b`] : [];
      return records.map((id) => ({ id, revision: 1 }) as ListedRecord);
    },
  };
  return list as unknown as RecordList;
}

async function allOf(rest: TreeRest): Promise<readonly (readonly string[] | 'failed')[]> {
  const found: (readonly string[] | 'failed')[] = [];
  while (!rest.complete && found.length < 9) {
    found.push(
      await rest.next().then(
        (page) => page.map(({ id }) => id),
        () => 'failed' as const,
      ),
    );
  }
  return found;
}

it.each<readonly [string, readonly RecordList[], readonly (readonly string[] | 'failed')[]]>([
  [
    'a list after the other, a page at a time',
    [listOf('x', 2), listOf('y', 1)],
    [
      ['x0a', 'x0b'],
      ['x1a', 'x1b', 'y0a', 'y0b'],
    ],
  ],
  ['of an empty one goes on to the next', [listOf('x', 0), listOf('y', 1)], [['y0a', 'y0b']]],
  [
    'loses nothing that came before the next list failed',
    [listOf('x', 1), listOf('y', 1, 1)],
    [
      ['x0a', 'x0b'],
      ['y0a', 'y0b'],
    ],
  ],
  ['says that the first failed, and asks again', [listOf('x', 1, 1)], ['failed', ['x0a', 'x0b']]],
])('what is left of a tree comes %s', async (_, lists, pages) => {
  expect(await allOf(new TreeRest(lists))).toEqual(pages);
});
