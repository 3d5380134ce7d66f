import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Call } from '../../call/call.ts';
import { traced } from '../../common/traces/trace.ts';
import { LeaseLost } from '../../database/fence.ts';
import { underLease } from '../../database/lease.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import { runText } from './run-text.ts';
import { platformCall, type ScheduleParts } from './schedule-parts.ts';
import type { DocumentOutcome, Outcomes, RunForm, ScheduledForm, Work } from './scheduled-form.ts';
import { idIn, orgOf, requireForm } from './tasks.ts';

const atOnce = 50;
/** After so many interruptions in a row somebody has to look at it. ◊ */
const tries = 3;
/** Milliseconds between two notes of how far it is. */
const noted = 2_000;

/**
 * Carries out the runs that wait, each on one node; and ends those whose server stopped. Answers how many were found: one
 * that another node is at may be left behind.
 */
export async function workOnRuns(parts: ScheduleParts, forms: readonly ScheduledForm[]): Promise<number> {
  const call = platformCall(parts);
  if (call.served.orgs.root === '') return 0;
  let found = 0;
  for (const scheduled of forms) {
    const form = call.served.model.formsById.get(scheduled.run.form);
    if (!form) continue;
    const { items } = await parts.store.list(call, form, {
      view: 'manage',
      sort: ['createdAt', 'id'],
      fields: ['state'],
      limit: atOnce,
      filter: { fact: 'state', operator: 'in', value: ['waiting', 'running'] },
    });
    found += items.length;
    for (const { id } of items) if (!parts.stopping.aborted) await workOnRun(parts, scheduled, id);
  }
  return found;
}

/** Carries out one of them, where nobody else is at it. */
export async function workOnRun(parts: ScheduleParts, scheduled: ScheduledForm, id: string): Promise<void> {
  const { database, node, log } = parts;
  try {
    await underLease(database, { work: 'run', piece: id, node, ifFree: true }, async ({ fence }) => {
      const own: ScheduleParts = { ...parts, fence };
      const call = platformCall(own);
      const run = await own.store.read(call, requireForm(call, scheduled.run.form), id, 'manage');
      const { name } = requireForm(call, scheduled.run.form);
      await traced(parts.traces, 'run', { attributes: { 'guiju.form': name } }, async () => {
        if (run['state'] === 'running') await endInterrupted(own, scheduled, run);
        if (run['state'] === 'waiting') await perform(own, scheduled, run);
      });
    });
  } catch (err) {
    if (!(err instanceof LeaseLost)) throw err;
    log.warn({ err, run: id }, 'another node goes on with a run');
  }
}

/** Nobody works on it: what was done before is written down, and the rest is tried again. */
async function endInterrupted(
  parts: ScheduleParts,
  scheduled: ScheduledForm,
  run: WireRecord,
): Promise<void> {
  const call = platformCall(parts, orgOf(run));
  const done = await scheduled.doneBefore(parts, call, [...waitingIn(run, scheduled.run).keys()]);
  const form = requireForm(call, scheduled.run.form);
  const again = Number(run['attempts'] ?? 0) < tries;
  await parts.store.atOnce<JsonObject>(call, async (transaction) => {
    const ended = await transaction.patch(form, run, {
      state: 'interrupted',
      endedAt: call.now.instant,
      failure: runText('run-interrupted'),
      ...progress(run, scheduled.run, done),
    });
    if (again) await transaction.patch(form, ended, { state: 'waiting', trigger: 'again', endedAt: null });
    return {};
  });
}

async function perform(parts: ScheduleParts, scheduled: ScheduledForm, waiting: WireRecord): Promise<void> {
  const org = orgOf(waiting);
  const { now } = platformCall(parts, org);
  let run = await change(parts, scheduled, waiting, {
    state: 'running',
    startedAt: now.instant,
    endedAt: null,
    failure: null,
    attempts: Number(waiting['attempts'] ?? 0) + 1,
  });
  const call = await callFor(parts, run);
  const work = call ? await scheduled.prepare(parts, call, run) : withoutRights(run);
  if (!call || typeof work === 'string') {
    await end(parts, scheduled, run, { state: 'failed', failure: String(work) });
    return;
  }
  if (rowsIn(run).length === 0) run = await withDocuments(parts, scheduled, call, run);
  await end(parts, scheduled, await worked(parts, scheduled, run, work));
}

async function withDocuments(parts: ScheduleParts, scheduled: ScheduledForm, call: Call, run: WireRecord) {
  const found = await scheduled.collect(parts, call, run);
  if (found.length === 0) return run;
  return change(parts, scheduled, run, {
    rows: found.map((id) => ({ [scheduled.run.document]: { id }, outcome: 'waiting' })),
    total: found.length,
    waiting: found.length,
  });
}

async function worked(
  parts: ScheduleParts,
  scheduled: ScheduledForm,
  begun: WireRecord,
  work: Work,
): Promise<WireRecord> {
  let run = begun;
  let last = Date.parse(platformCall(parts).now.instant);
  const unwritten = new Map<string, DocumentOutcome>();
  for (const group of work.groups([...waitingIn(run, scheduled.run).keys()])) {
    if (parts.stopping.aborted) break;
    for (const [id, outcome] of await work.perform(group)) unwritten.set(id, outcome);
    const at = Date.parse(platformCall(parts).now.instant);
    if (at - last < noted) continue;
    last = at;
    run = await change(parts, scheduled, run, progress(run, scheduled.run, unwritten));
    unwritten.clear();
  }
  return change(parts, scheduled, run, progress(run, scheduled.run, unwritten));
}

/** Answers the progress of a run, once these outcomes are known of its documents. */
function progress(run: WireRecord, { document, holds }: RunForm, outcomes: Outcomes): JsonObject {
  const counts = { waiting: 0, done: 0, held: 0, stopped: 0, failed: 0 };
  const rows: JsonObject[] = [];
  for (const row of rowsIn(run)) {
    const own = outcomes.get(idIn(row[document]) ?? '');
    counts[(own?.outcome ?? row['outcome']) as keyof typeof counts] += 1;
    if (!own) continue;
    const { outcome, reason, made = [] } = own;
    rows.push({ id: row['id'] ?? '', outcome, reason, made: made.join(', ').slice(0, 500) });
  }
  const { waiting, done, held, stopped, failed } = counts;
  return {
    waiting,
    done,
    failed: stopped + failed,
    ...(holds ? { held } : {}),
    ...(rows.length > 0 ? { rows } : {}),
  };
}

async function end(
  parts: ScheduleParts,
  scheduled: ScheduledForm,
  run: WireRecord,
  more: JsonObject = {},
): Promise<void> {
  const { now } = platformCall(parts, orgOf(run));
  if (Number(run['waiting'] ?? 0) > 0 && !more['state']) {
    // This server stops: another goes on with it.
    await change(parts, scheduled, run, { state: 'waiting' });
    return;
  }
  const [failed, total] = [Number(run['failed'] ?? 0), Number(run['total'] ?? 0)];
  const state = failed === 0 ? 'done' : failed === total ? 'failed' : 'partly';
  const failure = total === 0 ? runText('run-empty') : null;
  await change(parts, scheduled, run, { state, failure, endedAt: now.instant, ...more });
}

/** From the state that was read: what somebody else has changed since stays as it is. */
async function change(parts: ScheduleParts, scheduled: ScheduledForm, run: WireRecord, body: JsonObject) {
  const call = platformCall(parts, orgOf(run));
  const form = requireForm(call, scheduled.run.form);
  const { record } = await parts.store.patch(call, form, run.id, body, run.revision);
  return record;
}

function rowsIn(run: WireRecord): readonly JsonObject[] {
  const { rows } = run;
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}

/** Rows that are still to be done, by the document they name. */
function waitingIn(run: WireRecord, { document }: RunForm): ReadonlyMap<string, JsonObject> {
  const left = rowsIn(run).filter(({ outcome }) => outcome === 'waiting');
  return new Map(left.map((row) => [idIn(row[document]) ?? '', row]));
}

/** The platform, or whoever ran it by hand, with what he may by now; null: he may nothing. */
async function callFor(parts: ScheduleParts, run: WireRecord): Promise<Call | null> {
  const { approved: _, ...plain } = platformCall(parts, orgOf(run));
  const { operator } = run;
  if (!isObject(operator)) return { ...plain, approved: true };
  const id = String(operator['id']);
  const rights = await parts.rightsOf(id);
  const user = { id, number: String(operator['number'] ?? ''), name: String(operator['name'] ?? '') };
  return rights && { ...plain, rights, user };
}

function withoutRights({ operator }: WireRecord): string {
  const name = isObject(operator) ? String(operator['name'] ?? operator['number'] ?? '') : '';
  return runText('run-without-rights', { name });
}
