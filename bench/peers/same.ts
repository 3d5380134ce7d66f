import { deepStrictEqual } from 'node:assert';
import { item } from '../http/hand-record.ts';
import type { Running } from './running.ts';
import type { Known, Row, Wanted } from './system.ts';

const statuses = ['draft', 'open', 'paid', 'late', 'void'];
const orders = ['-signedOn', 'amount', '-priority', 'buyerName'];

/** What is asked of lists of so many records while they are measured, the `nth` time. */
export const asked: Readonly<Record<string, (nth: number, rows: number) => Wanted>> = {
  list: () => ({ sort: ['-number'] }),
  filter: (nth) => ({
    status: statuses[nth % 5] ?? '',
    atLeast: String((nth * 37_813) % 900_000),
    sort: ['number'],
  }),
  sort: (nth) => ({ sort: [orders[nth % 4] ?? '', 'number'] }),
  search(nth, rows) {
    const { number, buyerName } = item((nth * 7919) % rows);
    return { search: (nth % 2 === 0 ? number : buyerName) ?? '', sort: ['number'] };
  },
};

type Found = readonly (Known & { readonly row: Row })[];

async function lists({ system, send, records }: Running): Promise<Readonly<Record<string, readonly Row[]>>> {
  const found: Record<string, readonly Row[]> = {};
  for (const [name, wanted] of Object.entries(asked))
    for (let nth = 0; nth < 12; nth += 1) {
      const answer = system.many(await send(system.list(wanted(nth, records.length)))) as Found;
      found[`${name} ${nth}`] = answer.map(({ row }) => row);
    }
  return found;
}

/** Throws where systems do not answer the same records in the same order, or read back something else. */
export async function expectTheSame(all: readonly Running[]): Promise<void> {
  const [first, ...others] = all;
  if (!first) return;
  const expected = await lists(first);
  for (const name of ['filter', 'search'] as const)
    if (!Object.entries(expected).some(([key, rows]) => key.startsWith(name) && rows.length > 0))
      throw new Error(`nothing is found by ${name}`);
  for (const other of others) equal(other, await lists(other), expected);
  for (const one of all) {
    const { system, send, records } = one;
    for (const [nth, known] of records.slice(0, 20).entries()) {
      const { row } = system.one(await send(system.read(known)));
      const [own] = first.records.slice(nth, nth + 1);
      if (!own) throw new Error('no record');
      equal(one, row, first.system.one(await first.send(first.system.read(own))).row);
    }
  }
}

function equal(one: Running, found: unknown, expected: unknown): void {
  deepStrictEqual(found, expected, `${one.system.title} answers something else`);
}

/** What was imported last is there. */
export async function expectImported({ system, send }: Running, at: number): Promise<void> {
  const { number } = item(at);
  const found = system.many(await send(system.list({ search: number, sort: ['number'] })));
  if (found.length !== 1) throw new Error(`${system.title} imported no ${number}`);
}
