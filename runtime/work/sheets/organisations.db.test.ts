import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { openWorld, type World } from './world.suite.ts';

describeOnDatabases('a file of organisations', (database) => {
  let world: World;
  let serial = 0;
  beforeAll(async () => {
    world = await openWorld(database.url);
    for (const number of ['NORTH', 'SOUTH'])
      await world.create('organisation', { number, name: number, parent: { number: 'root' } });
  });
  afterAll(() => world.close());

  /** Row and code of each problem, code and text of each warning. */
  const outcome = async (file: string, query = '?dryRun=true') => {
    const job = await world.import('organisation', new TextEncoder().encode(`\ufeff${file}`), query);
    const { problems = [], warnings = [] } = job['details'] as Readonly<Record<string, JsonObject[]>>;
    return {
      problems: problems.map(({ row, code }) => `${row} ${code}`),
      warnings: warnings.map(({ code, message }) => `${code}: ${message}`),
    };
  };
  const organisation = (number: string) =>
    world.all('organisation').then((all) => all.find((one) => one['number'] === number));

  it('that would show two records with one number is told so by the check, which moves nothing', async () => {
    const [here, twice] = [`O${++serial}`, `B${++serial}`];
    await world.create('organisation', { number: here, name: here, parent: { number: 'NORTH' } });
    const title = async (org: string, sharing: string) => {
      const body = new TextEncoder().encode(JSON.stringify({ number: twice, name: twice, sharing }));
      const path = `/api/forms/buyer-title/records?org=${org}`;
      const made = await world.ask('POST', path, { body, headers: { 'content-type': 'application/json' } });
      expect(made.status, await made.text()).toBe(201);
    };
    await title('SOUTH', 'scope');
    await title(here, 'private');
    const file = `number,parent\n${here},SOUTH\n`;
    expect((await outcome(file)).problems).toEqual(['2 organisation-move-clash']);
    expect((await outcome(file, '')).problems).toEqual(['2 organisation-move-clash']);
    expect((await organisation(here))?.['parent']).toMatchObject({ number: 'NORTH' });
  });

  it('is told a second root with all else that is wrong, and only where the parent could be read', async () => {
    const { problems, warnings } = await outcome('number,name,parent\nROOT2,,\nROOT3,丙,NOWHERE\n');
    expect(problems).toEqual(['2 required', '2 organisation-second-root', '3 reference-unknown']);
    expect(warnings).toEqual([]);
  });

  it.each(['?dryRun=true', ''])('is warned of a tax number that two of its rows have (%s)', async (query) => {
    const tax = `9133${String(++serial).padStart(14, '0')}`;
    const [one, two] = [`T${++serial}`, `T${++serial}`];
    const file = `number,name,parent,taxNumber\n${one},甲,NORTH,${tax}\n${two},乙,NORTH,${tax}\n`;
    const { problems, warnings } = await outcome(file, query);
    expect(problems).toEqual([]);
    expect(warnings.filter((text) => text.startsWith('tax-number-shared'))).toEqual([
      expect.stringContaining(`甲 (${one})`),
    ]);
  });
});
