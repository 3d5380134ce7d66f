import { changeSetForm } from '../../metadata/names.ts';
import type { Step } from '../../rules/changes/states.ts';
import type { Call } from '../call/call.ts';
import { systemCall } from '../call/system-call.ts';
import type { Database } from '../database/database.ts';
import type { Fence } from '../database/fence.ts';
import { underLease } from '../database/lease.ts';
import { Refusal } from '../refusal.ts';
import { type ChangeSet, changeSetOf, type Failure, formOfSets, setsCall } from './change-set.ts';
import type { ChangesParts } from './changes-parts.ts';
import { saveSet, stepped } from './keep-set.ts';
import { publishSet } from './publish-set.ts';

export interface SchedulerParts extends ChangesParts {
  readonly database: Database;
  /** Id of this node. */
  readonly node: string;
}

const atOnce = 20;
const noLonger = 'changeset-forbidden';

/**
 * Publishes what is due, one node at a time: also what was missed while no node ran, as long as it may be. What cannot
 * be published is left to people, with why.
 */
export async function publishScheduled(parts: SchedulerParts): Promise<void> {
  const { served } = asPlatform(parts);
  if (served.orgs.root === '' || !served.model.formsById.has(changeSetForm)) return;
  if ((await dueSets(parts)).length === 0) return;
  const { database, node } = parts;
  await underLease(database, { work: 'change-sets', node, ifFree: true }, async ({ fence }) => {
    // Another node may have been at it until now.
    await parts.catchUp();
    for (const set of await dueSets(parts)) await publishDue(parts, fence, set);
  });
}

function asPlatform(parts: ChangesParts): Call {
  const served = parts.served();
  return systemCall(served, parts.now(served.orgs.root));
}

async function dueSets(parts: ChangesParts): Promise<readonly ChangeSet[]> {
  const call = setsCall(asPlatform(parts));
  const { items } = await parts.store.list(call, formOfSets(call), {
    view: 'manage',
    filter: {
      all: [
        { fact: 'state', operator: 'equal', value: 'scheduled' },
        { fact: 'scheduledAt', operator: 'lessThanOrEqual', value: call.now.instant },
      ],
    },
    sort: ['scheduledAt'],
    fields: ['state'],
    limit: atOnce,
  });
  return Promise.all(
    items.map(async ({ id }) => changeSetOf(await parts.store.read(call, formOfSets(call), id, 'manage'))),
  );
}

async function publishDue(parts: ChangesParts, fence: Fence, set: ChangeSet): Promise<void> {
  const call: Call = { ...asPlatform(parts), fence };
  const { instant: at } = call.now;
  if (set.notAfter !== null && set.notAfter < at) {
    await leave(parts, call, set, 'miss', { code: 'schedule-missed', at });
    return;
  }
  const by = set.proposed;
  const rights = by && (await parts.rightsOf(by.id));
  if (!rights) {
    await leave(parts, call, set, 'fail', { code: noLonger, at });
    return;
  }
  const { approved: _approved, ...plain } = call;
  const asAuthor: Call = { ...plain, rights, user: { id: by.id, number: by.name, name: by.name } };
  try {
    await publishSet(parts, asAuthor, set);
  } catch (error) {
    // What is the server's fault is tried again.
    if (!(error instanceof Refusal) || error.status >= 500) throw error;
    await leave(parts, call, set, 'fail', { code: error.code, params: { ...error.params }, at });
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
