import { expect, it } from 'vitest';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { type Listed, listResources } from './list-resources.ts';
import { userType } from './protocol/attributes.ts';
import type { Provisioning } from './provisioning.ts';

/** Users without an end, of whom the database finds none by itself. */
function endless(query: string) {
  let pages = 0;
  const page = Array.from({ length: 500 }, (_, at) => ({ id: String(at), revision: 1 }) as WireRecord);
  const from = {
    ask: { query: new URLSearchParams(query) },
    call: {},
    store: {
      list: async () => {
        pages += 1;
        return { items: page, next: 'more', total: 1_000_000 };
      },
    },
  } as unknown as Provisioning;
  const listed = {
    type: userType,
    form: { list: { search: [] } },
    fields: [],
    resource: async ({ id }: WireRecord) => ({ id, userName: id }),
  } as unknown as Listed;
  return { pages: () => pages, list: () => listResources(from, listed) };
}

it('refuses a filter that would have all records looked at, however many there are', async () => {
  const { list, pages } = endless('filter=title eq "x"');
  await expect(list()).rejects.toMatchObject({ code: 'scim-filter-too-wide', params: { most: 50_000 } });
  expect(pages()).toBe(101);
});

it('reads no further than the page that is asked for', async () => {
  const { list, pages } = endless('startIndex=701&count=10');
  const { totalResults, itemsPerPage } = await list();
  expect([totalResults, itemsPerPage, pages()]).toEqual([1_000_000, 10, 3]);
});
