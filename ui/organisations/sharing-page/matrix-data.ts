import type { GridRow, Holdable, PairAnswer } from '../../../rules/sharing/contract.ts';
import type { How } from '../../../rules/sharing/how.ts';
import { GrowingList } from '../../kit/growing-list.ts';
import type { RouteAnswer, RouteQuery } from '../../session/route.ts';
import { session } from '../../session/session.ts';
import { assignRounds as passOn } from '../sharing/sharing-calls.ts';
import type { SharingOrg, SharingOrgs } from '../sharing/sharing-orgs.ts';
import { assignedRecord } from '../sharing/sharing-records.ts';
import { type AssignedRecord, type AssignRound, assignRounds } from '../sharing/sharing-rounds.ts';
import { withdrawRounds } from '../sharing/sharing-union.ts';

const route = 'GET /api/forms/:form/assignments/grid';
/** Ids in one question: an address has its limits. */
const together = 100;

/** A record of the matrix, and how each organisation that uses it does, by id. */
export type MatrixRow = Holdable & { readonly holders: ReadonlyMap<string, How> };
export type MatrixQuery = RouteQuery<typeof route>;

/** The rows of the matrix as they are scrolled to, each with everybody who uses it: a call a screen. */
export class MatrixRows extends GrowingList<MatrixRow, MatrixQuery> {
  readonly #form: () => string;

  constructor(host: ConstructorParameters<typeof GrowingList>[0], form: () => string) {
    super(host, {
      key: null,
      page: async (query, cursor, signal) => {
        const page = await session.api.call(route, {
          path: { form: form() },
          query: { ...query, cursor: cursor ?? undefined },
          signal,
        });
        return { ...page, items: rowsOf(page) };
      },
    });
    this.#form = form;
  }

  /** Reads again who uses these; they keep their places. */
  async reread(ids: readonly string[]): Promise<void> {
    const fresh = new Map<string, MatrixRow>();
    for (let from = 0; from < ids.length; from += together) {
      const value = ids.slice(from, from + together);
      const filter = JSON.stringify({ fact: 'id', operator: 'in', value });
      const page = await session.api.call(route, {
        path: { form: this.#form() },
        query: { filter, limit: together },
      });
      for (const row of rowsOf(page)) fresh.set(row.record.id ?? '', row);
    }
    if (this.value)
      this.set({ ...this.value, items: this.items.map((row) => fresh.get(row.record.id ?? '') ?? row) });
  }
}

function rowsOf({ orgs, items }: RouteAnswer<typeof route>): readonly MatrixRow[] {
  return items.map(({ users, ...row }: GridRow) => ({
    ...row,
    holders: new Map(
      users.flatMap(({ how, first, count }) =>
        orgs.slice(first, first + count).map((org): [string, How] => [org, how]),
      ),
    ),
  }));
}

/** Passes records on: from their creators, or level by level. */
export function assignCells(
  form: string,
  records: readonly AssignedRecord[],
  orgs: readonly SharingOrg[],
  { byId }: SharingOrgs,
): Promise<readonly PairAnswer[]> {
  return passOn(form, assignRounds(records, orgs, byId, session.org?.number ?? ''));
}

/** The calls that take back what was assigned, and nothing else. */
export function withdrawCells(
  rows: readonly MatrixRow[],
  orgs: readonly SharingOrg[],
): readonly AssignRound[] {
  const held = new Map(rows.map(({ record, holders }) => [record.id, holders]));
  return withdrawRounds(rows.map(assignedRecord), ({ id }) =>
    orgs.filter((org) => held.get(id)?.get(org.id) === 'assigned'),
  );
}
