import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../metadata/common/json.ts';
import { describeOnDatabases } from '../../workshop/services/databases.ts';
import { signInAs } from '../access/auth/signed-in.suite.ts';
import { createJobs } from '../work/jobs/create-jobs.ts';
import type { Outcome } from '../work/jobs/job.ts';
import { openTestNode, type TestNode } from './test-node.suite.ts';

const path = (form: string, id = '') => `/api/forms/${form}/records${id && `/${id}`}`;
const tag = (record: JsonObject) => ({ 'if-match': `"${String(record['revision'])}"` });

describeOnDatabases('work that somebody started', (database) => {
  let node: TestNode;
  let count = 0;
  beforeAll(async () => {
    node = await openTestNode(database.url);
  }, 60_000);
  afterAll(() => node.close());

  /** Somebody with a role of his own. */
  async function starter() {
    const name = `starter${++count}`;
    const organisation = { id: node.tenant.served().orgs.root };
    const grants = [{ form: 'organisation', actions: ['read', 'export'], scope: 'all' }];
    const role = (await node.ask('POST', path('role'), { number: name, name, grants })).body;
    const roles = [{ role: { id: String(role['id']) }, organisation }];
    const user = (await node.ask('POST', path('user'), { number: name, name, organisation, roles })).body;
    return { role, user };
  }
  type Starter = Awaited<ReturnType<typeof starter>>;
  const act = (form: string, record: JsonObject, action: string) =>
    node.ask('POST', `${path(form, String(record['id']))}/actions/${action}`, {}, tag(record));
  const change = (form: string, record: JsonObject, body: JsonObject) =>
    node.ask('PATCH', path(form, String(record['id'])), body, tag(record));

  /** Work that waits for something to happen, then tells how far it is or ends with a file. */
  async function run({ user }: Starter, meanwhile: () => Promise<unknown>, ends: 'telling' | 'with a file') {
    const { store, database: rows, systemCall } = node.tenant;
    const { log } = node.node.host;
    const jobs = createJobs({
      store,
      database: rows,
      log,
      systemCall,
      pace: 0,
      rightsMark: node.node.gate.rightsMark,
    });
    const call = { ...systemCall(), user: { id: String(user['id']), number: 'x', name: 'x' } };
    const file: Outcome = { file: { name: 'x', type: 'text/plain', bytes: new Uint8Array(3) } };
    const { id } = await jobs.start(call, {
      kind: 'export',
      name: { zh: '工作', en: 'work' },
      details: {},
      async run(job) {
        await job.report({ total: 3, done: 1 });
        await meanwhile();
        await sleep(10);
        if (ends === 'telling') await job.report({ total: 3, done: 2 });
        return ends === 'telling' ? {} : file;
      },
    });
    await jobs.idle();
    return (await node.ask('GET', `/api/jobs/${id}`)).body;
  }

  const changes: readonly (readonly [string, string, (who: Starter) => Promise<unknown>])[] = [
    ['goes on while nothing changes', 'done', async () => {}],
    [
      'goes on when the starter’s name changes',
      'done',
      ({ user }) => change('user', user, { name: 'Renamed' }),
    ],
    ['ends when the starter is disabled', 'failed', ({ user }) => act('user', user, 'disable')],
    [
      'ends when the starter’s role is taken away',
      'failed',
      ({ user }) => node.ask('PUT', path('user', String(user['id'])), { ...user, roles: [] }, tag(user)),
    ],
    [
      'ends when the records are others that the starter is limited to',
      'failed',
      ({ user }) =>
        change('user', user, {
          limits: [{ form: 'organisation', recordId: node.tenant.served().orgs.root }],
        }),
    ],
    ['ends when the role is disabled', 'failed', ({ role }) => act('role', role, 'disable')],
    [
      'ends when the role gives less',
      'failed',
      ({ role }) => {
        const [grant] = role['grants'] as unknown as JsonObject[];
        return change('role', role, { grants: [{ id: grant?.['id'] ?? '', scope: 'own' }] });
      },
    ],
  ];
  it.each(changes)('%s', async (_what, status, meanwhile) => {
    for (const ends of ['telling', 'with a file'] as const) {
      const who = await starter();
      const job = await run(who, () => meanwhile(who), ends);
      const problem = (job['details'] as JsonObject)['problem'] as JsonObject | undefined;
      expect([ends, job['status'], problem?.['code']]).toEqual([
        ends,
        status,
        status === 'failed' ? 'job-rights-changed' : undefined,
      ]);
    }
  });

  it.each(changes)('its result afterwards: %s', async (_what, status, happens) => {
    const { store, database: rows, systemCall } = node.tenant;
    const { rightsMark } = node.node.gate;
    const jobs = createJobs({ store, database: rows, log: node.node.host.log, systemCall, rightsMark });
    const who = await starter();
    const [id, number] = [String(who.user['id']), String(who.user['number'])];
    await node.node.gate.setPassword({ id, number }, 'a long enough word 7');
    const about = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, number, 'a long enough word 7', about);
    const file = { name: 'x', type: 'text/plain', bytes: new Uint8Array(3) };
    const work = {
      kind: 'export',
      name: { zh: '工作', en: 'work' },
      details: {},
      run: async () => ({ file }),
    } as const;
    const { id: job } = await jobs.start({ ...systemCall(), user: { id, number, name: number } }, work);
    await jobs.idle();
    const answered = (headers = {}) => node.raw('GET', `/api/jobs/${job}/file`, undefined, headers);
    const download = async (headers = {}) => (await answered(headers)).status;
    const own = { authorization: `Bearer ${token}` };
    expect(await download(own)).toBe(200);
    await happens(who);
    // Who was disabled is not signed in any more.
    const refused = (await node.raw('GET', '/api/session', undefined, own)).status === 401 ? 401 : 403;
    const later = await answered(own);
    expect(later.status).toBe(status === 'failed' ? refused : 200);
    if (later.status === 403) expect(await later.json()).toMatchObject({ code: 'job-file-rights-changed' });
    expect(await download(), 'an administrator').toBe(200);
  });

  it('names the records that were refused to whoever reads all of their form, whoever it was done for', async () => {
    const { store, database: rows, systemCall } = node.tenant;
    const jobs = createJobs({ store, database: rows, log: node.node.host.log, systemCall });
    const { user } = await starter();
    const [id, number] = [String(user['id']), String(user['number'])];
    await node.node.gate.setPassword({ id, number }, 'a long enough word 7');
    const about = { address: '::1', agent: null, requestId: 't' };
    const { token } = await signInAs(node.node.gate, number, 'a long enough word 7', about);
    const refused = [
      { form: 'organisation', number: 'O1', reason: 'no' },
      { form: 'role', number: 'R1', reason: 'no' },
      { form: 'gone', number: 'G1', reason: 'no' },
    ];
    const work = {
      kind: 'other',
      name: { zh: '填写', en: 'filling' },
      details: {},
      run: async () => ({ details: { refused } }),
    } as const;
    const started = await jobs.start({ ...systemCall(), user: { id, number, name: number } }, work);
    await jobs.idle();
    const one = `/api/jobs/${started.id}`;
    const numbers = ({ details }: JsonObject) =>
      ((details as JsonObject)['refused'] as JsonObject[]).map(({ number: said }) => said);
    const own = { authorization: `Bearer ${token}` };
    expect(numbers((await node.ask('GET', one)).body)).toEqual(['O1', 'R1', 'G1']);
    expect(numbers((await node.ask('GET', one, undefined, own)).body)).toEqual(['O1']);
    const { items } = (await node.ask('GET', '/api/jobs', undefined, own)).body;
    expect((items as JsonObject[]).map(numbers)).toEqual([['O1']]);
    const events = await node.raw('GET', `${one}/events`, undefined, own);
    expect(await events.text()).toMatch(/"O1"/);
    expect(await (await node.raw('GET', `${one}/events`, undefined, own)).text()).not.toMatch(/"R1"/);
  });
});
