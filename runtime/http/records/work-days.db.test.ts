import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { UsedCalendar } from '../../../metadata/work-calendar.ts';
import { addDays, dayOfWeek } from '../../../rules/calendar.ts';
import { workDaysOf } from '../../../rules/work-days.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { createLog } from '../../config/log.ts';
import { installedFrom } from '../../model/publish/publisher.ts';
import { createRefills } from '../../model/publish/records/create-refills.ts';
import { openTestNode, type TestNode } from '../../server/test-node.suite.ts';
import { createJobs } from '../../work/jobs/create-jobs.ts';

const label = (name: string) => ({ zh: name, en: name });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  name,
  kind,
  label: label(name),
  ...more,
});
const path = '/api/forms/leave/records';
const calendars = '/api/forms/work-calendar/records';
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const leave = () =>
  installedFrom(
    new Map<string, Json>([
      [
        'package.json',
        {
          name: 'leaves',
          version: '1.0.0',
          peerDependencies: { platform: '*' },
          guiju: { prefix: 'lv', label: label('Leaves') },
        },
      ],
      [
        'forms/leave.json',
        {
          name: 'leave',
          kind: 'document',
          label: label('leave'),
          sharing: { allowed: ['private'], default: 'private' },
          fields: [
            field('number', 'text', { required: true }),
            field('from', 'date'),
            field('to', 'date'),
            field('days', 'formula', { formula: 'workdays(from, to)', scale: 0 }),
            field('due', 'date', { default: { formula: 'addWorkdays(firstOfMonth(from), 5)' } }),
            field('soon', 'date', { default: { formula: 'addWorkdays(firstOfMonth($today), 5)' } }),
          ],
        },
      ],
    ]),
  );

describeOnDatabases('the working days of an organisation', (database) => {
  let node: TestNode;
  const english = { 'accept-language': 'en' };
  const ok = async (method: string, to: string, body?: Json, headers: Record<string, string> = english) => {
    const answer = await node.ask(method, to, body, headers);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body;
  };
  const first = async (to: string) => ((await ok('GET', to))['items'] as JsonObject[])[0] ?? {};
  const made = (number: string, from: string, to: string, org = '') =>
    ok('POST', `${path}${org}`, { number, from, to });
  const tagged = ({ revision }: JsonObject) => ({ ...english, 'if-match': `"${String(revision)}"` });
  const change = async (one: JsonObject, body: JsonObject) =>
    ok('PATCH', `${calendars}/${String(one['id'])}`, body, tagged(one));
  const notes = () => node.tenant.database.all<{ fills: string }>('SELECT fills FROM gj_fill');
  /** As a node has them that looks at once. */
  const recounted = async () => {
    const log = createLog('silent');
    const jobs = createJobs({ ...node.tenant, log });
    const refills = createRefills({ ...node.tenant, jobs, log, clock: Date.now, patience: -1_000 });
    await refills.goOn();
    await refills.idle();
    await jobs.idle();
    expect(await notes()).toEqual([]);
  };
  const daysOf = async (number: string) => (await first(`${path}?view=manage&number=${number}`))['days'];

  beforeAll(async () => {
    node = await openTestNode(database.url, { packages: ['basis'] });
    await node.publish([leave()]);
    for (const number of ['PLANT', 'SHOP'])
      await ok('POST', '/api/forms/organisation/records', { number, name: number, parent: 'root' });
  });
  afterAll(() => node.close());

  it.each([
    ['a year of public holidays has as many as were announced', '2025-01-01', '2025-12-31', '248'],
    ['the next one too', '2026-01-01', '2026-12-31', '248'],
    ['the month of the Spring Festival', '2026-02-01', '2026-02-28', '16'],
    ['a Sunday that is worked', '2026-01-04', '2026-01-04', '1'],
    ['a Thursday that is not', '2026-10-01', '2026-10-01', '0'],
  ])('%s', async (sentence, from, to, days) => {
    expect(await made(sentence, from, to)).toMatchObject({ days });
  });

  it('make defaults, too', async () => {
    // The 1st to 7th are free, the 10th is worked.
    expect(await made('due', '2026-10-20', '2026-10-20')).toMatchObject({ due: '2026-10-13' });
    const { localDate } = await ok('GET', '/api/now');
    const calendar = (await ok('GET', '/api/work-calendar')) as unknown as UsedCalendar;
    const month = `${String(localDate).slice(0, 8)}01`;
    expect(calendar.number).toBe('CN');
    expect(await made('soon', '2026-10-20', '2026-10-20')).toMatchObject({
      soon: workDaysOf(calendar).add(month, 5),
    });
  });

  it('are those of the nearest calendar, and a page counts them as the server does', async () => {
    const exceptions = Array.from({ length: 40 }, (_, at) => ({
      date: addDays('2026-03-01', at * 3),
      day: at % 2 === 0 ? 'free' : 'worked',
    }));
    const body = { number: 'SIX', name: 'Six days', days: week.slice(0, 6), exceptions };
    await ok('POST', `${calendars}?org=PLANT`, body);
    const calendar = (await ok('GET', '/api/work-calendar?org=PLANT')) as unknown as UsedCalendar;
    expect(calendar).toMatchObject({ number: 'SIX', days: week.slice(0, 6) });
    expect(await ok('GET', '/api/work-calendar?org=SHOP')).toMatchObject({ number: 'CN' });
    const slowly = (from: string, to: string) => {
      let count = 0;
      for (let day = from; day <= to; day = addDays(day, 1)) {
        const said = exceptions.find(({ date }) => date === day);
        if (said ? said.day === 'worked' : dayOfWeek(day) < 7) count += 1;
      }
      return count;
    };
    for (const [at, days] of [1, 6, 17, 45, 100].entries()) {
      const [from, to] = [addDays('2026-03-02', at * 5), addDays('2026-03-02', at * 5 + days)];
      const record = await made(`P${at}`, from, to, '?org=PLANT');
      expect(record).toMatchObject({ days: String(slowly(from, to)) });
      expect(String(workDaysOf(calendar).between(from, to))).toBe(record['days']);
    }
    expect(await made('S', '2026-03-02', '2026-03-08', '?org=SHOP')).toMatchObject({ days: '5' });
    await recounted();
  });

  it('are read once for all records of a call', async () => {
    const reads = vi.spyOn(node.tenant.database, 'all');
    const body = (at: number) => ({ number: `many${at}`, from: '2026-03-02', to: '2026-03-08' });
    const items = Array.from({ length: 20 }, (_, at) => ({ op: 'create', body: body(at) }));
    const { items: results } = await ok('POST', '/api/forms/leave/batch', { atomic: false, items });
    const ofCalendars = reads.mock.calls.filter(([sql]) => / AS id, \S+ AS org FROM /.test(sql));
    reads.mockRestore();
    expect((results as JsonObject[]).map(({ status }) => status)).toEqual(items.map(() => 201));
    expect(await daysOf('many19')).toBe('5');
    expect(ofCalendars).toHaveLength(1);
  });

  it('count what is stored anew when a calendar changes, which is told', async () => {
    await made('again', '2026-12-21', '2026-12-31');
    const listed = await first(`${calendars}?number=CN`);
    const china = await ok('GET', `${calendars}/${String(listed['id'])}`);
    const rows = china['exceptions'] as JsonObject[];
    const changed = await change(china, { exceptions: [...rows, { date: '2026-12-24', day: 'free' }] });
    expect(changed['$warnings']).toMatchObject([
      {
        code: 'work-days-recounted',
        message:
          'A background job now recomputes the stored values of leave that are counted by working days',
      },
    ]);
    expect(await notes()).toEqual([{ fills: '["leave/*"]' }]);
    expect(await daysOf('again')).toBe('9');
    await recounted();
    expect(await daysOf('again')).toBe('8');
    expect(await daysOf('P0')).not.toBeNull();
    const renamed = await change(await first(`${calendars}?number=CN`), { name: 'China', remark: null });
    expect(renamed['$warnings'] ?? []).toEqual([]);
    expect(await notes()).toEqual([]);
  });

  it('are others where an organisation comes under another one', async () => {
    await made('moved', '2026-12-24', '2026-12-26', '?org=SHOP');
    expect(await daysOf('moved')).toBe('1');
    const shop = await first('/api/forms/organisation/records?view=manage&number=SHOP');
    await ok(
      'PATCH',
      `/api/forms/organisation/records/${String(shop['id'])}`,
      { parent: 'PLANT' },
      tagged(shop),
    );
    await recounted();
    expect(await daysOf('moved')).toBe('3');
  });

  it('are Monday to Friday where every calendar is switched off or gone', async () => {
    const six = await first(`${calendars}?org=PLANT&view=manage&number=SIX`);
    await ok('DELETE', `${calendars}/${String(six['id'])}?org=PLANT`, undefined, tagged(six));
    await recounted();
    expect(await daysOf('moved')).toBe('1');
    const china = await first(`${calendars}?number=CN`);
    await ok('POST', `${calendars}/${String(china['id'])}/actions/disable`, {}, tagged(china));
    await recounted();
    expect(await daysOf('moved')).toBe('2');
    expect(await ok('GET', '/api/work-calendar')).toEqual({
      number: null,
      days: week.slice(0, 5),
      exceptions: [],
    });
  });

  it('list a date once', async () => {
    const twice = { date: '2026-05-01', day: 'free' };
    const body = { number: 'TWICE', name: 'Twice', exceptions: [twice, { ...twice, day: 'worked' }] };
    expect((await node.ask('POST', calendars, body)).status).toBe(422);
  });
});
