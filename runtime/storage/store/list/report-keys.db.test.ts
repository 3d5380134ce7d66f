import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Column } from '../../../../metadata/field.ts';
import { spanNames } from '../../../../metadata/property/report-words.ts';
import { toLocal } from '../../../../rules/calendar.ts';
import { spanOf } from '../../../../rules/report/span-of.ts';
import { runs } from '../../../../workshop/runs.ts';
import { describeOnDatabases } from '../../../../workshop/services/databases.ts';
import type { Database } from '../../../database/database.ts';
import { openDatabase } from '../../../database/drivers/open-database.ts';
import { spanIn, spanText } from './report-keys.ts';

const column: Column = { type: 'datetime' };

describeOnDatabases('spans of moments', (under) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase(under.url, '');
    const { ddl } = database.dialect;
    await database.run(`CREATE TABLE moments (place INTEGER, at ${ddl(column)})`);
  });
  afterAll(() => database.close());

  // Set twice a year, by half an hour, never, by minutes or seconds long ago, and by another day.
  const zone = fc.constantFrom(
    ...['Asia/Shanghai', 'UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Asia/Kolkata'],
    ...['Australia/Lord_Howe', 'Asia/Singapore', 'Africa/Monrovia', 'Pacific/Apia', 'Africa/Casablanca'],
  );
  const moment = fc.oneof(
    fc.date({ min: new Date('2015-01-01Z'), max: new Date('2029-01-01Z'), noInvalidDate: true }),
    fc.date({ min: new Date('1900-01-01Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
    // At the settings of clocks, and at ends of days.
    fc
      .constantFrom(
        ...['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.000Z', '2026-10-24T22:00:00.000Z'],
        ...['1991-09-14T16:59:59.999Z', '1991-09-14T17:00:00.000Z', '2025-12-31T15:59:59.999Z'],
        ...['2025-12-31T16:00:00.000Z', '2011-12-30T09:59:59.999Z', '2011-12-30T10:00:00.000Z'],
      )
      .map((text) => new Date(text)),
  );

  it('are told by a statement as a calendar tells them, whatever the zone and the age', async () => {
    await fc.assert(
      fc.asyncProperty(zone, fc.array(moment, { minLength: 1, maxLength: 30 }), async (name, dates) => {
        const moments = dates.map((date) => date.toISOString());
        await database.run('DELETE FROM moments');
        const { encode } = database.dialect;
        const rows = [...moments, null].flatMap((at, place) => [place, encode(column, at)]);
        await database.run(
          `INSERT INTO moments (place, at) VALUES ${[...moments, null].map(() => '(?, ?)').join(', ')}`,
          rows,
        );
        for (const by of [...spanNames, undefined]) {
          const now = '2026-11-25T08:00:00.000Z';
          const found = { comparison: 'datetime', column } as const;
          const text = spanText(database.dialect, found, 'at', { zone: name, by, now });
          const named = await database.all<{ span: string | null }>(
            `SELECT ${text} AS span FROM moments ORDER BY place`,
          );
          expect(named.map(({ span }) => spanIn(span, { zone: name, by }))).toEqual([
            ...moments.map((at) => spanOf(toLocal(at, name).date, by ?? 'day')),
            null,
          ]);
        }
      }),
      { numRuns: runs(40, 400) },
    );
  });

  it('are put together by the database, as far as the clock of the zone is known', async () => {
    await database.run('DELETE FROM moments');
    const hours = Array.from({ length: 96 }, (_, at) => new Date(Date.UTC(2026, 2, 28, at)).toISOString());
    const values = hours.flatMap((at) => [0, database.dialect.encode(column, at)]);
    await database.run(
      `INSERT INTO moments (place, at) VALUES ${hours.map(() => '(?, ?)').join(', ')}`,
      values,
    );
    const now = '2026-11-25T08:00:00.000Z';
    for (const [zone, days] of [
      ['Europe/Berlin', 5],
      ['Asia/Shanghai', 5],
      ['UTC', 4],
    ] as const) {
      const found = { comparison: 'datetime', column } as const;
      const text = spanText(database.dialect, found, 'at', { zone, by: undefined, now });
      const rows = await database.all(`SELECT ${text} AS span FROM moments GROUP BY 1`);
      expect([zone, rows.length]).toEqual([zone, days]);
    }
  });
});
