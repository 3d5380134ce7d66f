import type { ReactiveControllerHost } from 'lit';
import type { Pointer } from '../../../metadata/contract/common/shared.ts';
import type { Usable } from '../../../rules/sharing/contract.ts';
import { Loading } from '../../kit/loading.ts';
import { session } from '../../session/session.ts';
import { holdingsOf } from './sharing-calls.ts';
import { actsFor, type SharingOrg } from './sharing-orgs.ts';
import { type AssignedRecord, type AssignRound, cut } from './sharing-rounds.ts';

/** One organisation, with those of several records that it uses. */
export interface UnionRow {
  readonly org: Pointer;
  readonly uses: readonly AssignedRecord[];
  /** The records that were assigned to it, and so can be withdrawn. */
  readonly assigned: readonly AssignedRecord[];
}

const atOnce = 4;

/** Loads the organisations that use several records. */
export class SharingUnion extends Loading<readonly UnionRow[], readonly AssignedRecord[]> {
  /** `records`: undefined as long as nothing is to be looked for. */
  constructor(
    host: ReactiveControllerHost,
    form: () => string,
    records: () => readonly AssignedRecord[] | undefined,
  ) {
    super(host, { key: records, keeps: true, load: (all, signal) => readUnion(form(), all, signal) });
  }

  get rows(): readonly UnionRow[] {
    return this.value ?? [];
  }

  /** The calls that take back what was assigned to organisations, by their ids. */
  withdrawal(orgs: ReadonlySet<string>): readonly AssignRound[] {
    const rows = this.rows.filter(({ org }) => orgs.has(org.id ?? ''));
    return withdrawRounds([...new Set(rows.flatMap(({ assigned }) => assigned))], (record) =>
      rows.flatMap(({ org, assigned }) => (assigned.includes(record) ? [{ ...org, id: org.id ?? '' }] : [])),
    );
  }
}

/** The busiest first. */
async function readUnion(
  form: string,
  records: readonly AssignedRecord[],
  signal: AbortSignal,
): Promise<readonly UnionRow[]> {
  const found = new Map<string, { org: Pointer; uses: AssignedRecord[]; assigned: AssignedRecord[] }>();
  const waiting = [...records];
  const next = async (): Promise<void> => {
    for (let record = waiting.shift(); record && !signal.aborted; record = waiting.shift()) {
      for (const { org, how } of (await holdingsOf(form, record.id)).items) {
        const row = found.get(org.id ?? '') ?? { org, uses: [], assigned: [] };
        row.uses.push(record);
        if (how === 'assigned') row.assigned.push(record);
        found.set(org.id ?? '', row);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, next));
  return [...found.values()].sort(
    (a, b) => b.uses.length - a.uses.length || (a.org.number ?? '').localeCompare(b.org.number ?? ''),
  );
}

/**
 * Calls that take each record back from the organisations that it was assigned to: in the name of its creator, where
 * one may act for that one.
 */
export function withdrawRounds(
  records: readonly AssignedRecord[],
  from: (record: AssignedRecord) => AssignRound['orgs'],
): readonly AssignRound[] {
  const caller = session.org?.number ?? '';
  const rounds = records.map((record) => ({
    by: actsFor(record.creator) ? (record.creator ?? caller) : caller,
    record,
    orgs: from(record),
  }));
  // Records that the same organisations lose go together.
  const alike = Map.groupBy(rounds, ({ by, orgs }) => [by, ...orgs.map(({ id }) => id)].join(' '));
  return [...alike.values()].flatMap((some) => {
    const [{ by, orgs } = { by: '', orgs: [] }] = some;
    return orgs.length > 0 ? cut({ by, records: some.map(({ record }) => record), orgs }) : [];
  });
}

/**
 * Calls that take records back from one organisation: each in the name of its creator where one may act for it, else
 * of whoever passed it on.
 */
export function withdrawUsed(rows: readonly Usable[], org: SharingOrg): readonly AssignRound[] {
  const caller = session.org?.number ?? '';
  const byActor = Map.groupBy(rows, ({ creator, by }) => {
    const may = [creator.number, by?.number].find((number) => actsFor(number));
    return may ?? caller;
  });
  return [...byActor].flatMap(([by, some]) => {
    const records = some.map(({ record }) => ({ ...record, id: record.id ?? '' }));
    return cut({ by, records, orgs: [org] });
  });
}
