import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { compareText } from '../../../rules/condition/value.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { type IndexedNotes, type Note, openNotes, searchThrough } from './indexed-notes.suite.ts';

const alphabet = [...'ab1A2Ｂ０ａ发票开增值税ﾃテ-－ 　😀é%_"\''];
const text = fc
  .array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 12 })
  .map((letters) => letters.join('').trim() || 'x');

type Step =
  | {
      readonly act: 'create';
      readonly number: string;
      readonly title: string | null;
      readonly body: string | null;
    }
  | {
      readonly act: 'change';
      readonly at: number;
      readonly title: string;
      readonly field: 'title' | 'body' | 'number';
    }
  | { readonly act: 'delete'; readonly at: number }
  | { readonly act: 'restore'; readonly at: number }
  | { readonly act: 'wait' };

const place = fc.nat({ max: 1_000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('create' as const),
      number: text,
      title: fc.option(text),
      body: fc.option(text),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constant('change' as const),
      at: place,
      title: text,
      field: fc.constantFrom('title' as const, 'body' as const, 'number' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('delete' as const), at: place }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('restore' as const), at: place }) },
  { weight: 1, arbitrary: fc.constant({ act: 'wait' as const }) },
);

/** A part of what somebody wrote, otherwise spelt, or anything. */
const question = fc.oneof(
  fc.record({
    of: place,
    from: fc.nat({ max: 6 }),
    length: fc.integer({ min: 1, max: 5 }),
    wide: fc.boolean(),
  }),
  text.map((any) => ({ any })),
);

describeOnDatabases('a search by index', (under) => {
  let notes: IndexedNotes;
  const deleted: Note[] = [];
  beforeAll(async () => {
    notes = await openNotes(under.url);
    const some = fc.sample(fc.record({ number: text, title: fc.option(text), body: fc.option(text) }), {
      numRuns: 80,
      seed: 7,
    });
    const made = await notes.batch(
      some.map((body, at) => ({ op: 'create', body: { ...body, number: `${body.number}${at}` } })),
    );
    expect(made.filter(({ status }) => status !== 201)).toEqual([]);
    await notes.indexed();
  });
  afterAll(() => notes.node.close());

  it('finds what looking through all finds, in the same order, whatever was written since', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 6 }),
        fc.array(question, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        async (steps, questions, limit) => {
          for (const one of steps) await take(one);
          const all = await notes.all();
          for (const asked of questions) {
            const q = wordsOf(asked, all);
            if (q.trim() === '') continue;
            const found = await notes.search({ q: q.trim() }, limit);
            expect([q, found]).toEqual([q, searchThrough(all, q.trim())]);
          }
        },
      ),
      { numRuns: 60 },
    );
    const { index } = notes.node.tenant.store.searches;
    expect(index).toBeGreaterThan(50);
  });

  it('counts, filters and orders as if there were no index', async () => {
    const all = await notes.all();
    for (const q of ['发票', '1a', 'テ', 'a']) {
      const { body } = await notes.node.ask(
        'GET',
        `/api/forms/note/records?${new URLSearchParams({ q, count: 'true', limit: '3' })}`,
      );
      expect([q, body['total']]).toEqual([q, searchThrough(all, q).length]);
      const filter = JSON.stringify({ fact: 'body', operator: 'isNotEmpty' });
      const filtered = new Set(all.filter((note) => note.body !== null).map(({ id }) => id));
      const expected = searchThrough(all, q).filter((id) => filtered.has(id));
      expect(await notes.search({ q, filter }, 4)).toEqual(expected);
      expect(await notes.search({ q, sort: '-id' }, 4)).toEqual([...searchThrough(all, q)].sort().reverse());
    }
  });

  it('counts some thousand of many, and says that there are more', async () => {
    const made = 2_050;
    const numbered = Array.from({ length: made }, (_, at) => ({
      op: 'create',
      body: { number: `many ${at}`, title: at === 0 ? '雨伞' : '雨衣', done: at % 2 === 0 },
    }));
    for (let from = 0; from < made; from += 500) await notes.batch(numbered.slice(from, from + 500));
    await notes.indexed();
    const counted = async (q: string) => {
      const query = new URLSearchParams({ q, count: 'true', limit: '1' });
      const { body } = await notes.node.ask('GET', `/api/forms/note/records?${query}`);
      return [body['total'], body['totalAtLeast']];
    };
    for (const q of ['雨衣', 'many']) {
      const [total, atLeast] = await counted(q);
      expect([q, atLeast, Number(total) > 0 && Number(total) <= 2_000]).toEqual([q, true, true]);
    }
    expect(await counted('雨伞')).toEqual([1, undefined]);
    // Each letter of it is common, and yet it is nowhere.
    expect(await counted('雨雨')).toEqual([0, undefined]);
  });

  it('puts thousands in an order that no index has, as if there were no index of texts', async () => {
    const all = (await notes.all()).filter(({ title }) => title === '雨衣');
    expect(all.length).toBeGreaterThan(2_000);
    const expected = all.sort(
      (a, b) => Number(a['done']) - Number(b['done']) || -compareText(a.number, b.number),
    );
    // By which way is a matter of what it costs, and so of what else goes on.
    expect(await notes.search({ q: '雨衣', sort: 'done,-number' })).toEqual(expected.map(({ id }) => id));
  });

  it('finds an option by what people call it in any language, with an index and without', async () => {
    const { node } = notes;
    const label = (zh: string, en: string) => ({ zh, en });
    const options = [
      { value: 'wait', label: label('待开票', 'Waiting') },
      { value: 'done', label: label('已开票', 'Issued') },
      { value: 'void', label: label('作废', 'Cancelled') },
    ];
    const form = {
      name: 'ticket',
      kind: 'master',
      label: label('单', 'Ticket'),
      sharing: 'everybody',
      fields: [
        { name: 'number', kind: 'text', length: 40, required: true, label: label('编号', 'Number') },
        { name: 'state', kind: 'choice', options, label: label('状态', 'State') },
      ],
      list: {
        columns: ['number', 'state'],
        filters: ['state'],
        sort: ['number'],
        search: ['number', 'state'],
      },
    };
    const manifest = {
      name: 'desk',
      version: '1.0.0',
      peerDependencies: { platform: '*' },
      guiju: { prefix: 'desk', label: label('台', 'Desk') },
    };
    await node.publish([
      installedFrom(
        new Map<string, Json>([
          ['package.json', manifest],
          ['forms/ticket.json', form],
        ]),
      ),
    ]);
    const state = (at: number) => (at % 4 === 0 ? null : (options[(at % 4) - 1]?.value ?? null));
    const numbered = [...Array(40).keys()].map((at) => ({ number: `T${100 + at}`, state: state(at) }));
    const all = [...numbered, { number: '已开 1', state: 'wait' }, { number: 'Issue', state: null }];
    const path = '/api/forms/ticket';
    const found = async (query: Readonly<Record<string, string>>) => {
      const asked = new URLSearchParams({ count: 'true', limit: '100', fields: 'number', ...query });
      const { body } = await node.ask('GET', `${path}/records?${asked}`);
      return [(body['items'] as JsonObject[]).map(({ number }) => number), body['total']];
    };
    const isOf = (one: { number: string; state: string | null }, states: readonly string[], text: string) =>
      states.includes(one.state ?? '') || one.number.toLowerCase().includes(text);
    const tells = async (when: string) => {
      for (const [q, states] of [
        ['已开', ['done']],
        ['开票', ['wait', 'done']],
        ['ISSUE', ['done']],
        ['cancel', ['void']],
        ['void', ['void']],
        ['作废了', []],
      ] as const) {
        const hits = all.filter((one) => isOf(one, states, q.toLowerCase())).map(({ number }) => number);
        const inOrder = hits.toSorted(compareText);
        const [plain, total] = await found({ q });
        expect([when, q, (plain as string[]).toSorted(compareText), total]).toEqual([
          when,
          q,
          inOrder,
          hits.length,
        ]);
        expect(await found({ q, sort: '-number' }), `${when} ${q}`).toEqual([
          inOrder.toReversed(),
          hits.length,
        ]);
        const filter = JSON.stringify({ fact: 'state', operator: 'equal', value: 'done' });
        const done = inOrder.filter((number) => all.find((one) => one.number === number)?.state === 'done');
        expect(await found({ q, filter, sort: 'number' }), `${when} ${q}`).toEqual([done, done.length]);
      }
    };
    const write = (some: readonly JsonObject[]) =>
      node.ask('POST', `${path}/batch`, {
        atomic: true,
        items: some.map((body) => ({ op: 'create', body })),
      });
    expect((await write(all)).status).toBe(200);
    await tells('before');
    await notes.indexed('ticket');
    await tells('with an index');
  });

  async function take(one: Step): Promise<void> {
    switch (one.act) {
      case 'wait':
        await notes.indexed();
        return;
      case 'create': {
        const { act: _, ...body } = one;
        await notes.batch([{ op: 'create', body }]);
        return;
      }
      case 'restore': {
        const note = deleted.splice(one.at % (deleted.length + 1), 1)[0];
        if (!note) return;
        const path = `/api/forms/note/records/${note.id}`;
        const { body } = await notes.node.ask('GET', `${path}/history`);
        const versions = body['items'] as unknown as { revision: number; operation: string }[];
        const last = versions.find(({ operation }) => operation !== 'delete');
        const back = `${path}/history/${last?.revision}/restore`;
        const { status } = await notes.node.ask('POST', back, {}, { 'if-match': '"0"' });
        expect(status).toBe(201);
        return;
      }
      case 'change':
      case 'delete': {
        const all = await notes.all();
        const note = all[one.at % all.length];
        if (!note) return;
        const ifMatch = note['revision'] ?? 0;
        if (one.act === 'delete') {
          await notes.batch([{ op: 'delete', id: note.id, ifMatch }]);
          deleted.push(note);
        } else
          await notes.batch([
            { op: 'patch', id: note.id, ifMatch, body: { [one.field]: one.title } as JsonObject },
          ]);
      }
    }
  }
});

function wordsOf(
  asked: { any: string } | { of: number; from: number; length: number; wide: boolean },
  all: readonly Note[],
): string {
  if ('any' in asked) return asked.any;
  const note = all[asked.of % Math.max(1, all.length)];
  const letters = [...`${note?.title ?? note?.number ?? ''}`]
    .slice(asked.from, asked.from + asked.length)
    .join('');
  return asked.wide
    ? letters.toUpperCase().replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
    : letters;
}
