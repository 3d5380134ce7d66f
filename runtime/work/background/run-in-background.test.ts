import { expect, it } from 'vitest';
import { createLog } from '../../config/log.ts';
import { modelMoved } from '../../storage/store/record/refusals.ts';
import { runInBackground, type Within } from './run-in-background.ts';

/** What becomes of a task that rests four turns, turn by turn: `run` does the work of one and answers what it left. */
async function turns(
  count: number,
  run: (turn: number) => number | Within | undefined,
  moved: readonly number[] = [],
) {
  const stopper = new AbortController();
  const ran: number[] = [];
  let turn = 0;
  let revision = 7;
  const task = {
    name: 'looks',
    every: 100,
    rests: 400,
    run: async () => {
      ran.push(turn);
      return run(turn);
    },
  };
  await runInBackground([task], {
    stopping: stopper.signal,
    log: createLog('error'),
    revision: () => revision,
    wait: async () => {
      turn += 1;
      if (moved.includes(turn)) revision += 1;
      if (turn === count) stopper.abort();
    },
  });
  return ran;
}

it.each<[string, readonly number[], () => Promise<readonly number[]>]>([
  ['rests while nothing is written, and looks again all the same', [0, 5, 10], () => turns(12, () => 0)],
  ['looks at once when something was written', [0, 2, 7], () => turns(9, () => undefined, [2])],
  ['rests no longer than until it has something to do', [0, 3, 6], () => turns(8, () => ({ within: 250 }))],
  ['does not rest when it has something to do at once', [0, 1, 2], () => turns(3, () => ({ within: 0 }))],
  [
    'rests no longer than it may, whenever it has something to do',
    [0, 5],
    () => turns(7, () => ({ within: 9_000 })),
  ],
  ['does not rest while it leaves something', [0, 1, 2, 3], () => turns(4, () => 3)],
  ['rests once nothing is left', [0, 1, 2, 7], () => turns(9, (turn) => (turn < 2 ? 1 : 0))],
  [
    'does not rest after a failure',
    [0, 1, 2],
    () =>
      turns(3, () => {
        throw new Error('away');
      }),
  ],
])('a task that may rest %s', async (_, ran, look) => {
  expect(await look()).toEqual(ran);
});

it.each([
  [1, 0],
  [2, 1],
  [3, 2],
])(
  'overtaken by publishes %i times in a row, a task is told to have failed %i times',
  async (overtaken, complaints) => {
    const stopper = new AbortController();
    const lines: string[] = [];
    let turn = 0;
    const task = {
      name: 'writes',
      every: 100,
      run: async () => {
        turn += 1;
        if (turn <= overtaken) throw modelMoved();
      },
    };
    await runInBackground([task], {
      stopping: stopper.signal,
      log: createLog('warn', { write: (line) => void lines.push(line) }),
      revision: () => 7,
      wait: async () => {
        if (turn > overtaken) stopper.abort();
      },
    });
    expect(lines).toHaveLength(complaints);
  },
);

it('what is written while a task is at work is looked at by its next turn', async () => {
  const stopper = new AbortController();
  let [revision, ran, turn] = [1, 0, 0];
  await runInBackground(
    [
      {
        name: 'looks',
        every: 100,
        rests: 10_000,
        run: async () => {
          ran += 1;
          if (ran === 1) revision += 1;
        },
      },
    ],
    {
      stopping: stopper.signal,
      log: createLog('error'),
      revision: () => revision,
      wait: async () => {
        turn += 1;
        if (turn === 5) stopper.abort();
      },
    },
  );
  expect(ran).toBe(2);
});
