import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dayOfWeek, momentIn } from '../calendar.ts';
import { type BackupTimes, nextBackup, usualInterval } from './backup-times.ts';
import { archivesToKeep, type BackupsKept, backupsToKeep, type MadeArchive } from './backups-to-keep.ts';

const hour = 3_600_000;
const china = 'Asia/Shanghai';
const at = (text: string) => Date.parse(text);
const none: BackupsKept = { last: 1, days: 0, weeks: 0, months: 0 };

describe('the backups that are kept', () => {
  it.each<[string, Partial<BackupsKept>, readonly string[], readonly string[]]>([
    [
      'are the newest, whenever they were made',
      { last: 2 },
      ['2026-11-20T01:00+08:00', '2026-11-20T02:00+08:00', '2026-11-20T03:00+08:00'],
      ['2026-11-20T02:00+08:00', '2026-11-20T03:00+08:00'],
    ],
    [
      'are the last of each of so many days, by the clock of the place',
      { days: 2 },
      [
        '2026-11-18T08:00+08:00',
        '2026-11-19T23:59+08:00',
        '2026-11-20T00:01+08:00',
        '2026-11-20T09:00+08:00',
      ],
      ['2026-11-19T23:59+08:00', '2026-11-20T09:00+08:00'],
    ],
    [
      'are not fewer because none was made for a month',
      { days: 2 },
      ['2026-10-01T08:00+08:00', '2026-11-20T08:00+08:00'],
      ['2026-10-01T08:00+08:00', '2026-11-20T08:00+08:00'],
    ],
    [
      'of a week end on Sunday',
      { weeks: 2 },
      [
        '2026-11-14T08:00+08:00',
        '2026-11-15T08:00+08:00',
        '2026-11-16T08:00+08:00',
        '2026-11-20T08:00+08:00',
      ],
      ['2026-11-15T08:00+08:00', '2026-11-20T08:00+08:00'],
    ],
    [
      'of a month are its last',
      { months: 3 },
      [
        '2026-09-30T08:00+08:00',
        '2026-10-30T08:00+08:00',
        '2026-10-31T08:00+08:00',
        '2026-11-20T08:00+08:00',
      ],
      ['2026-09-30T08:00+08:00', '2026-10-31T08:00+08:00', '2026-11-20T08:00+08:00'],
    ],
  ])('%s', (_, policy, made, kept) => {
    const found = backupsToKeep(made.map(at), { ...none, ...policy }, china);
    expect([...found].sort((a, b) => a - b)).toEqual(kept.map(at));
  });

  const zone = fc.constantFrom(china, 'Europe/Berlin', 'Pacific/Apia', 'UTC');
  const some = fc.integer({ min: 0, max: 4 });
  const policy = fc.record({ last: fc.integer({ min: 1, max: 4 }), days: some, weeks: some, months: some });
  const moments = fc
    .uniqueArray(fc.integer({ min: 0, max: 24 * 120 }), { minLength: 1, maxLength: 60 })
    .map((hours) => hours.map((many) => at('2026-01-20T00:00:00Z') + many * hour).sort((a, b) => a - b));

  /** One kept by one: the newest of its span, where fewer newer spans than wanted have any. */
  const slowly = (all: readonly number[], { last, days, weeks, months }: BackupsKept, place: string) => {
    const day = (one: number) => momentIn(place, one).localDate;
    const week = (one: number) => {
      let monday = day(one);
      while (dayOfWeek(monday) !== 1) monday = addDays(monday, -1);
      return monday;
    };
    const month = (one: number) => day(one).slice(0, 7);
    const stands = (one: number, spanOf: (moment: number) => string, count: number) => {
      const own = spanOf(one);
      const isNewest = all.every((other) => spanOf(other) !== own || other <= one);
      const newer = new Set(all.map(spanOf).filter((span) => span > own));
      return isNewest && newer.size < count;
    };
    return all.filter(
      (one) =>
        all.filter((other) => other > one).length < last ||
        stands(one, day, days) ||
        stands(one, week, weeks) ||
        stands(one, month, months),
    );
  };

  it('are those that a slow look at each one finds', () => {
    fc.assert(
      fc.property(moments, policy, zone, (all, wanted, place) => {
        const kept = backupsToKeep(all, wanted, place);
        expect(all.filter((one) => kept.has(one))).toEqual(slowly(all, wanted, place));
      }),
    );
  });

  it('are the same whether the others go after each backup or all at once, and always have the newest', () => {
    fc.assert(
      fc.property(moments, policy, zone, (all, wanted, place) => {
        let there: readonly number[] = [];
        for (const made of all) {
          const together = [...there, made];
          const kept = backupsToKeep(together, wanted, place);
          there = together.filter((one) => kept.has(one));
          expect(there.at(-1)).toBe(made);
        }
        const atOnce = backupsToKeep(all, wanted, place);
        expect(there).toEqual(all.filter((one) => atOnce.has(one)));
      }),
    );
  });
});

describe('the archives that are kept', () => {
  /** As they are made: a full one, or an increment on any that is there. */
  const archives = fc.array(fc.option(fc.nat(), { nil: null }), { minLength: 1, maxLength: 40 }).map((on) => {
    const made: MadeArchive[] = [];
    for (const [many, which] of on.entries()) {
      const base = which === null ? undefined : made[which % Math.max(made.length, 1)];
      made.push({ moment: from + many * hour, after: base?.moment ?? null });
    }
    return made;
  });
  const from = at('2026-11-20T00:00:00Z');
  const count = fc.integer({ min: 1, max: 4 });

  it('never lack one that a kept increment stands on, and have the increments since the newest full ones', () => {
    fc.assert(
      fc.property(archives, count, count, (made, last, increments) => {
        const kept = archivesToKeep(made, { ...none, last, increments }, china);
        const full = made.filter(({ after }) => after === null);
        const since = full.at(-increments)?.moment ?? 0;
        for (const { moment, after } of made) {
          if (kept.has(moment) && after !== null) expect(kept.has(after)).toBe(true);
          if (after !== null && moment >= since) expect(kept.has(moment)).toBe(true);
        }
        for (const { moment } of full.slice(-last)) expect(kept.has(moment)).toBe(true);
        // Whatever else is kept, an increment that is kept stands on it.
        const needed = new Set(made.filter(({ moment }) => moment >= since).map(({ after }) => after));
        for (const one of [...made].reverse()) if (needed.has(one.moment)) needed.add(one.after);
        const wanted = made.filter(
          ({ moment, after }) =>
            needed.has(moment) ||
            (after === null ? full.slice(-last).some((one) => one.moment === moment) : moment >= since),
        );
        expect([...kept].sort()).toEqual(wanted.map(({ moment }) => moment));
      }),
    );
  });
});

describe('the next backup', () => {
  it.each<[string, BackupTimes, string, string]>([
    [
      'is due at its time, later today',
      { at: '02:30:00' },
      '2026-11-20T02:29+08:00',
      '2026-11-20T02:30+08:00',
    ],
    [
      'is due tomorrow when it began on time',
      { at: '02:30:00' },
      '2026-11-20T02:30+08:00',
      '2026-11-21T02:30+08:00',
    ],
    [
      'is due hours after the last one began',
      { hours: 6 },
      '2026-11-20T02:10+08:00',
      '2026-11-20T08:10+08:00',
    ],
  ])('%s', (_, times, began, due) => {
    expect(nextBackup(times, at(began), china)).toBe(at(due));
  });

  it('comes within a day and an hour, wherever clocks are set', () => {
    const anywhere = fc.constantFrom(china, 'Europe/Berlin', 'Australia/Lord_Howe', 'UTC');
    const began = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    const times = fc.constantFrom<BackupTimes>({ at: '02:30:00' }, { at: '00:00:00' }, { hours: 1 });
    fc.assert(
      fc.property(began, times, anywhere, (from, wanted, place) => {
        const due = nextBackup(wanted, from, place);
        expect(due).toBeGreaterThan(from);
        expect(due - from).toBeLessThanOrEqual(usualInterval(wanted) + hour);
      }),
    );
  });
});
