import type { Wire } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import { parameterTexts } from '../../call/parameter-texts.ts';
import { isOvertaken } from '../../common/again-when-overtaken.ts';
import { reasonsOfRefusal } from '../../common/messages/reasons.ts';
import { Refusal } from '../../common/refusal.ts';
import { LeaseLost } from '../../database/fence.ts';
import { type Held, underLease } from '../../database/lease.ts';
import type { ListQuery } from '../../storage/store/record/store.ts';
import { everyRecord } from '../../work/schedule/tasks.ts';
import { type Channel, ChannelAway, type IssueRequest, type IssueResult } from '../channels/channel.ts';
import { channelFor, whereBlueWas } from './documents/channel-for.ts';
import { asPlatform, documentForms, requireForms } from './documents/document-forms.ts';
import type { IssuingParts } from './documents/issuing-parts.ts';
import { asItsChannelKnows } from './documents/test-number.ts';
import { type Failure, unconnected } from './failures/failure.ts';
import { mayBeSent } from './push/may-be-sent.ts';
import { withElements } from './push/with-elements.ts';
import { writeWaiting } from './push/write-waiting.ts';
import { writeFailed } from './write-failed.ts';
import { writeIssued } from './write-issued.ts';
import { isToStop, writeStopped } from './write-stopped.ts';

/**
 * Issues what is in the queues: those of one account one after another, on one node at a time, whichever it is. A
 * request is sent after the channel was asked what became of it, so that a crash at any point neither loses it nor
 * sends it twice. Answers how many are still waiting.
 */
export async function issueQueued(parts: IssuingParts): Promise<number> {
  const call = parts.systemCall();
  const forms = documentForms(call);
  if (!forms) return 0;
  const query: ListQuery = {
    view: 'manage',
    // What is to wait until later does not stand in the way of what is due.
    filter: {
      all: [
        { fact: 'issueStatus', operator: 'equal', value: 'issuing' },
        parts.requests.within('requestId'),
        {
          any: [
            { fact: 'notBefore', operator: 'isEmpty' },
            { fact: 'notBefore', operator: 'lessThanOrEqual', value: call.now.instant },
            { fact: 'stopAsked', operator: 'equal', value: true },
          ],
        },
      ],
    },
    sort: ['queuedAt', 'batch', 'batchOrder'],
    fields: [...queueFields, 'stopAsked', 'queuedAt', 'batch', 'batchOrder', 'requestId'],
  };
  const { all, due } = await parts.look(asPlatform(call), 'issue', {
    form: forms.pending,
    query,
    isResting: (one) => parts.rests.isResting(queueOf(one)) || isResting(parts, one),
  });
  const named = new Set(due.map(queueOf));
  const queues = [...Map.groupBy(all, queueOf)].filter(([name]) => named.has(name));
  const parameter = parameterTexts(call, call.served.orgs.root);
  const side = Number(parameter('sim_batch_invoice_config', 'sync_issue_limit') ?? 10);
  const left: number[] = [];
  for (let from = 0; from < queues.length; from += side)
    left.push(
      ...(await Promise.all(queues.slice(from, from + side).map(([name, queue]) => run(parts, name, queue)))),
    );
  return left.reduce((all, one) => all + one, 0);
}

/** Whoever is asked to stop is not kept waiting. */
function isResting(
  { pauses }: Pick<IssuingParts, 'pauses'>,
  { id, stopAsked }: Wire<'pending-invoice'>,
): boolean {
  return stopAsked !== true && pauses.isResting(id);
}

const queueFields = ['taxAccount', 'taxDevice', 'sellerTaxNo', 'channel'] as const;

function queueOf({ taxAccount, taxDevice, sellerTaxNo, channel }: Wire<'pending-invoice'>): string {
  const account = taxAccount?.id ?? taxDevice?.id ?? sellerTaxNo ?? '';
  return `${channel ?? ''} ${account}`;
}

async function run(
  parts: IssuingParts,
  piece: string,
  queue: readonly Wire<'pending-invoice'>[],
): Promise<number> {
  const { database, node, log, rests } = parts;
  const left = await underLease(database, { work: 'issue', piece, node, ifFree: true }, async (held) => {
    let waiting = 0;
    for (const [at, one] of queue.entries()) {
      const { id } = one;
      if (isResting(parts, one)) {
        waiting += 1;
        continue;
      }
      try {
        const isDone = await issueOne(parts, held, id, piece);
        if (!isDone) waiting += 1;
        // Whatever it waits for is not there the next moment, but once it is through it is the turn of the next.
        parts.pauses[isDone ? 'end' : 'rest'](id);
        const next = isDone ? queue[at + 1] : undefined;
        if (next) parts.pauses.end(next.id);
        rests.end(piece);
      } catch (err) {
        if (err instanceof LeaseLost) {
          log.warn({ err, queue: piece }, 'another node goes on with a queue of invoices');
          return queue.length;
        }
        waiting += 1;
        if (isOvertaken(err)) continue;
        // Nobody knows what became of it: it is asked for, the next time.
        log.warn({ err, pending: id }, 'a pending invoice could not be issued; it is tried again');
        if (!(err instanceof ChannelAway)) {
          await tellWaiting(parts, held, one, err);
          continue;
        }
        // Whoever does not answer for one will not answer for those behind it.
        rests.rest(piece);
        for (const other of queue.slice(at))
          await writeWaiting(parts, held, other, { reasons: [err.reason] });
        return waiting + queue.length - at - 1;
      }
    }
    return waiting;
  });
  return left ?? queue.length;
}

/** Whoever looks at it is told that it is not forgotten, and as far as it is known, why it waits. */
async function tellWaiting(
  parts: IssuingParts,
  held: Held,
  one: Wire<'pending-invoice'>,
  cause: unknown,
): Promise<void> {
  const [reason] = cause instanceof Refusal ? reasonsOfRefusal(cause) : [];
  try {
    await writeWaiting(parts, held, one, { reasons: [reason ?? { code: 'issue-interrupted' }] });
  } catch (err) {
    parts.log.warn({ err, pending: one.id }, 'a pending invoice could not be told what it waits for');
  }
}

/** False: it is still under way. */
async function issueOne(parts: IssuingParts, held: Held, id: string, piece: string): Promise<boolean> {
  const call = { ...asPlatform(parts.systemCall()), fence: held.fence };
  const { pending: form } = requireForms(call);
  const given = await parts.store.read(call, form, id, 'manage');
  // Since it was listed another node has issued it, or moved it to a queue whose lease is not held here.
  if (given.issueStatus !== 'issuing' || queueOf(given) !== piece) return true;
  const own = asPlatform(call, given.org?.id);
  const channel = await channelFor(parts, own, { ...given, ...(await whereBlueWas(parts, own, given)) });
  const { read, lacking } = await completed(parts, own, given);
  const request = requestOf(read);
  const known = channel && (await channel.query(request.id));
  if (!known && (await isToStop(parts, own, read))) {
    await writeStopped(parts, own, read);
    return true;
  }
  const result = known ?? lacking ?? (await sent(parts, own, { read, channel, request, held }));
  if (result === 'moved') return true;
  if ('state' in result && result.state === 'processing') return false;
  if ('state' in result && result.state === 'issued') {
    await writeIssued(parts, own, { read, channel, result });
    return true;
  }
  const failure = 'state' in result ? refusedBy(result) : result;
  const stopped = read.stopOnFailure ? await unsent(parts, own, read, channel) : [];
  await writeFailed(parts, own, { read, failure, stopped });
  return true;
}

/** With the elements of its special business, or what keeps it from having them. */
async function completed(
  parts: IssuingParts,
  call: Call,
  given: Wire<'pending-invoice'>,
): Promise<{ readonly read: Wire<'pending-invoice'>; readonly lacking: Failure | null }> {
  const complete = await refusalOf(() => withElements(parts, call, given));
  return 'id' in complete ? { read: complete, lacking: null } : { read: given, lacking: complete };
}

/**
 * Those behind it in its batch of which the channel never heard, as far as they are in its queue: nobody else sends them
 * while that is held.
 */
async function unsent(
  { store }: IssuingParts,
  call: Call,
  read: Wire<'pending-invoice'>,
  channel: Channel | null,
): Promise<readonly string[]> {
  const { pending: form } = requireForms(call);
  const others = await everyRecord<Wire<'pending-invoice'>>((cursor) =>
    store.list(call, form, {
      view: 'manage',
      fields: [...queueFields, 'requestId'],
      limit: 200,
      filter: {
        all: [
          { fact: 'batch', operator: 'equal', value: read.batch ?? '' },
          { fact: 'issueStatus', operator: 'equal', value: 'issuing' },
          { fact: 'batchOrder', operator: 'greaterThan', value: read.batchOrder ?? 0 },
        ],
      },
      ...(cursor === null ? {} : { cursor }),
    }),
  );
  const stopped: string[] = [];
  for (const other of others)
    if (queueOf(other) === queueOf(read) && !(await channel?.query(other.requestId ?? '')))
      stopped.push(other.id);
  return stopped;
}

interface Sending {
  readonly read: Wire<'pending-invoice'>;
  readonly channel: Channel | null;
  readonly request: IssueRequest;
  readonly held: Held;
}

async function sent(
  parts: IssuingParts,
  call: Call,
  { read, channel, request, held }: Sending,
): Promise<IssueResult | Failure | 'moved'> {
  const refused = await refusalOf(() => mayBeSent(parts, call, { read, channel, held }));
  if (refused === 'waits') return { state: 'processing' };
  if (refused) return refused;
  if (!channel) return unconnected(requireForms(call).pending, read.channel);
  // A node that slept until now does not send what another has sent.
  await held.renew();
  return channel.issue(request);
}

/** The refusals that may be no more the next time. */
const passing: ReadonlySet<number> = new Set([409, 412, 429]);

/**
 * No channel has heard of it yet, so somebody knows what became of it: what is refused here because of what it says
 * would be refused each time.
 */
async function refusalOf<Answer>(judge: () => Promise<Answer>): Promise<Answer | Failure> {
  try {
    return await judge();
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.status >= 500 || passing.has(failure.status)) throw failure;
    return { code: failure.code, reasons: reasonsOfRefusal(failure) };
  }
}

/** Answers the failure of a refused request, in the channel's own words. */
function refusedBy({ code, message }: IssueResult & { readonly state: 'failed' }): Failure {
  return { code, reasons: [{ code, message }] };
}

function requestOf(read: Wire<'pending-invoice'>): IssueRequest {
  return {
    id: read.requestId ?? '',
    sellerTaxNo: read.sellerTaxNo ?? '',
    invoiceType: read.invoiceType ?? '',
    account: read.taxAccount?.number ?? read.taxDevice?.number ?? null,
    document: asItsChannelKnows(read, read.testing === true),
  };
}
