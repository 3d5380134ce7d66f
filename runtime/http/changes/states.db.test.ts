import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type ChangeSetBody, codes, type Office, openOffice, put } from './office.suite.ts';

const verbs = [
  'edit',
  'discard',
  'propose',
  'withdraw',
  'approve',
  'reject',
  'publish',
  'schedule',
  'rebase',
  'rollback',
] as const;
type Verb = (typeof verbs)[number];

/** The state after each verb where a set needs approval, or why not. A verb that is missing cannot be done there. */
const table: Readonly<Record<string, Readonly<Partial<Record<Verb, string>>>>> = {
  draft: {
    edit: 'draft',
    discard: 'discarded',
    propose: 'waiting',
    rebase: 'draft',
    publish: 'approval-needed 409',
    schedule: 'approval-needed 409',
  },
  waiting: {
    edit: 'draft',
    discard: 'discarded',
    withdraw: 'draft',
    rebase: 'waiting',
    approve: 'approved',
    reject: 'rejected',
    publish: 'approval-needed 409',
    schedule: 'approval-needed 409',
  },
  approved: {
    edit: 'draft',
    discard: 'discarded',
    withdraw: 'draft',
    rebase: 'approved',
    publish: 'published',
    schedule: 'scheduled',
  },
  scheduled: {
    edit: 'draft',
    withdraw: 'draft',
    rebase: 'scheduled',
    publish: 'changeset-scheduled 409',
  },
  published: { rollback: 'draft' },
  rejected: { edit: 'draft', discard: 'discarded', propose: 'waiting', rebase: 'rejected' },
  discarded: {},
  // A set that failed for a conflict starts from what stands now.
  failed: { edit: 'draft', discard: 'discarded', propose: 'waiting', withdraw: 'draft', rebase: 'draft' },
};

describeOnDatabases('what can be done to a change set', (under) => {
  let office: Office;
  let ahead = 0;
  const hour = 3_600_000;
  const after = (hours: number) => new Date(Date.now() + ahead + hours * hour).toISOString();
  const failed: ChangeSetBody[] = [];
  let made = 0;

  const bodies: Readonly<Partial<Record<Verb, () => JsonObject>>> = {
    edit: () => ({ name: 'again' }),
    reject: () => ({ reason: 'not now' }),
    schedule: () => ({ at: after(500) }),
  };
  const by = (verb: Verb) => (verb === 'approve' || verb === 'reject' ? 'boss' : 'author');
  const step = (set: ChangeSetBody, verb: Verb, body = bodies[verb]?.()) =>
    office.sets.step(by(verb), set, verb, body);
  async function walked(set: ChangeSetBody, ...steps: readonly Verb[]): Promise<ChangeSetBody> {
    let now = set;
    for (const verb of steps) now = (await step(now, verb)).body as ChangeSetBody;
    return now;
  }
  const draft = () => {
    made += 1;
    const place = put('paper.size', 'CITY', made, { validFrom: day(made), validTo: day(made) });
    return office.sets.make('author', { items: [place] });
  };
  const reach: Readonly<Record<string, () => Promise<ChangeSetBody>>> = {
    draft,
    waiting: async () => walked(await draft(), 'propose'),
    approved: async () => walked(await draft(), 'propose', 'approve'),
    scheduled: async () => walked(await draft(), 'propose', 'approve', 'schedule'),
    published: async () => walked(await draft(), 'propose', 'approve', 'publish'),
    rejected: async () => walked(await draft(), 'propose', 'reject'),
    discarded: async () => walked(await draft(), 'discard'),
    failed: async () => {
      const one = failed.pop();
      if (!one) throw new Error('there are as many as verbs');
      return one;
    },
  };

  beforeAll(async () => {
    office = await openOffice(under.url, { clock: () => Date.now() + ahead });
    await office.hire('author', [
      ['*', 'read'],
      ['*', 'write'],
    ]);
    await office.hire('boss', [['paper', 'approve']]);
    await office.settings({ approvalTypes: [{ type: 'paper' }] });
    // Of several for one place the first is published, and all others meet a conflict.
    const item = put('paper.lines', 'NORTH', 1);
    const due: ChangeSetBody[] = [];
    for (let at = 0; at <= verbs.length; at++) {
      const set = await office.sets.make('author', { items: [item] });
      const approved = await walked(set, 'propose', 'approve');
      due.push((await step(approved, 'schedule', { at: after(1) })).body as ChangeSetBody);
    }
    ahead += 2 * hour;
    const states = async () => {
      const now = await Promise.all(due.map((set) => office.sets.read('author', set)));
      failed.splice(0, failed.length, ...now.filter(({ state }) => state === 'failed'));
      return failed.length;
    };
    await vi.waitFor(async () => expect(await states()).toBe(verbs.length), {
      timeout: 30_000,
      interval: 200,
    });
  }, 120_000);
  afterAll(() => office.close());

  it('is a verb of this table', () => {
    const paths = office.node.node.app.routes.filter(
      ({ method, path }) => method !== 'GET' && path.startsWith('/api/changesets/:id'),
    );
    const known = paths.map(({ method, path }) => {
      if (path.endsWith(':id')) return method === 'PATCH' ? 'edit' : 'discard';
      return path.split('/').at(-1);
    });
    // A preview only asks.
    expect([...new Set(known)].sort()).toEqual([...verbs, 'preview'].sort());
  });

  it.each(
    Object.entries(table).flatMap(([state, can]) => verbs.map((verb) => [state, verb, can[verb]] as const)),
  )('that is %s: %s', async (state, verb, becomes) => {
    const set = await reach[state]?.();
    if (!set) throw new Error('no such state');
    expect(set.state).toBe(state);
    const { may } = await office.sets.read(by(verb), set);
    const said = await step(set, verb);
    const isDone = becomes !== undefined && !becomes.endsWith('409');
    const refusal = verb === 'rollback' ? 'nothing-to-undo 409' : 'changeset-state 409';
    const codeOf = isDone ? `${becomes} ${verb === 'rollback' ? 201 : 200}` : (becomes ?? refusal);
    expect(codes(said)).toBe(codeOf);
    const now = await office.sets.read('author', set);
    if (!isDone) expect([now.state, now.revision]).toEqual([state, set.revision]);
    // The answer tells every verb that may be done: also one that asks for a word more.
    if (verb in may) expect([verb, may[verb]]).toEqual([verb, isDone || codeOf.includes('scheduled')]);
  });

  it('that is scheduled is published before its moment by who says so', async () => {
    const set = await reach['scheduled']?.();
    if (!set) throw new Error('no such state');
    const refused = await office.sets.step('author', set, 'publish', {});
    expect([codes(refused), refused.body['detail']]).toEqual([
      'changeset-scheduled 409',
      expect.stringContaining(String(set['scheduledAt'])),
    ]);
    expect(codes(await office.sets.step('author', set, 'publish', { now: false }))).toBe(
      'changeset-scheduled 409',
    );
    expect(codes(await office.sets.step('author', set, 'publish', { now: true }))).toBe('published 200');
  });

  it('that is published is nothing, whatever is in it', async () => {
    const settings = { approvalTypes: [] };
    await office.settings(settings);
    const made = await office.sets.make('admin', {
      items: [{ action: 'create', form: 'pen', body: { number: 'X1' }, org: 'root' }],
    });
    const set = (await office.sets.step('admin', made, 'publish')).body as ChangeSetBody;
    for (const verb of verbs.filter((one) => one !== 'rollback'))
      expect([verb, codes(await office.sets.step('admin', set, verb, bodies[verb]?.()))]).toEqual([
        verb,
        'changeset-state 409',
      ]);
    expect((await office.sets.read('admin', set)).revision).toBe(set.revision);
  });
});

function day(at: number): string {
  return new Date(Date.UTC(2030, 0, 1 + at)).toISOString().slice(0, 10);
}
