import { append } from '../../../../metadata/common/append.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import type { Pointer } from '../../../../metadata/contract/common/shared.ts';
import type { Form } from '../../../../metadata/model.ts';
import { assign, type PairReport, withdraw } from '../../../../rules/sharing/assignment.ts';
import type { World } from '../../../../rules/sharing/strategy.ts';
import type { Refused } from '../../../../rules/sharing/verdict.ts';
import type { Call } from '../../../call/call.ts';
import type { Cell, Connection } from '../../../database/database.ts';
import { assignmentCells, assignmentInsert, withdrawals } from '../commit/assignments.ts';
import { writeAs } from '../commit/marked.ts';
import {
  type Effects,
  plannedAlone,
  rehearsed,
  type Statement,
  type WriteEvent,
} from '../commit/planned-write.ts';
import { type Passed, sharingEvent } from '../commit/sharing-note.ts';
import { maySee, requireSomeUse, requireUse } from '../record/access.ts';
import type { RecordLayout } from '../record/layout.ts';
import { nobodyCalled, orgNamed, orgPointer, recordPointer } from '../record/pointers.ts';
import { readMany } from '../record/records.ts';
import { spokenParams } from '../record/refusals.ts';
import type { PairReported, PairsAsked, PairsReport, WithdrawAsked } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import type { StoreParts } from '../save/parts.ts';
import { gatherWorld, sharedRecord } from '../save/sharing-world.ts';
import { findNamed } from '../sql/find-named.ts';

/** Records and organisations that are there, and what sharing knows of them. */
interface Pairs {
  readonly call: Call;
  readonly form: Form;
  readonly layout: RecordLayout;
  readonly records: readonly Stored[];
  readonly orgs: readonly string[];
  readonly world: World;
}

/** The effects of an act on pairs, and the report of each. */
interface PairsDone {
  readonly reports: readonly PairReport[];
  readonly effects: Pick<Effects<unknown>, 'statements' | 'inserts'> & {
    readonly events: readonly WriteEvent[];
  };
}

/**
 * Judges every record with every organisation in one transaction, where nobody else can share anything meanwhile.
 * `decide` gets the first revision that is free: one for each record.
 */
async function writePairs(
  parts: StoreParts,
  call: Call,
  form: Form,
  asked: PairsAsked,
  decide: (pairs: Pairs, first: number) => PairsDone,
): Promise<PairsReport> {
  requireSomeUse(call, form, 'read');
  requireUse(call, form, 'assign');
  const mark = call.once?.next();
  if (mark?.answer !== undefined) return JSON.parse(mark.answer) as PairsReport;
  const layout = parts.layout(call, form);
  const alone = plannedAlone(call.served.revision, `sharing ${form.id}`, async (tx, first) => {
    const named = await findNamed(tx, call, layout, asked.records);
    const records = [...new Map([...named.values()].map((one) => [one.id, one])).values()];
    const { orgs: tree } = call.served;
    const orgs = asked.orgs.flatMap((name) => orgNamed(tree, name) ?? []);
    const shared = records.map((stored) => sharedRecord(layout, stored));
    const world = await gatherWorld(tx, tree, layout, shared);
    const pairs: Pairs = { call, form, layout, records, orgs: [...new Set(orgs)], world };
    const { reports, effects } = decide(pairs, first);
    const others = await othersIn(tx, layout, reports);
    const answers = answerPairs(pairs, asked, named, reports, others);
    const revision = effects.events.at(-1)?.revision ?? 0;
    return { ...effects, result: { pairs: answers, revision } };
  });
  const size = Math.max(1, asked.records.length);
  const planned = rehearsed(call, { ...alone, size });
  return writeAs(parts, call, planned, mark, JSON.stringify);
}

/** In the order that was asked, each followed by what its cascade took along. */
function answerPairs(
  pairs: Pairs,
  asked: PairsAsked,
  named: ReadonlyMap<string, Stored>,
  reports: readonly PairReport[],
  others: ReadonlyMap<string, Stored>,
): readonly PairReported[] {
  const { call, form, records } = pairs;
  const { orgs } = call.served;
  const byId = new Map(records.map((stored) => [stored.id, stored]));
  const left = new Set(reports);
  const said = (report: PairReport): PairReported => {
    left.delete(report);
    const stored = byId.get(report.record);
    const pair = {
      record: stored
        ? recordPointer(call, form, stored)
        : { ...nobodyCalled(report.record), id: report.record },
      org: orgPointer(orgs, report.org),
      outcome: report.outcome,
    };
    if (report.outcome === 'refused') return { ...pair, ...why(call, form, report.refused, others) };
    if (!('by' in report)) return pair;
    const cascade = 'cascade' in report && report.cascade ? ({ cascade: true } as const) : {};
    return { ...pair, by: orgPointer(orgs, report.by), ...cascade };
  };
  const refuse = (
    record: Pointer,
    org: Pointer,
    code: string,
    params: Record<string, Json>,
  ): PairReported => ({
    record,
    org,
    outcome: 'refused',
    problem: { path: '', code, params },
  });
  const byPair = Map.groupBy(reports, ({ record, org }) => `${record} ${org}`);
  const answers = asked.records.flatMap((name): PairReported[] => {
    const stored = named.get(name);
    return asked.orgs.flatMap((number): PairReported[] => {
      const org = orgNamed(orgs, number);
      const target = org === undefined ? nobodyCalled(number) : orgPointer(orgs, org);
      if (!stored) return [refuse(nobodyCalled(name), target, 'record-unknown', { id: name })];
      const record = recordPointer(call, form, stored);
      if (org === undefined) return [refuse(record, target, 'sharing-unknown-organisation', { org: number })];
      return (byPair.get(`${stored.id} ${org}`) ?? []).filter((one) => left.has(one)).map(said);
    });
  });
  return [...answers, ...[...left].map(said)];
}

/** Records that stand in the way, to be named to those who may read them. */
async function othersIn(
  tx: Connection,
  layout: RecordLayout,
  reports: readonly PairReport[],
): Promise<ReadonlyMap<string, Stored>> {
  const ids = reports.flatMap((report) => {
    const other = report.outcome === 'refused' ? report.refused.params['other'] : undefined;
    return typeof other === 'string' ? [other] : [];
  });
  if (ids.length === 0) return new Map();
  const found = await readMany(tx, layout, [...new Set(ids)]);
  return new Map(found.map((stored) => [stored.id, stored]));
}

function why(
  call: Call,
  form: Form,
  { code, params }: Refused,
  others: ReadonlyMap<string, Stored>,
): Pick<PairReported, 'problem' | 'other'> {
  const said = spokenParams(call, params);
  const other = others.get(String(params['other'] ?? ''));
  if (!other) return { problem: { path: '', code, params: said } };
  const { other: _, ...rest } = said;
  if (!maySee(call, form, other))
    return { problem: { path: '', code: 'sharing-number-taken', params: rest } };
  const pointer = recordPointer(call, form, other);
  const spoken = pointer.name ?? pointer.number ?? pointer.id;
  return { problem: { path: '', code, params: { ...rest, other: spoken } }, other: pointer };
}

/**
 * Takes back records that the organisation of the call created, or that went through it. Documents that were made with
 * them before stay.
 */
export function withdrawRecords(
  parts: StoreParts,
  call: Call,
  form: Form,
  { cascade = false, ...asked }: WithdrawAsked,
): Promise<PairsReport> {
  return writePairs(parts, call, form, asked, ({ layout, records, orgs, world }, first) => {
    const shared = records.map((stored) => sharedRecord(layout, stored));
    const reports = withdraw({ by: call.org, records: shared, orgs, cascade }, world);
    const statements: Statement[] = [];
    const events: WriteEvent[] = [];
    for (const stored of records) {
      const taken = reports.flatMap((report): Passed[] =>
        report.outcome === 'withdrawn' && report.record === stored.id
          ? [{ org: report.org, by: report.by }]
          : [],
      );
      if (taken.length === 0) continue;
      const revision = first + events.length;
      const from = taken.map(({ org }) => org);
      append(statements, withdrawals(form.id, stored.id, from));
      events.push(sharingEvent(call, form.id, stored, { operation: 'withdraw', revision, note: { taken } }));
    }
    return { reports, effects: { statements, inserts: [], events } };
  });
}

/** The organisation of the call passes records on; saying it twice is no mistake, and each pair stands for itself. */
export function assignRecords(
  parts: StoreParts,
  call: Call,
  form: Form,
  asked: PairsAsked,
): Promise<PairsReport> {
  return writePairs(parts, call, form, asked, decide);
}

function decide(pairs: Pairs, first: number): PairsDone {
  const { call, form, layout, records, orgs, world } = pairs;
  const shared = records.map((stored) => sharedRecord(layout, stored));
  const reports = assign({ by: call.org, records: shared, orgs }, world);
  const cells: Cell[] = [];
  const events: WriteEvent[] = [];
  for (const stored of records) {
    const given = reports.flatMap((report): Passed[] =>
      report.outcome === 'assigned' && report.record === stored.id
        ? [{ org: report.org, by: report.by }]
        : [],
    );
    if (given.length === 0) continue;
    const revision = first + events.length;
    for (const passed of given) append(cells, assignmentCells(call, form.id, stored.id, passed, revision));
    events.push(sharingEvent(call, form.id, stored, { operation: 'assign', revision, note: { given } }));
  }
  const inserts = cells.length > 0 ? [{ into: assignmentInsert, cells }] : [];
  return { reports, effects: { statements: [], inserts, events } };
}
