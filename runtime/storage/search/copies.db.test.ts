import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { sharingStrategies } from '../../../metadata/common/sharing-strategies.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { notePackage, openTestNode } from '../../server/test-node.suite.ts';
import {
  type IndexedNotes,
  type Note,
  noteFields,
  noteForm,
  notesOf,
  searchedByAll,
  searchThrough,
} from './indexed-notes.suite.ts';

const orgs = ['NORTH', 'CITY', 'SOUTH'] as const;
const words = ['发票', '开票', '增值税', 'Invoice', 'ｉｎｖ', 'A-1', '华北', '上海', 'tax 13'];
/** Words that many have, beside a number that few do: an index helps with those alone. */
const text = fc
  .tuple(
    fc.integer({ min: 1_000, max: 9_999 }),
    fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 }),
  )
  .map(([number, some]) => `${number} ${some.join(' ')}`);
const body = fc.record({ title: text, body: fc.option(text) });
const path = '/api/forms/note/records';

/** No index holds an organisation's own copy of a shared record: only the original is in it. */
describeOnDatabases('a search by index among own copies', (under) => {
  let notes: IndexedNotes;
  /** Those that were copied, by whom. */
  const copied: { readonly id: string; readonly org: string }[] = [];
  beforeAll(async () => {
    const node = await openTestNode(under.url, { search: { worthwhile: 20, grace: 0 } });
    const own = noteFields.map((one) => ({ ...one, ownable: one['name'] !== 'done' }));
    const sharing = { allowed: sharingStrategies, default: 'global' };
    await node.publish([notePackage(own, noteForm(searchedByAll, { sharing }))]);
    notes = notesOf(node);
    for (const [number, above] of [
      ['NORTH', null],
      ['SOUTH', null],
      ['CITY', 'NORTH'],
    ] as const) {
      const parent = above ?? { id: node.tenant.served().orgs.root };
      const { status } = await node.ask('POST', '/api/forms/organisation/records', {
        number,
        name: number,
        parent,
      });
      expect(status).toBe(201);
    }
    await write(60, 3);
    await notes.indexed();
  });
  afterAll(() => notes.node.close());

  /** As many notes of each strategy, handed to whoever may have them; every second that is seen is copied. */
  async function write(count: number, seed: number): Promise<void> {
    const { ask } = notes.node;
    const said = fc.sample(body, { numRuns: count * 2, seed });
    const items = said.slice(0, count).map((one, at) => ({
      op: 'create',
      body: {
        ...one,
        number: `N${seed}-${at}`,
        sharing: sharingStrategies[at % sharingStrategies.length] ?? 'global',
      },
    }));
    const made = await ask('POST', '/api/forms/note/batch?org=NORTH', { items, atomic: false });
    const results = made.body['items'] as unknown as readonly JsonObject[];
    expect(results.filter(({ status }) => status !== 201)).toEqual([]);
    const records = results.map(({ record }) => String((record as JsonObject)['id']));
    for (const org of ['SOUTH', 'CITY'])
      await ask('POST', '/api/forms/note/assignments?org=NORTH', { records, orgs: [org] });
    for (const org of ['SOUTH', 'CITY'])
      for (const [at, { id }] of (await seenBy(org))
        .filter(({ number }) => number.startsWith(`N${seed}-`))
        .entries()) {
        if (at % 2 === 1) continue;
        const { title } = said[count + at] ?? { title: '上海' };
        const { headers } = await ask('GET', `${path}/${id}?org=${org}`);
        const match = { 'if-match': headers.get('etag') ?? '' };
        const done = await ask('POST', `${path}/${id}/actions/personalise?org=${org}`, { title }, match);
        // Not every strategy lets an organisation say something of its own.
        expect([done.status, done.body['code'] ?? '']).toBeOneOf([
          [200, ''],
          [409, 'sharing-refused'],
        ]);
        if (done.status === 200) copied.push({ id, org });
      }
  }

  async function seenBy(org: string): Promise<readonly Note[]> {
    const { body: page } = await notes.node.ask(
      'GET',
      `${path}?${new URLSearchParams({ org, sort: 'id', limit: '500' })}`,
    );
    expect(page['next']).toBeNull();
    return page['items'] as unknown as readonly Note[];
  }

  const question = fc.record({
    of: fc.nat(),
    from: fc.constantFrom(0, 0, 0, 1, 2, 5, 6),
    length: fc.integer({ min: 2, max: 7 }),
  });

  async function asLookedThrough(seed: number): Promise<void> {
    const before = notes.node.tenant.store.searches.index;
    for (const org of orgs) {
      const seen = await seenBy(org);
      const originals = org === 'NORTH' ? seen : await seenBy('NORTH');
      await fc.assert(
        fc.asyncProperty(question, fc.integer({ min: 1, max: 9 }), async ({ of, from, length }, limit) => {
          // The text that is asked for stands in the original or in a copy.
          const note = (of % 2 === 0 ? seen : originals)[(of >> 1) % Math.max(1, seen.length)];
          const q = [...`${note?.title ?? note?.number ?? 'x'}`]
            .slice(from, from + length)
            .join('')
            .trim();
          if (q === '') return;
          const expected = searchThrough(seen, q);
          expect([org, q, await notes.search({ q, org }, limit)]).toEqual([org, q, expected]);
          const counted = new URLSearchParams({ q, org, limit: '1', count: 'true' });
          const { body: page } = await notes.node.ask('GET', `${path}?${counted}`);
          expect([org, q, page['total']]).toEqual([org, q, expected.length]);
        }),
        { numRuns: 12, seed },
      );
    }
    expect(notes.node.tenant.store.searches.index).toBeGreaterThan(before + 10);
  }

  it('finds what looking through all finds, in each organisation, whichever way records are shared', async () => {
    await asLookedThrough(1);
    // The copies tell something else than what they were made of, and are found by it.
    const [originals, seen] = [await seenBy('NORTH'), await seenBy('SOUTH')];
    const titles = new Map(originals.map(({ id, title }) => [id, title]));
    const differing = seen.filter(({ id, title }) => titles.has(id) && titles.get(id) !== title);
    expect(differing.length).toBeGreaterThan(5);
    expect(seen.length).toBeLessThan(originals.length);
  });

  it('does so beside what the index does not know yet, and when copies were given up', async () => {
    await write(10, 5);
    await asLookedThrough(2);
    for (const { id, org } of copied.filter((_, at) => at % 3 === 0)) {
      const { headers } = await notes.node.ask('GET', `${path}/${id}?org=${org}`);
      const match = { 'if-match': headers.get('etag') ?? '' };
      const done = await notes.node.ask('POST', `${path}/${id}/actions/depersonalise?org=${org}`, {}, match);
      expect(done.status).toBe(200);
    }
    await asLookedThrough(3);
    await notes.indexed();
    await asLookedThrough(4);
  });
});
