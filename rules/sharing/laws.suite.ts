import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SharingStrategy } from '../../metadata/common/sharing-strategies.ts';
import { assign, type PairReport, withdraw } from './assignment.ts';
import { type Drawn, drawn, type Naive, naiveUses, worldOf } from './generated-world.suite.ts';
import { strategies, uses } from './index.ts';
import { moveOrganisation } from './move-organisation.ts';
import { unassigned } from './spread.ts';
import type { SharedRecord } from './strategy.ts';
import { usersOf } from './users-of.ts';
import { clash } from './verdict.ts';
import { isVisible, type Visibility, visibility } from './visibility.ts';

/** Selects as a store does with the data, row by row. */
function selected(
  record: SharedRecord,
  query: Visibility,
  assigned: (record: string, org: string) => boolean,
) {
  return (
    query.orgs.includes(record.org) ||
    query.everyone.includes(record.sharing) ||
    query.kin.some(
      ({ sharing, creators }) => sharing.includes(record.sharing) && creators.includes(record.org),
    ) ||
    (query.assigned.includes(record.sharing) && query.orgs.some((org) => assigned(record.id, org)))
  );
}
/** The world after the reports were stored. */
function stored(before: Drawn, reports: readonly PairReport[]): Drawn {
  const gone = new Set(
    reports.filter((each) => each.outcome === 'withdrawn').map((each) => `${each.record} ${each.org}`),
  );
  const come = reports.flatMap((each) =>
    each.outcome === 'assigned' ? [{ record: each.record, org: each.org, by: each.by }] : [],
  );
  const kept = before.assignments.filter((each) => !gone.has(`${each.record} ${each.org}`));
  return { ...before, assignments: [...kept, ...come] };
}
/** Counts the organisations that see two records with one number. */
function clashes(all: Drawn, naive: Naive): number {
  return all.orgs.filter((org) => {
    const numbers = all.records
      .filter((each) => each.number && naiveUses(each, org.id, all, naive))
      .map((each) => each.number);
    return new Set(numbers).size < numbers.length;
  }).length;
}
const only = (drawn: Drawn, name: SharingStrategy): Drawn => ({
  ...drawn,
  records: drawn.records.map((each) => ({ ...each, sharing: name })),
});

/** Checks the laws of every way of sharing. `naive`: who uses its records, in a sentence of the domain's. */
export function sharingLaws(naive: Naive): void {
  describe.each(strategies.map((each) => [each.name, each] as const))('%s', (name, how) => {
    const holds = (property: (all: Drawn) => void): void =>
      fc.assert(fc.property(drawn, (all) => property(only(all, name))));

    test('the predicate in memory, the query and the sentence of domain.md agree', () =>
      holds((all) => {
        const world = worldOf(all);
        for (const org of all.orgs) {
          const query = visibility(org.id, world.tree);
          for (const record of all.records) {
            const expected = naiveUses(record, org.id, all, naive);
            expect(uses(record, org.id, world)).toBe(expected);
            expect(selected(record, query, (id, at) => world.holders(id).has(at))).toBe(expected);
            const seen = isVisible(query, record) ?? world.holders(record.id).has(org.id);
            expect(seen).toBe(expected);
            expect(usersOf(record, world.holders(record.id), world.tree).has(org.id)).toBe(expected);
          }
        }
      }));

    test('what was assigned is used, and saying it again changes nothing', () =>
      holds((all) => {
        const request = {
          by: all.orgs[0]!.id,
          records: all.records,
          orgs: all.orgs.map((each) => each.id),
        };
        const reports = assign(request, worldOf(all));
        expect(reports).toHaveLength(all.records.length * all.orgs.length);
        const then = stored(all, reports);
        const again = assign(request, worldOf(then));
        for (const [at, report] of reports.entries()) {
          if (report.outcome === 'refused') continue;
          expect(again[at]!.outcome).toBe('already');
          const record = all.records.find((each) => each.id === report.record)!;
          expect(naiveUses(record, report.org, then, naive)).toBe(true);
        }
        expect(clashes(then, naive)).toBe(clashes(all, naive));
        if (!how.assigner) expect(reports.every((each) => each.outcome === 'refused')).toBe(true);
      }));

    test('what was withdrawn is not used, leaves nobody hanging, and asks for nothing twice', () =>
      holds((all) => {
        for (const cascade of [false, true]) {
          const orgs = all.orgs.map((each) => each.id);
          const request = { by: all.records[0]!.org, records: all.records, orgs, cascade };
          const reports = withdraw(request, worldOf(all));
          const gone = reports.filter((each) => each.outcome === 'withdrawn');
          expect(new Set(gone.map((each) => `${each.record} ${each.org}`)).size).toBe(gone.length);
          const then = stored(all, reports);
          for (const { record, org } of gone) {
            const world = worldOf(all);
            expect(world.personalised(record, org)).toBe(false);
            expect(then.assignments.some((each) => each.record === record && each.by === org)).toBe(false);
          }
          for (const again of withdraw(request, worldOf(then))) {
            const before = reports.findLast((each) => each.record === again.record && each.org === again.org);
            expect(again.outcome).toBe(before?.outcome === 'withdrawn' ? 'absent' : before?.outcome);
          }
        }
      }));

    test('the list of unassigned is what assigning would give', () =>
      holds((all) => {
        const world = worldOf({ ...all, records: all.records.map((each) => ({ ...each, number: null })) });
        for (const { id: org } of all.orgs) {
          const query = unassigned(org, world.tree.get(org)?.parent ?? null);
          for (const record of all.records) {
            const listed =
              !uses(record, org, world) &&
              query.through.some(
                ({ sharing, holder }) =>
                  record.sharing === sharing &&
                  (holder === null || record.org === holder || world.holders(record.id).has(holder)),
              );
            const somebody = all.orgs.some(
              (by) =>
                assign({ by: by.id, records: [{ ...record, number: null }], orgs: [org] }, world)[0]!
                  .outcome === 'assigned',
            );
            expect(listed).toBe(somebody);
          }
        }
      }));

    test('who comes to see a record by a move is told beforehand', () =>
      fc.assert(
        fc.property(drawn, fc.nat(10_000), fc.nat(10_000), (mixed, which, where) => {
          const all = only(mixed, name);
          const { tree } = worldOf(all);
          const [id, parent] = [which, where].map((at) => all.orgs[at % all.orgs.length]!.id);
          const result = moveOrganisation(id!, parent!, tree, 2);
          if (!result.ok) return;
          const found = result.move.gained.flatMap(({ sharing, creators }) =>
            sharing.includes(name) ? creators : [],
          );
          const orgs = all.orgs.map((org) => (org.id === id ? { ...org, parent: parent! } : org));
          const then = { ...all, orgs };
          for (const record of all.records) {
            const gains = orgs.some(
              (org) => naiveUses(record, org.id, then, naive) && !naiveUses(record, org.id, all, naive),
            );
            if (gains) expect(found).toContain(record.org);
          }
        }),
      ));

    test('two audiences meet exactly where somebody sees both', () =>
      fc.assert(
        fc.property(drawn, (mixed) => {
          const all = {
            ...mixed,
            records: mixed.records.map((each, at) => (at === 0 ? { ...each, sharing: name } : each)),
          };
          const record = all.records[0]!;
          const meets = all.orgs.some(
            (org) =>
              record.number !== null &&
              naiveUses(record, org.id, all, naive) &&
              all.records.some(
                (other) =>
                  other.id !== record.id &&
                  other.number === record.number &&
                  naiveUses(other, org.id, all, naive),
              ),
          );
          const no = clash(record, worldOf(all));
          expect(no !== null).toBe(meets);
          if (!no) return;
          const other = all.records.find((each) => each.id === no.params['other'])!;
          expect(naiveUses(other, no.params['org'] as string, all, naive)).toBe(true);
        }),
        { numRuns: 1_000 },
      ));
  });
}
