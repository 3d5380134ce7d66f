import { describe, expect, it } from 'vitest';
import type { Connection } from '../../database/connection.ts';
import { dueTasks, type Upcoming } from './due.ts';
import type { Task } from './scheduled-form.ts';

const minute = 60_000;
const noon = Date.parse('2026-11-26T12:00:00Z');
const timetable = { days: 'all', from: '00:00:00', to: '23:59:59', every: 1 } as const;
const task = { key: 'scheme', timetable, zone: 'UTC' } as unknown as Task;

/** Answers what was handled of the task. */
const noting = (handled: number) =>
  ({
    all: async () => [{ task: 'scheme', timetable: '00:00:00~23:59:59 1 all', handled }],
  }) as unknown as Connection;

describe('a task that was handled at a moment to come', () => {
  const day = 24 * 60 * minute;
  const look = (upcoming: Upcoming, handled: number, minutes: number) =>
    dueTasks(noting(handled), [task], {
      now: noon + minutes * minute,
      elapsed: minutes * minute,
      upcoming,
    });

  it('counts from now on where nothing more was handled for five minutes: a clock was put back', async () => {
    const upcoming: Upcoming = new Map();
    expect(await look(upcoming, noon + day, 0)).toMatchObject({ due: [], fresh: [] });
    expect(await look(upcoming, noon + day, 4)).toMatchObject({ due: [], fresh: [] });
    expect(await look(upcoming, noon + day, 6)).toMatchObject({ due: [], fresh: [task] });
  });

  it('is left to the server whose clock is ahead, as long as that goes on', async () => {
    const upcoming: Upcoming = new Map();
    for (let minutes = 0; minutes < 60; minutes += 1)
      expect(await look(upcoming, noon + day + minutes * minute, minutes)).toMatchObject({
        due: [],
        fresh: [],
      });
  });

  it('is due at its next moment where the clock was ahead by little', async () => {
    const upcoming: Upcoming = new Map();
    expect(await look(upcoming, noon + minute, 1)).toMatchObject({ due: [], fresh: [] });
    expect((await look(upcoming, noon + minute, 2)).due).toHaveLength(1);
  });
});
