import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Others, ReadBook } from './read-book.ts';
import { placeName, type Read, type Reader, type ReadPlace } from './reader.ts';

const limits = { each: 4, place: 3 };
const readers = fc.record({
  kind: fc.constantFrom('token', 'user'),
  id: fc.constantFrom('a', 'b', 'c'),
  client: fc.constantFrom('', 'erp'),
  version: fc.constantFrom('1', '2'),
  org: fc.constantFrom('north', 'south'),
});
const places = fc.record({ type: fc.constantFrom('t', 'u'), key: fc.constantFrom('k', 'l', '') });

type Step =
  | { readonly does: 'read'; readonly reader: Reader; readonly place: ReadPlace; readonly refuses: boolean }
  | { readonly does: 'write' }
  | { readonly does: 'fail' }
  | { readonly does: 'forget'; readonly id: string };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        does: fc.constant('read'),
        reader: readers,
        place: places,
        refuses: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ does: fc.constantFrom('write', 'fail') }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('forget'), id: fc.constantFrom('a', 'b') }) },
  ),
  { maxLength: 60 },
) as fc.Arbitrary<Step[]>;

const readKey = ({ kind, id, client, org, type, key }: Read) => [kind, id, client, org, type, key].join(' ');
const all = (book: ReadBook) => ['t', 'u'].flatMap((type) => [...book.ofType(type)]);

describe('what is known of readers', () => {
  it('is bounded, and of whom nothing is kept it is known when he read last', () => {
    fc.assert(
      fc.property(steps, (some) => {
        const book = new ReadBook(limits);
        /** Said again, slowly: when each of them read last. */
        const last = new Map<string, Read>();
        const table = new Map<string, Read>();
        const others = new Map<string, Others>();
        const write = () => {
          const taken = book.take();
          for (const read of taken.gone) table.delete(readKey(read));
          for (const read of taken.reads) table.set(readKey(read), read);
          for (const one of taken.others) others.set(placeName(one), one);
        };
        for (const [at, step] of some.entries()) {
          if (step.does === 'write') write();
          else if (step.does === 'fail') book.putBack(book.take());
          else if (step.does === 'forget') {
            book.forget(({ id }) => id === step.id);
            for (const [name, { id }] of last) if (id === step.id) last.delete(name);
          } else {
            const refused = step.refuses ? { at, revision: at, reason: 'no' } : null;
            const moment = { at, revision: at, refused };
            book.read(step.reader, step.place, moment);
            const read = { ...step.reader, ...step.place, ...moment };
            last.set(readKey(read), read);
          }
        }
        const kept = new Map(all(book).map((read) => [readKey(read), read]));
        for (const [name, read] of kept) expect(read).toEqual(last.get(name));
        for (const [name, read] of last)
          if (!kept.has(name)) expect(book.others(read)).toBeGreaterThanOrEqual(read.at);
        for (const group of [
          Map.groupBy(kept.values(), ({ kind, id }) => `${kind} ${id}`),
          Map.groupBy(kept.values(), ({ type }) => type),
        ])
          for (const reads of group.values()) expect(reads.length).toBeLessThanOrEqual(limits.each);
        for (const reads of Map.groupBy(kept.values(), placeName).values())
          expect(reads.length).toBeLessThanOrEqual(limits.place);
        // A book that reads the rows knows the same.
        write();
        expect(new Map(table)).toEqual(kept);
        const next = new ReadBook(limits);
        for (const read of [...table.values()].sort((a, b) => a.at - b.at)) next.learn(read);
        for (const one of others.values()) next.learnOthers(one);
        expect(new Map(all(next).map((read) => [readKey(read), read]))).toEqual(kept);
        for (const place of last.values()) expect(next.others(place)).toBe(book.others(place));
      }),
    );
  });

  it('takes the newer of two nodes, and writes once more what the other one has overwritten', () => {
    const book = new ReadBook(limits);
    const reader = { kind: 'token', id: 'a', client: '', version: '', org: 'north' } as const;
    const place = { type: 't', key: 'k' };
    book.read(reader, place, { at: 5, revision: 5 });
    book.take();
    book.learn({ ...reader, ...place, at: 4, revision: 9, refused: null });
    expect(book.take().reads).toMatchObject([{ at: 5, revision: 5 }]);
    book.learn({ ...reader, ...place, at: 6, revision: 9, refused: null });
    expect([...book.at(place)]).toMatchObject([{ at: 6, revision: 9 }]);
    expect(book.take().reads).toEqual([]);
  });
});
