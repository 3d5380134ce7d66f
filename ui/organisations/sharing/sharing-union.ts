import type { ReactiveControllerHost } from 'lit';
import type { Pointer } from '../../../metadata/contract/common/shared.ts';
import type { PairAnswer, Usable } from '../../../rules/sharing/contract.ts';
import { Loading } from '../../kit/loading.ts';
import { session } from '../../session/session.ts';
import { holdingsOf, withdrawFrom } from './sharing-calls.ts';
import { actsFor, type SharingOrg } from './sharing-orgs.ts';
import { type AssignedRecord, cut } from './sharing-rounds.ts';

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

  /** Takes back what was assigned to these organisations, and what went on from them. */
  async withdraw(form: string, orgs: ReadonlySet<string>, caller: string): Promise<readonly PairAnswer[]> {
    const rows = this.rows.filter(({ org }) => orgs.has(org.id ?? ''));
    const records = new Set(rows.flatMap(({ assigned }) => assigned));
    const answers: PairAnswer[] = [];
    for (const record of records) {
      const from = rows
        .filter(({ assigned }) => assigned.includes(record))
        .map(({ org }) => ({ ...org, id: org.id ?? '' }));
      const by = actsFor(record.creator) ? (record.creator ?? caller) : caller;
      answers.push(...(await withdrawFrom(form, { by, records: [record], orgs: from }, true)));
    }
    return answers;
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
 * Takes records back from one organisation: each in the name of its creator where one may act for it, else of whoever
 * passed it on.
 */
export async function withdrawUsed(
  form: string,
  rows: readonly Usable[],
  org: SharingOrg,
  cascade: boolean,
): Promise<readonly PairAnswer[]> {
  const caller = session.org?.number ?? '';
  const byActor = Map.groupBy(rows, ({ creator, by }) => {
    const may = [creator.number, by?.number].find((number) => actsFor(number));
    return may ?? caller;
  });
  const answers: PairAnswer[] = [];
  for (const [by, some] of byActor) {
    const records = some.map(({ record }) => ({ ...record, id: record.id ?? '' }));
    for (const round of cut({ by, records, orgs: [org] }))
      answers.push(...(await withdrawFrom(form, round, cascade)));
  }
  return answers;
}
