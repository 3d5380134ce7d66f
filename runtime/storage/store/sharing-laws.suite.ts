import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SharingStrategy } from '../../../metadata/source.ts';
import type { PairOutcome } from '../../../rules/sharing/contract.ts';
import { type Assignment, gather, holdersByRecord } from '../../../rules/sharing/gather.ts';
import { makeOrgs } from '../../../rules/sharing/generated-world.suite.ts';
import { strategies, strategy, uses } from '../../../rules/sharing/index.ts';
import { type Org, type OrgTree, orgTree } from '../../../rules/sharing/org-tree.ts';
import type { SharedRecord } from '../../../rules/sharing/strategy.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import type { Call } from '../../call/call.ts';
import { assignmentCells, assignmentInsert } from './commit/assignments.ts';
import type { OpenStore } from './create-store.ts';
import { insertAll } from './record/insert.ts';
import { shopForms } from './sample-shop.suite.ts';
import { openShop, type Shop } from './shop.suite.ts';

const names: readonly SharingStrategy[] = strategies.map(({ name }) => name);
const size = 1_000;
const many = 300;

/** A tree of 1,000 organisations, six levels deep, with the ids that stores write. */
function tree(picks: readonly number[]): { readonly orgs: readonly Org[]; readonly tree: OrgTree } {
  const made = makeOrgs(picks);
  const ids = new Map(made.map(({ id }) => [id, uuid()]));
  const id = (name: string) => ids.get(name) ?? '';
  const orgs = made.map((org) => ({ ...org, id: id(org.id), parent: org.parent && id(org.parent) }));
  return { orgs, tree: orgTree(orgs, 1) };
}

/** Checks laws that hold of every way of sharing there is: the database finds what memory says. */
export function sharingInDatabases(): void {
  describeOnDatabases('sharing in a tree of 1,000 organisations', (under) => {
    let shop: Shop;
    let other: OpenStore;
    let world: ReturnType<typeof tree>;
    let records: readonly SharedRecord[];
    let assignments: readonly Assignment[];
    const call = (org: string): Call => {
      const known = shop.call(org);
      return { ...known, served: { ...known.served, orgs: world.tree } };
    };

    beforeAll(async () => {
      shop = await openShop(under.url, shopForms);
      other = await shop.neighbour();
      const random = fc.sample(fc.array(fc.nat(100_000), { minLength: size - 1, maxLength: size - 1 }), {
        numRuns: 1,
        seed: 7,
      });
      world = tree(random[0] ?? []);
      const pick = (at: number) => world.orgs[(at * 7_919) % size]?.id ?? '';
      const made: SharedRecord[] = [];
      for (let at = 0; at < many; at++) {
        const sharing = names[at % names.length] ?? 'private';
        const org = pick(at);
        const { record } = await shop.store.create(call(org), shop.form('item'), {
          number: `L${at}`,
          sharing,
        });
        made.push({ id: record.id, org, sharing, number: `L${at}` });
      }
      records = made;
      const given = records
        .filter(({ sharing }) => strategy(sharing).assigner)
        .flatMap(({ id, org }, at) =>
          Array.from({ length: at % 9 }, (_, more) => ({
            record: id,
            org: pick(at * 31 + more * 17 + 5),
            by: org,
          })),
        )
        .filter(({ record, org }) => records.every((one) => one.id !== record || one.org !== org));
      assignments = [...new Map(given.map((one) => [`${one.record} ${one.org}`, one])).values()];
      await shop.database.transaction((tx) =>
        insertAll(
          tx,
          assignmentInsert,
          assignments.flatMap((one) => assignmentCells(shop.call(), 'item', one.record, one, 1)),
        ),
      );
    }, 60_000);
    afterAll(() => shop.close());

    const inMemory = (org: string) => {
      const holders = gather({ tree: world.tree, holders: holdersByRecord(assignments) });
      return records.filter((record) => uses(record, org, holders)).map(({ id }) => id);
    };
    const anyOrg = fc.nat(size - 1).map((at) => world.orgs[at]?.id ?? '');

    it('is six levels deep', () => {
      expect(world.tree.size).toBe(size);
      expect(Math.max(...world.orgs.map(({ id }) => world.tree.ancestors(id).length)) + 1).toBe(6);
    });

    it('is the same in the database and in memory: lists, picks by id, and who uses a record', async () => {
      await fc.assert(
        fc.asyncProperty(anyOrg, fc.nat(many - 1), async (org, at) => {
          const { items } = await shop.store.list(call(org), shop.form('item'), {
            limit: 500,
            fields: ['number'],
          });
          const expected = inMemory(org);
          expect(items.map(({ id }) => id).sort()).toEqual(expected.toSorted());
          const usable = await shop.store.usable(call(org), shop.form('item'), { limit: 500 });
          expect(usable.items.map(({ record }) => record.id).sort()).toEqual(expected.toSorted());
          const record = records[at];
          if (!record) return;
          const read = shop.store.read(call(org), shop.form('item'), record.id).then(
            () => true,
            () => false,
          );
          expect(await read).toBe(expected.includes(record.id));
          const { items: held } = await shop.store.holdings(call(record.org), shop.form('item'), record.id, {
            limit: 1_000,
          });
          expect(held.some((one) => one.org.id === org)).toBe(expected.includes(record.id));
        }),
        { numRuns: under.name === 'sqlite' ? 60 : 30 },
      );
    });

    it('tells as unassigned exactly what an assignment would assign', async () => {
      const form = shop.form('item');
      const parentOf = (org: string) => world.tree.get(org)?.parent ?? org;
      const pairs = fc.oneof(
        fc.tuple(anyOrg, anyOrg),
        anyOrg.map((org) => [parentOf(org), org] as const),
        fc.tuple(fc.nat(many - 1), anyOrg).map(([at, to]) => [records[at]?.org ?? to, to] as const),
      );
      await fc.assert(
        fc.asyncProperty(pairs, async ([by, to]) => {
          const found = await shop.store.assignable(call(by), form, to, { limit: 500 });
          const used = inMemory(by);
          if (used.length === 0) return expect(found.items).toEqual([]);
          const { pairs: report } = await shop.store.assign({ ...call(by), rehearsal: true }, form, {
            records: used,
            orgs: [to],
          });
          const assigned = report
            .filter(({ outcome }) => outcome === 'assigned')
            .map(({ record }) => record.id);
          expect(found.items.map(({ record }) => record.id).sort()).toEqual(assigned.sort());
        }),
        { numRuns: under.name === 'sqlite' ? 60 : 30 },
      );
    });

    it('assigning twice, and withdrawing twice, is as good as once; each undoes the other', async () => {
      const form = shop.form('item');
      const free = records.filter(({ sharing }) => sharing === 'free');
      await fc.assert(
        fc.asyncProperty(
          fc.nat(free.length - 1),
          fc.uniqueArray(anyOrg, { minLength: 1, maxLength: 12 }),
          async (at, orgs) => {
            const record = free[at];
            if (!record) return;
            const had = new Set(assignments.flatMap((one) => (one.record === record.id ? [one.org] : [])));
            const fresh = orgs.filter((org) => org !== record.org && !had.has(org));
            const outcomes = async (verb: 'assign' | 'withdraw') =>
              new Set(
                (
                  await shop.store[verb](call(record.org), form, { records: [record.id], orgs: fresh })
                ).pairs.map(({ outcome }) => outcome),
              );
            const only = (...those: PairOutcome[]) => new Set(fresh.length > 0 ? those : []);
            const before = (await shop.store.holdings(call(record.org), form, record.id, { limit: 1_000 }))
              .items;
            expect(await outcomes('assign')).toEqual(only('assigned'));
            expect(await outcomes('assign')).toEqual(only('already'));
            expect(await outcomes('withdraw')).toEqual(only('withdrawn'));
            expect(await outcomes('withdraw')).toEqual(only('absent'));
            const after = (await shop.store.holdings(call(record.org), form, record.id, { limit: 1_000 }))
              .items;
            expect(after).toEqual(before);
          },
        ),
        { numRuns: 20 },
      );
    });

    it('never shows two records with one number, however many assign at once on two nodes', async () => {
      const form = shop.form('item');
      const creators = world.orgs.slice(1, 13).map(({ id }) => id);
      const targets = world.orgs.slice(20, 26).map(({ id }) => id);
      const made: string[] = [];
      for (const org of creators)
        made.push((await shop.store.create(call(org), form, { number: 'ONCE', sharing: 'free' })).record.id);
      const stores = [shop.store, other];
      const reports = await Promise.all(
        made.map((record, at) =>
          (stores[at % 2] ?? other).assign(call(creators[at] ?? ''), form, {
            records: [record],
            orgs: targets,
          }),
        ),
      );
      const won = reports.flatMap(({ pairs }) => pairs).filter(({ outcome }) => outcome === 'assigned');
      expect(won.map(({ org }) => org.id).sort()).toEqual(targets.toSorted());
      // Nodes here do not follow one another: one that comes later has asked about nobody before.
      const later = await shop.neighbour();
      for (const org of targets) {
        const filter = { fact: 'number', operator: 'equal', value: 'ONCE' } as const;
        expect((await later.list(call(org), form, { filter })).items).toHaveLength(1);
      }
    });
  });
}
