import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Counting } from '../../access/auth/audit-entry.ts';
import type { Call } from '../../call/call.ts';
import { isOvertaken } from '../../common/again-when-overtaken.ts';
import { Refusal } from '../../common/refusal.ts';
import { currentSpan, type Traces, traced } from '../../common/traces/trace.ts';
import type { Log } from '../../config/log.ts';
import type { Connection } from '../../database/connection.ts';
import type { Store } from '../../storage/store/record/store.ts';
import type { Within } from '../../work/background/run-in-background.ts';
import { traceOf } from '../../work/outbox/message-traces.ts';
import { orgOf } from '../../work/schedule/tasks.ts';
import { knownForm } from '../forms/forms.ts';
import { documentIn } from './common/document-of.ts';
import { noteAnswer } from './common/note-answer.ts';
import { pauseAfter } from './common/pauses.ts';
import { failureText, type Outcome, type Sender, type SentForm } from './common/sender.ts';

export interface SendingParts {
  readonly store: Pick<Store, 'list' | 'read' | 'patch'>;
  readonly database: Connection;
  /** Null: nothing is followed. */
  readonly traces: Traces | null;
  readonly log: Log;
  /** The trail in which administrators read how others answered. */
  readonly audit: Counting;
  /** The platform, for an organisation. */
  readonly callFor: (org: string) => Call;
  /** Ends what is under way. */
  readonly stopping: AbortSignal;
}

export interface Sending {
  /** Begins what is due, and does not wait for it. Answers when to look again, where anything waits for a time. */
  begin(): Promise<Within | undefined>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** Under way at once on one node. */
const atOnce = 8;
const looked = 200;
/** Milliseconds after which somebody looks for what waits for its time, though nothing was written. */
const later = 5_000;
/** After which one that is being sent counts as interrupted, beyond the longest time an attempt may take. */
const grace = 60_000;

/**
 * Sends what waits, each record taken by one node: who takes it writes so into the record first, and nobody else can
 * then do the same.
 */
export function createSending(parts: SendingParts, senders: readonly Sender[]): Sending {
  const underWay = new Map<string, Promise<void>>();

  async function begin(): Promise<Within | undefined> {
    let next: Within | undefined;
    for (const sender of senders) {
      if (!(await isAnyOpen(parts, sender))) continue;
      next = { within: later };
      await freeInterrupted(parts, sender);
      for (const record of await due(parts, sender)) {
        if (underWay.size >= atOnce || parts.stopping.aborted) return next;
        if (underWay.has(record.id) || (await isBehind(parts, sender, record))) continue;
        if (await putOff(parts, sender, record)) continue;
        const taken = await take(parts, sender, record);
        if (!taken) continue;
        const done = attempt(parts, sender, taken).finally(() => underWay.delete(record.id));
        underWay.set(record.id, done);
      }
    }
    return next;
  }

  return {
    begin,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}

function formFor(call: Call, { form }: Sender) {
  return knownForm(call, form);
}

async function listed(parts: SendingParts, sender: Sender, filter: Condition, limit = looked) {
  const call = parts.callFor('');
  const form = formFor(call, sender);
  if (!form || call.served.orgs.root === '') return [];
  const sort = ['createdAt', 'id'];
  return (await parts.store.list(call, form, { view: 'manage', filter, sort, limit })).items;
}

/** Whether anything is still to go out, or on its way: mostly nothing is. */
async function isAnyOpen(parts: SendingParts, sender: Sender): Promise<boolean> {
  const open: Condition = { fact: 'state', operator: 'in', value: ['waiting', 'sending'] };
  return (await listed(parts, sender, open, 1)).length > 0;
}

/** Those whose time has come, however many wait for later; of an order the first. */
async function due(parts: SendingParts, sender: Sender): Promise<readonly Wire<SentForm>[]> {
  const { instant } = parts.callFor('').now;
  const records = await listed(parts, sender, {
    all: [
      { fact: 'state', operator: 'equal', value: 'waiting' },
      {
        any: [
          { fact: 'nextAt', operator: 'isEmpty' },
          { fact: 'nextAt', operator: 'lessThanOrEqual', value: instant },
        ],
      },
    ],
  });
  const first = new Map<string, Wire<SentForm>>();
  for (const record of records) {
    const key = (sender.inOrder && documentIn(record)?.id) || record.id;
    if (!first.has(key)) first.set(key, record);
  }
  return [...first.values()];
}

/** Whether one before it in its order is not out yet: that one may wait for later. */
async function isBehind(parts: SendingParts, sender: Sender, record: Wire<SentForm>): Promise<boolean> {
  const order = sender.inOrder ? documentIn(record) : null;
  if (order === null) return false;
  const open: Condition = {
    all: [
      { fact: order.field, operator: 'equal', value: order.id },
      { fact: 'state', operator: 'in', value: ['waiting', 'sending'] },
    ],
  };
  const [before] = await listed(parts, sender, open, 1);
  return before !== undefined && before.id !== record.id;
}

/** Whether it waits for a time at which something may go out. */
async function putOff(parts: SendingParts, sender: Sender, record: Wire<SentForm>): Promise<boolean> {
  const nextAt = sender.waitUntil?.(parts.callFor(orgOf(record))) ?? null;
  if (nextAt === null) return false;
  await written(parts, sender, record, { nextAt }, record.revision);
  return true;
}

async function freeInterrupted(parts: SendingParts, sender: Sender): Promise<void> {
  const sending: Condition = { fact: 'state', operator: 'equal', value: 'sending' };
  for (const record of await listed(parts, sender, sending)) {
    const call = parts.callFor(orgOf(record));
    const { startedAt } = record;
    const ends = startedAt ? addMilliseconds(startedAt, sender.patience + grace) : '';
    if (ends >= call.now.instant) continue;
    const failure =
      sender.interrupted === 'unclear' ? { failure: failureText({ code: 'sending-interrupted' }) } : {};
    await written(parts, sender, record, { state: sender.interrupted, ...failure }, record.revision);
  }
}

async function take(
  parts: SendingParts,
  sender: Sender,
  record: Wire<SentForm>,
): Promise<Wire<SentForm> | undefined> {
  const call = parts.callFor(orgOf(record));
  const attempts = (record.attempts ?? 0) + 1;
  const values = { state: 'sending', attempts, startedAt: call.now.instant };
  return written(parts, sender, record, values, record.revision);
}

/** In a trace of its own, which names the place at which somebody asked for it: that may be long over. */
async function attempt(parts: SendingParts, sender: Sender, record: Wire<SentForm>): Promise<void> {
  const { traces, database } = parts;
  const after = traces && (await traceOf(database, record.id).catch(() => null));
  const attributes = { 'guiju.form': sender.form };
  await traced(traces, 'send', { attributes, after }, () => send(parts, sender, record));
}

async function send(parts: SendingParts, sender: Sender, record: Wire<SentForm>): Promise<void> {
  const call = parts.callFor(orgOf(record));
  const signal = AbortSignal.any([parts.stopping, AbortSignal.timeout(sender.patience)]);
  const outcome = await sender.send(call, record, signal).catch((err: unknown): Outcome => {
    const level = isOvertaken(err) ? 'info' : 'warn';
    parts.log[level]({ err, form: sender.form, record: record.id }, 'could not be sent');
    return { state: 'again', failure: { code: 'sending-failed' } };
  });
  const failure = outcome.state === 'sent' ? undefined : outcome.failure;
  if (failure) currentSpan()?.fail(failure.code);
  if (failure) await noteAnswer(parts.audit, { form: sender.form, record, failure });
  await writeOutcome(parts, sender, record, outcome).catch((err: unknown) =>
    parts.log.warn({ err, record: record.id }, 'what was sent was not written down'),
  );
}

/**
 * Into the record as it was taken, or as it was changed meanwhile, as long as nobody has begun another attempt: what
 * comes of that one says more.
 */
async function writeOutcome(
  parts: SendingParts,
  sender: Sender,
  taken: Wire<SentForm>,
  outcome: Outcome,
): Promise<void> {
  for (let record = taken; isOwn(sender, record, taken); ) {
    const call = parts.callFor(orgOf(record));
    const values = valuesOf(outcome, record, call);
    if (await written(parts, sender, record, values, record.revision)) return;
    const form = formFor(call, sender);
    if (!form) return;
    record = await parts.store.read(call, form, record.id, 'manage');
  }
}

/** Whether it is still at the attempt that took it; one that was given up in between has not been tried since. */
function isOwn({ interrupted }: Sender, { state, attempts }: Wire<SentForm>, taken: Wire<SentForm>): boolean {
  return (state === 'sending' || state === interrupted) && attempts === taken.attempts;
}

function valuesOf(outcome: Outcome, record: Wire<SentForm>, { now }: Call): JsonObject {
  const { state, values = {} } = outcome;
  if (state === 'sent') return { ...values, state, sentAt: now.instant, nextAt: null, failure: null };
  const failure = failureText(outcome.failure);
  const pause = state === 'again' ? pauseAfter(record.attempts ?? 1) : null;
  if (pause === null)
    return { ...values, state: state === 'again' ? 'failed' : state, failure, nextAt: null };
  return { ...values, state: 'waiting', failure, nextAt: addMilliseconds(now.instant, pause) };
}

/** Undefined: somebody else was faster. */
async function written(
  { store, callFor }: SendingParts,
  sender: Sender,
  record: Wire<SentForm>,
  values: JsonObject,
  ifMatch: number,
): Promise<Wire<SentForm> | undefined> {
  const call = callFor(orgOf(record));
  const form = formFor(call, sender);
  if (!form) return undefined;
  try {
    return (await store.patch(call, form, record.id, values, ifMatch)).record;
  } catch (error) {
    if (error instanceof Refusal && (error.status === 412 || error.status === 404)) return undefined;
    throw error;
  }
}
