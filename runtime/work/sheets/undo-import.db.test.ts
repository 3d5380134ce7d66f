import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { modelMoved } from '../../storage/store/record/refusals.ts';
import { Cancelled } from '../jobs/job.ts';
import { undoingImport } from './undo-import.ts';
import { openWorld, type World } from './world.suite.ts';

describeOnDatabases('an import that is undone', (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database.url);
  });
  afterAll(() => world.close());

  const csv = (...rows: readonly string[]) => new TextEncoder().encode([...rows, ''].join('\n'));
  const one = async (form: string, number: string) =>
    (await world.all(form)).find((record) => record['number'] === number);
  const detailsOf = (job: JsonObject) => (job['details'] ?? {}) as JsonObject;
  const read = async (path: string) => (await (await world.ask('GET', path)).json()) as JsonObject;
  const again = ({ id }: JsonObject) => read(`/api/jobs/${String(id)}`);
  const whole = async (number: string) =>
    read(`/api/forms/tax-device/records/${(await one('tax-device', number))?.id}`);
  const enabled = async (number: string) => (await whole(number))['enabled'];
  const sharing = async (number: string) => (await whole(number))['sharing'];
  const write = (method: string, path: string, body: JsonObject, revision?: number) =>
    world.ask(method, path, {
      body: new TextEncoder().encode(JSON.stringify(body)),
      headers: {
        'content-type': 'application/json',
        ...(revision !== undefined && { 'if-match': `"${revision}"` }),
      },
    });
  const change = async (form: string, number: string, body: JsonObject) => {
    const record = await one(form, number);
    const path = `/api/forms/${form}/records/${record?.id}`;
    expect((await write('PATCH', path, body, record?.revision)).status).toBe(200);
  };

  it('leaves records as they were before: new ones go, changed ones are as they were, enabled ones too', async () => {
    await world.create('tax-device', { number: 'U1', name: 'before', remark: 'kept' });
    await world.create('tax-device', { number: 'U2', name: 'enabled' });
    const rows = csv('number,name,enabled,sharing', 'U1,after,yes,global', 'U2,enabled,no,', 'U3,new,yes,');
    const job = await world.import('tax-device', rows);
    expect(job).toMatchObject({ created: 1, updated: 2 });
    expect([await enabled('U2'), await sharing('U1')]).toEqual([false, 'global']);
    const { items } = (await read('/api/jobs?limit=1')) as { items: readonly JsonObject[] };
    expect([items[0]?.['id'], detailsOf(items[0] ?? {})['undoable']]).toEqual([job['id'], 3]);

    const undo = await world.undo(job);
    expect(undo).toMatchObject({
      status: 'done',
      name: 'Undo of the import of tax devices',
      message: '0 made again, 2 set back, 1 deleted',
      updated: 3,
      details: { undoes: job['id'], problems: [] },
    });
    expect(await one('tax-device', 'U1')).toMatchObject({ name: 'before', remark: 'kept' });
    expect(await sharing('U1')).toBe('private');
    expect(await enabled('U2')).toBe(true);
    expect(await one('tax-device', 'U3')).toBeUndefined();
    const { changes, undone } = detailsOf(await again(job));
    expect([changes, undone]).toEqual([undefined, undo['id']]);
    expect(await world.undo(job)).toMatchObject({ status: 409, code: 'job-not-undone' });
    const { items: trail } = (await read('/api/audit?action=job-undone&limit=1')) as {
      items: readonly JsonObject[];
    };
    expect(trail[0]?.['target']).toBe('Import of tax devices');
  });

  it('keeps what somebody wrote since, says which and why, and forgets the others', async () => {
    const job = await world.import('tax-device', csv('number,name', 'K1,new', 'K2,new'));
    await change('tax-device', 'K2', { name: 'somebody’s' });
    const kept = await one('tax-device', 'K2');
    const undo = await world.undo(job);
    expect(undo).toMatchObject({
      status: 'done',
      failed: 1,
      message: '0 made again, 0 set back, 1 deleted; 1 refused',
    });
    expect(detailsOf(undo)['problems']).toEqual([
      {
        record: kept?.id,
        does: 'later',
        number: 'K2',
        name: 'somebody’s',
        code: 'conflict',
        message: 'It was changed since, so it stays as it is',
      },
    ]);
    expect(await one('tax-device', 'K1')).toBeUndefined();
    expect((await one('tax-device', 'K2'))?.['name']).toBe('somebody’s');
    expect(detailsOf(await again(job))['changes']).toEqual([expect.objectContaining({ record: kept?.id })]);
  });

  it('takes records back that name one another, and those in use once they are not', async () => {
    const top = (await world.all('organisation')).find(({ parent }) => !parent);
    const rows = csv('number,name,parent', `P1,one,${String(top?.['number'])}`, 'P2,two,P1', 'P3,three,P2');
    const job = await world.import('organisation', rows);
    expect(job).toMatchObject({ created: 3 });
    const user = await world.create('organisation', {
      number: 'P4',
      name: 'four',
      parent: { id: (await one('organisation', 'P2'))?.id ?? '' },
    });
    expect(await world.undo(job)).toMatchObject({ failed: 2, details: { deleted: 1 } });
    expect(await one('organisation', 'P3')).toBeUndefined();
    const path = `/api/forms/organisation/records/${user.id}`;
    expect((await write('DELETE', path, {}, user.revision)).status).toBe(204);
    expect(await world.undo(job)).toMatchObject({ failed: 0, details: { deleted: 2 } });
    expect(await one('organisation', 'P1')).toBeUndefined();
  });

  it('is asked for by whoever imported, with the rights that he has', async () => {
    const top = String((await world.all('organisation')).find(({ parent }) => !parent)?.['number']);
    const [imports, other] = [
      await world.user('undo-one', top, ['read', 'create', 'edit', 'import']),
      await world.user('undo-two', top, ['read', 'create', 'edit', 'delete', 'import']),
    ];
    const job = await world.import('tax-device', csv('number,name', 'R8,new'), '', { as: imports });
    expect(job).toMatchObject({ created: 1 });
    expect(await world.undo(job, { as: other })).toMatchObject({ status: 404, code: 'record-unknown' });
    const refused = await world.undo(job, { as: imports });
    expect([refused['failed'], detailsOf(refused)['problems']]).toEqual([
      1,
      [expect.objectContaining({ number: 'R8', code: 'forbidden' })],
    ]);
    // An administrator may do it for him.
    expect(await world.undo(job)).toMatchObject({ failed: 0, details: { deleted: 1 } });
  });

  it('is one of records that were written: a trial, an export and an undo leave nothing to be undone', async () => {
    const trial = await world.import('tax-device', csv('number,name', 'T1,new'), '?dryRun=true');
    expect(await world.undo(trial)).toMatchObject({ status: 409, code: 'job-not-undone' });
    const job = await world.import('tax-device', csv('number,name', 'T1,new'));
    expect(await world.undo(await world.undo(job))).toMatchObject({ status: 409 });
  });

  it('forgets what it took back before it was cancelled, and the rest can be undone still', async () => {
    const job = await world.import('tax-device', csv('number,name', 'H1,new', 'H2,new', 'H3,new'));
    const { store } = world.tenant;
    const call = world.call();
    const imported = await store.read(call, world.form('job'), String(job['id']), 'manage');
    let heard = 0;
    const report = async () => {
      heard += 1;
      if (heard === 2) throw new Cancelled();
    };
    const undoing = undoingImport(store, call, imported).run({ id: 'cancelled', report });
    await expect(undoing).rejects.toThrow(Cancelled);
    const { changes, undone } = detailsOf(await again(job));
    expect([changes, undone]).toEqual([[expect.objectContaining({ before: null })], 'cancelled']);
    expect(await world.undo(job)).toMatchObject({ failed: 0, details: { deleted: 1 } });
  });

  it('keeps what a publish came between, as anything that is refused', async () => {
    const job = await world.import('tax-device', csv('number,name', 'M1,new', 'M2,new'));
    const { store } = world.tenant;
    const call = world.call();
    const imported = await store.read(call, world.form('job'), String(job['id']), 'manage');
    let writes = 0;
    const overtaken: typeof store = {
      ...store,
      together: (...asked) => {
        writes += 1;
        return writes === 1 ? Promise.reject(modelMoved()) : store.together(...asked);
      },
    };
    const outcome = await undoingImport(overtaken, call, imported).run({
      id: 'overtaken',
      report: async () => {},
    });
    // It is tried once more as long as others are taken back.
    expect([outcome.counts, writes]).toEqual([{ created: 0, updated: 2, failed: 0 }, 3]);
  });

  it('is one however often it is sent, and in the name of the organisation that it was for', async () => {
    const top = (await world.all('organisation')).find(({ parent }) => !parent);
    await world.create('organisation', { number: 'N1', name: 'N1', parent: { id: top?.id ?? '' } });
    const job = await world.import('tax-device', csv('number,name', 'O1,new'), '?org=N1');
    expect(job).toMatchObject({ created: 1, organisation: { number: 'N1' } });
    const headers = { 'idempotency-key': 'undo-once-0001' };
    const [first, second] = [await world.undo(job, { headers }), await world.undo(job, { headers })];
    expect(first).toMatchObject({ failed: 0, details: { deleted: 1 } });
    expect(second['id']).toBe(first['id']);
  });
});
