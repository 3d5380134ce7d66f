import { changeSetForm } from '../../../metadata/names.ts';
import { addMilliseconds } from '../../../rules/calendar.ts';
import type { Step } from '../../../rules/changes/states.ts';
import type { Call } from '../../call/call.ts';
import type { AwaitNodes } from '../../call/nodes-serving.ts';
import { systemCall } from '../../call/system-call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Log } from '../../config/log.ts';
import type { Database } from '../../database/database.ts';
import type { Fence } from '../../database/fence.ts';
import { underLease } from '../../database/lease.ts';
import type { Within } from '../../work/background/run-in-background.ts';
import { type ChangeSet, changeSetOf, type Failure, formOfSets, setsCall } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { saveSet, stepped } from './keep-set.ts';
import { publishSet } from './publish-set.ts';

export interface SchedulerParts extends ChangesParts {
  readonly database: Database;
  /** Id of this node. */
  readonly node: string;
  readonly log: Log;
}

const atOnce = 20;
/** Milliseconds that nobody looks for what is due where nothing is: so far ahead it is known. */
export const setsRest = 60_000;
const noLonger = 'changeset-forbidden';

/**
 * Publishes what is due, one node at a time: also what was missed while no node ran, as long as it may be. What cannot
 * be published is left to people, with why. Answers when the next is due, where that is soon.
 */
export async function publishScheduled(parts: SchedulerParts): Promise<Within | undefined> {
  const { served, now } = asPlatform(parts);
  if (served.orgs.root === '' || !served.model.formsById.has(changeSetForm)) return undefined;
  const [next] = await setsUntil(parts, addMilliseconds(now.instant, setsRest), 1);
  if (!next) return undefined;
  const within = Date.parse(next.scheduledAt) - Date.parse(now.instant);
  if (within > 0) return { within };
  const { database, node, log } = parts;
  const published: (readonly [id: string, nodes: AwaitNodes])[] = [];
  await underLease(database, { work: 'change-sets', node, ifFree: true }, async ({ fence }) => {
    // Another node may have been at it until now.
    await parts.catchUp();
    for (const set of await dueSets(parts)) {
      const nodes = await publishDue(parts, fence, set);
      if (nodes) published.push([set.id, nodes]);
    }
  });
  for (const [id, nodes] of published) {
    const { behind } = await nodes();
    if (behind.length > 0) log.warn({ changeSet: id, behind }, 'nodes do not serve a publish yet');
  }
  // What another node is at, or is due since.
  return { within: 0 };
}

function asPlatform(parts: ChangesParts): Call {
  const served = parts.served();
  return systemCall(served, parts.now(served.orgs.root));
}

/** Those whose moment comes until then, the earliest first. */
async function setsUntil(
  parts: ChangesParts,
  until: string,
  limit: number,
): Promise<readonly { readonly id: string; readonly scheduledAt: string }[]> {
  const call = setsCall(asPlatform(parts));
  const { items } = await parts.store.list(call, formOfSets(call), {
    view: 'manage',
    filter: {
      all: [
        { fact: 'state', operator: 'equal', value: 'scheduled' },
        { fact: 'scheduledAt', operator: 'lessThanOrEqual', value: until },
      ],
    },
    sort: ['scheduledAt'],
    fields: ['scheduledAt'],
    limit,
  });
  return items.map(({ id, scheduledAt }) => ({ id, scheduledAt: String(scheduledAt) }));
}

async function dueSets(parts: ChangesParts): Promise<readonly ChangeSet[]> {
  const call = setsCall(asPlatform(parts));
  const items = await setsUntil(parts, call.now.instant, atOnce);
  return Promise.all(
    items.map(async ({ id }) => changeSetOf(await parts.store.read(call, formOfSets(call), id, 'manage'))),
  );
}

/** Answers whom to wait for, where definitions came with it. */
async function publishDue(
  parts: ChangesParts,
  fence: Fence,
  set: ChangeSet,
): Promise<AwaitNodes | undefined> {
  const call: Call = { ...asPlatform(parts), fence };
  const { instant: at } = call.now;
  if (set.notAfter !== null && set.notAfter < at) {
    await leave(parts, call, set, 'miss', { code: 'schedule-missed', at });
    return undefined;
  }
  const by = set.proposed;
  const rights = by && (await parts.rightsOf(by.id));
  if (!rights) {
    await leave(parts, call, set, 'fail', { code: noLonger, at });
    return undefined;
  }
  const { approved: _approved, ...plain } = call;
  const asAuthor: Call = { ...plain, rights, user: { id: by.id, number: by.name, name: by.name } };
  try {
    return (await publishSet(parts, asAuthor, set)).nodes;
  } catch (error) {
    // A fault of the server is tried again.
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    await leave(parts, call, set, 'fail', { code: error.code, params: { ...error.params }, at });
    return undefined;
  }
}

/** Tells in the set itself why it was not published: whoever made or approved it finds it among what waits for him. */
async function leave(
  parts: ChangesParts,
  call: Call,
  set: ChangeSet,
  step: Extract<Step, 'fail' | 'miss'>,
  failure: Failure,
): Promise<void> {
  await saveSet(parts, { ...call, served: parts.served() }, set, {
    ...stepped(set, step),
    failure,
    scheduledAt: null,
    notAfter: null,
  });
}
