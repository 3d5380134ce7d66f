import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { allPages } from '../../../workshop/pages.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { type House, openHouse } from '../house.suite.ts';

const digits = '(select 0 as d union all select 1 union all select 2 union all select 3 union all select 4)';
const tables = ['a', 'b', 'c', 'e', 'f', 'g', 'h'];
const step = 600_000;

describeOnDatabases('the audit trail of a long time', (under) => {
  let house: House;
  let as: string;
  let start: number;
  let end: number;

  /** A hundred and fifty thousand updates, one each ten minutes: three years. */
  beforeAll(async () => {
    house = await openHouse(under.url);
    as = await house.signIn('admin');
    const { database } = house.host;
    const row = await database.first<{ value: number }>('select value from gj_revision');
    const first = Number(row?.value) + 1;
    start = Date.now() + step;
    const count = 2 * 5 ** 7;
    end = start + count * step;
    const number = tables.map((each, at) => `${each}.d * ${5 ** at}`).join(' + ');
    const from = tables.map((each) => `${digits} ${each}`).join(', ');
    const halves = `(select 0 as d union all select ${5 ** 7}) half`;
    await database.run(
      `insert into gj_history (revision, form, record, operation, at)
       select ? + n, 'item', 'r', 'update', ? + n * ${step} from (select ${number} + half.d as n from ${from}, ${halves}) as many`,
      [first, start],
    );
    await database.run('update gj_revision set value = value + ? where id = 1', [count]);
  }, 120_000);
  afterAll(() => house.close());

  const moment = (at: number) => new Date(at).toISOString();
  const answered = async (query: string) => {
    const answer = await house.ask('GET', `/api/audit?${query}`, { as });
    expect(answer.status, answer.text).toBe(200);
    return answer.at('/items') as readonly JsonObject[];
  };

  it('is told between two moments, to the millisecond', async () => {
    const [from, to] = [start + 7_000 * step, start + 7_003 * step];
    const times = async (query: string) => (await answered(query)).map(({ at }) => Date.parse(String(at)));
    expect(await times(`from=${moment(from)}&to=${moment(to)}`)).toEqual([to - step, from + step, from]);
    expect(await times(`from=${moment(from + 1)}&to=${moment(to + 1)}&form=item`)).toEqual([
      to,
      to - step,
      from + step,
    ]);
    expect(await times(`from=${moment(end)}`)).toEqual([]);
    expect(await times(`from=${moment(end - step)}`)).toEqual([end - step]);
    expect(await times(`form=item&to=${moment(start)}`)).toEqual([]);
    expect(await times(`form=item&to=${moment(start + 1)}`)).toEqual([start]);
  });

  it('is looked through bit by bit, and tells how far that went', async () => {
    const { database } = house.host;
    const at = start + 20_000 * step;
    await database.run('update gj_history set reason = ? where at = ?', ['Windmühle, alt', at]);
    const look = async (query: string) => {
      const path = `/api/audit?q=${encodeURIComponent('ALT windmühle')}${query}`;
      const { json } = await house.ask('GET', path, { as });
      return json as JsonObject & { items: readonly JsonObject[]; next: string | null };
    };
    const reached = [end];
    const found = await allPages<JsonObject, string>(async (cursor) => {
      const { items, next, searchedTo } = await look(cursor === undefined ? '' : `&cursor=${cursor}`);
      expect(typeof searchedTo, 'nothing is said of what was not cut').toBe(next ? 'string' : 'undefined');
      if (next) reached.push(Date.parse(String(searchedTo)));
      return { items, next };
    });
    expect(found).toMatchObject([{ reason: 'Windmühle, alt', at: moment(at) }]);
    expect(reached).toEqual([...reached].sort((one, other) => other - one));
    // Entries outside the time that is asked for are not looked through.
    const [from, to] = [moment(at - step), moment(at + step)];
    expect(await look(`&from=${from}&to=${to}`)).toMatchObject({ items: [{ at: moment(at) }], next: null });
    expect(await look(`&from=${from}&to=${moment(at)}`)).toMatchObject({ items: [], next: null });
  });

  it('finds what came first without reading all that came since', async () => {
    const best = async (work: () => Promise<unknown>) => {
      let least = Number.POSITIVE_INFINITY;
      for (let turn = 0; turn < 5; turn++) {
        const began = performance.now();
        await work();
        least = Math.min(least, performance.now() - began);
      }
      return least;
    };
    const early = await best(() => answered(`to=${moment(start + step)}`));
    const all = 'select count(*) as found from gj_history where at < ?';
    const reading = await best(() => house.host.database.first(all, [start]));
    expect(early).toBeLessThan(reading);
  });
});
