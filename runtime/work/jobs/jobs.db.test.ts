import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { sentence } from '../../common/messages/index.ts';
import { Refusal, refusal } from '../../common/refusal.ts';
import { createLog } from '../../config/log.ts';
import { openWorld, type World } from '../sheets/world.suite.ts';
import { createJobs, type JobParts, type Jobs } from './create-jobs.ts';
import type { Running, Work } from './job.ts';
import { jobName } from './name-of-job.ts';

const work = (run: Work['run']): Work => ({
  kind: 'other',
  name: { zh: '试', en: 'Try' },
  details: { asked: 1 },
  run,
});

describeOnDatabases('a job', (database) => {
  let world: World;
  const lines: string[] = [];
  beforeAll(async () => {
    world = await openWorld(database.url);
  });
  afterAll(() => world.close());

  const jobsOf = (parts: Partial<JobParts> = {}): Jobs => {
    const { store, database: own, systemCall } = world.tenant;
    const log = createLog('error', { write: (line) => void lines.push(line) });
    return createJobs({ store, database: own, log, systemCall, pace: 0, ...parts });
  };
  /** As the administrator: the platform itself is no user. */
  const caller = async () => {
    const [admin] = await world.all('user');
    return { ...world.call('en'), user: { id: String(admin?.['id']), number: 'admin', name: 'Admin' } };
  };
  const read = async (id: string, language = 'en'): Promise<JsonObject> => {
    const answer = await world.ask('GET', `/api/jobs/${id}`, { headers: { 'accept-language': language } });
    return (await answer.json()) as JsonObject;
  };

  it('is answered at once, tells how far it is, and leaves a file that every node can answer', async () => {
    const jobs = jobsOf();
    const bytes = Uint8Array.from({ length: 1_300_000 }, (_, at) => at % 251);
    const { id, status } = await jobs.start(
      await caller(),
      work(async (job) => {
        await job.report({ total: 4, done: 1, counts: { created: 1 } });
        return {
          counts: { created: 4 },
          message: { zh: '好了', en: 'well' },
          details: { more: 2 },
          file: { name: '结果.bin', type: 'x/y', bytes },
        };
      }),
    );
    expect(status).toBe('waiting');
    await jobs.idle();
    expect(await read(id)).toMatchObject({
      status: 'done',
      progress: '1',
      total: 4,
      created: 4,
      message: 'well',
      details: { asked: 1, more: 2, file: { name: '结果.bin', type: 'x/y' } },
    });
    const answer = await world.ask('GET', `/api/jobs/${id}/file`);
    expect(answer.headers.get('content-type')).toBe('x/y');
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  });

  it('is listed with others of its status alone, and refuses a status there is not', async () => {
    const jobs = jobsOf();
    const failing = await jobs.start(
      await caller(),
      work(() => Promise.reject(new Error('no'))),
    );
    await jobs.start(
      await caller(),
      work(() => Promise.resolve({})),
    );
    await jobs.idle();
    const list = async (query: string) => {
      const answer = await world.ask('GET', `/api/jobs?${query}`);
      return (await answer.json()) as { items: { id: string; status: string }[]; errors: JsonObject[] };
    };
    const { items } = await list('status=failed&limit=500');
    expect(items.map(({ id }) => id)).toContain(failing.id);
    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['failed']));
    const ended = await list('status=failed,done&limit=500');
    expect(new Set(ended.items.map(({ status }) => status))).toEqual(new Set(['failed', 'done']));
    expect((await list('status=lost')).errors).toMatchObject([{ path: '/status', code: 'parameter-choice' }]);
  });

  it.each([
    ['zh', '试', '试失败'],
    ['en', 'Try', 'Try failed'],
  ])(
    'is called in %s by whoever reads that, whatever who began it reads',
    async (language, name, waiting) => {
      const jobs = jobsOf();
      const { id } = await jobs.start(
        await caller(),
        work(() => Promise.reject(new Error('broken'))),
      );
      await jobs.idle();
      const asked = { headers: { 'accept-language': language } };
      const { details, ...job } = await read(id, language);
      expect([job['name'], details]).toEqual([
        name,
        expect.not.objectContaining({ [jobName]: expect.anything() }),
      ]);
      const list = await (await world.ask('GET', '/api/jobs?limit=1', asked)).json();
      expect(list).toMatchObject({ items: [{ id, name }] });
      const inbox = await (await world.ask('GET', '/api/inbox', asked)).json();
      expect(JSON.stringify(inbox)).toContain(`"${waiting}"`);
    },
  );

  it.each([
    ['zh', '读了 1 条', '做完了', '不符合'],
    ['en', 'read one', 'all done', 'does not fit'],
  ])(
    'says in %s how far it is, what came of it and why, whatever who began it reads',
    async (language, reading, over, why) => {
      const jobs = jobsOf();
      const gate = Promise.withResolvers<void>();
      const reported = Promise.withResolvers<void>();
      const { id } = await jobs.start(
        await caller(),
        work(async (job) => {
          await job.report({ total: 2, done: 1, message: { zh: '读了 1 条', en: 'read one' } });
          reported.resolve();
          await gate.promise;
          const refused = [{ number: 'A1', reason: { zh: '不符合', en: 'does not fit' } }];
          return { message: { zh: '做完了', en: 'all done' }, details: { refused } };
        }),
      );
      await reported.promise;
      expect(await read(id, language)).toMatchObject({ message: reading, details: { asked: 1 } });
      gate.resolve();
      await jobs.idle();
      const { message, details } = await read(id, language);
      expect([message, details]).toEqual([over, { asked: 1, refused: [{ number: 'A1', reason: why }] }]);
    },
  );

  it.each(['done', 'cancelled'])('says no more how far it was once it is %s', async (status) => {
    const jobs = jobsOf();
    const gate = Promise.withResolvers<void>();
    const reported = Promise.withResolvers<void>();
    const { id } = await jobs.start(
      await caller(),
      work(async (job) => {
        await job.report({ total: 2, done: 1, message: { zh: '读了 1 条', en: 'read one' } });
        reported.resolve();
        await gate.promise;
        return {};
      }),
    );
    await reported.promise;
    if (status === 'cancelled') await world.ask('POST', `/api/jobs/${id}/cancel`);
    gate.resolve();
    await jobs.idle();
    for (const language of ['zh', 'en'])
      expect(await read(id, language)).toMatchObject({ status, message: null });
  });

  it('streams its progress until it is over', async () => {
    const jobs = jobsOf();
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { id } = await jobs.start(
      await caller(),
      work(async (job) => {
        await gate;
        await job.report({ total: 2, done: 1 });
        return {};
      }),
    );
    const events = (await world.ask('GET', `/api/jobs/${id}/events`)).text();
    go();
    const found = [...(await events).matchAll(/event: (\w+)\ndata: (.*)\n/g)].map(([, event, data]) => [
      event,
      (JSON.parse(data ?? '{}') as JsonObject)['status'],
    ]);
    expect(found.at(-1)).toEqual(['end', 'done']);
    expect(found[0]?.[0]).toBe('progress');
  });

  it.each<[string, unknown, string, RegExp]>([
    ['what somebody did wrong is said', refusal('sheet-damaged', 422)(), 'sheet-damaged', /damaged/],
    ['what broke is not told to users', new Error('secret of the house'), 'job-failed', /administrator/],
  ])('fails with a sentence: %s', async (_, error, code, message) => {
    const jobs = jobsOf();
    const { id } = await jobs.start(
      await caller(),
      work(() => Promise.reject(error)),
    );
    await jobs.idle();
    const job = await read(id);
    expect(job).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(message),
      details: { problem: { code } },
    });
    expect(JSON.stringify(job)).not.toMatch(/secret of the house/);
    expect(lines.some((line) => line.includes('secret of the house'))).toBe(code === 'job-failed');
    expect((await world.ask('GET', `/api/jobs/${id}/file`)).status).not.toBe(200);
  });

  it('ends soon after it was cancelled, by its owner or an administrator alone', async () => {
    // Each note of progress is a write that a cancel has to come before.
    const jobs = jobsOf({ pace: 50 });
    let steps = 0;
    const endless = async (job: Running): Promise<never> => {
      for (;;) {
        await job.report({ total: 1_000_000, done: ++steps });
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const { id } = await jobs.start(await caller(), work(endless));
    const stranger = await world.user('stranger', 'root', ['read']);
    const refused = await world.ask('POST', `/api/jobs/${id}/cancel`, { as: stranger });
    expect(refused.status).toBe(404);
    await expect(
      jobs.cancel(
        { ...(await caller()), user: { id: '00000000-0000-7000-8000-000000000001', number: 'x', name: 'x' } },
        id,
      ),
    ).rejects.toThrow(Refusal);
    const answer = await world.ask('POST', `/api/jobs/${id}/cancel`);
    expect([answer.status, ((await answer.json()) as JsonObject)['status']]).toEqual([200, 'cancelled']);
    await jobs.idle();
    expect([(await read(id))['status'], steps > 0]).toEqual(['cancelled', true]);
    expect(((await (await world.ask('POST', `/api/jobs/${id}/cancel`)).json()) as JsonObject)['status']).toBe(
      'cancelled',
    );
  });

  it('whose node is gone is marked as failed; one that is worked on is not', async () => {
    const jobs = jobsOf({ patience: 200 });
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { id: living } = await jobs.start(
      await caller(),
      work(() => gate.then(() => ({}))),
    );
    const dead = await world.create('job', {
      kind: 'import',
      name: 'of a node that died',
      status: 'running',
    });
    const begun = await world.create('job', { kind: 'import', name: 'just begun', status: 'waiting' });
    await jobs.sweep();
    expect((await read(begun.id))['status']).toBe('waiting');
    const gone = { kind: 'other', name: 'that another goes on with', status: 'running' };
    const continued = await world.create('job', { ...gone, details: { $goesOn: true } });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await jobs.sweep();
    expect((await read(living))['status']).toBe('running');
    expect(await read(continued.id)).toMatchObject({ status: 'cancelled', details: {} });
    expect((await read(begun.id))['status']).toBe('failed');
    expect(await read(dead.id)).toMatchObject({
      status: 'failed',
      message: expect.stringMatching(/server/),
      details: { problem: { code: 'job-abandoned' } },
    });
    const answer = await world.ask('GET', '/api/jobs?limit=500', { headers: { 'accept-language': 'zh' } });
    const { items } = (await answer.json()) as { items: JsonObject[] };
    expect(items.find(({ id }) => id === dead.id)?.['message']).toBe((await read(dead.id, 'zh'))['message']);
    expect((await read(dead.id, 'zh'))['message']).toMatch(/节点/);
    go();
    await jobs.idle();
    expect((await read(living))['status']).toBe('done');
  });

  it('has a result as long as it keeps, and no longer', async () => {
    const jobs = jobsOf({ keeps: 300 });
    const file = { name: 'a', type: 'x/y', bytes: new Uint8Array([1]) };
    const { id } = await jobs.start(
      await caller(),
      work(async () => ({ file })),
    );
    await jobs.idle();
    await jobs.sweep();
    expect((await world.ask('GET', `/api/jobs/${id}/file`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 400));
    await jobs.sweep();
    expect((await world.ask('GET', `/api/jobs/${id}/file`)).status).not.toBe(200);
  });

  it.each([
    ['says so', undefined, { status: 'failed', details: { problem: { code: 'job-stopped' } } }],
    ['has not failed where another goes on with it', true, { status: 'cancelled', details: {} }],
  ] as const)('that a stopping server cannot finish %s', async (_, goesOn, expected) => {
    const jobs = jobsOf();
    const endless = work(async (job) => {
      for (;;) {
        await job.report({ total: 1, done: 0 });
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    const { id } = await jobs.start(await caller(), { ...endless, ...(goesOn && { goesOn }) });
    await jobs.stop();
    const message = sentence(goesOn ? 'job-goes-on' : 'job-stopped', {}, 'en', new Map());
    expect(await read(id)).toMatchObject({ ...expected, message });
    const problem = ((await read(id))['details'] as JsonObject)['problem'];
    expect(problem === undefined).toBe(goesOn === true);
  });
});
