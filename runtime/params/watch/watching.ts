import { BoundedMap } from '../../../metadata/common/bounded-map.ts';
import type { Batch, Feed, Registered } from './feed.ts';
import { type Position, positionText, type WatchState } from './watch-state.ts';
import { changesFor, type Watched, watchedText } from './watched.ts';

/** Follows what organisations read, from wherever one was. */
export interface Watching extends Pick<Feed, 'state' | 'settled'> {
  /** Answers the position of a reader who knows everything up to a revision. */
  position(revision: number): Promise<Position>;
  /** Registers, so that nothing is missed any more. Refuses where the start is gone. Default of `from`: now. */
  join(watched: Watched, from?: Position): Promise<Joined>;
}

export interface Joined extends Pick<Registered, 'end'> {
  /** The listener hears of all that comes after it. */
  readonly from: Position;
  /** Tells the missed changes, then all that come: each once and in order. Fulfilled when nothing is missing. */
  follow(listener: Listener): Promise<void>;
}

/** While it catches up, the next is held back until it is done with this one. */
type Listener = (batch: Batch) => void | Promise<void>;

/** A state on the way, and when what led to it happened. */
interface Step {
  readonly state: WatchState;
  readonly at: string;
}

export interface WatchingParts {
  readonly feed: Feed;
  readonly position: Watching['position'];
  readonly trail: (from: Position, to: WatchState) => AsyncIterable<Step>;
}

/** States of a way that are kept for others who come from the same place: after a restart all do. */
const mostKept = 300;

export function createWatching({ feed, trail, position }: WatchingParts): Watching {
  const ways = new BoundedMap<string, Promise<readonly Step[] | null>>(8);
  const evaluated = new WeakMap<readonly Step[], Map<string, readonly Batch[]>>();

  /** Null: it is too long to be kept. */
  function way(from: Position, to: WatchState): Promise<readonly Step[] | null> {
    const key = `${positionText(from)} ${positionText(to)}`;
    const known = ways.get(key);
    if (known) return known;
    const walked = walk(from, to);
    ways.set(key, walked);
    walked.catch(() => ways.delete(key));
    return walked;
  }

  async function walk(from: Position, to: WatchState): Promise<readonly Step[] | null> {
    const steps: Step[] = [];
    for await (const step of trail(from, to)) {
      steps.push(step);
      if (steps.length > mostKept) return null;
    }
    return steps;
  }

  /** The same for all who watch the same and come from the same place. */
  function batchesOn(steps: readonly Step[], watched: Watched): readonly Batch[] {
    const known = evaluated.get(steps) ?? new Map<string, readonly Batch[]>();
    evaluated.set(steps, known);
    const key = watchedText(watched);
    const made = known.get(key) ?? steps.flatMap((step, at) => batchesOf(watched, steps[at - 1], step));
    known.set(key, made);
    return made;
  }

  async function catchUp(watched: Watched, from: Position, to: WatchState, listener: Listener) {
    const steps = await way(from, to);
    if (steps) {
      for (const batch of batchesOn(steps, watched)) await listener(batch);
      return;
    }
    let before: Step | undefined;
    for await (const step of trail(from, to)) {
      for (const batch of batchesOf(watched, before, step)) await listener(batch);
      before = step;
    }
  }

  return {
    state: feed.state,
    settled: feed.settled,
    position,
    async join(watched, from) {
      await feed.ready();
      const waiting: Batch[] = [];
      let hear: Listener = (batch) => void waiting.push(batch);
      const registered = feed.register(watched, (batch) => void hear(batch));
      try {
        if (from) await way(from, registered.from);
      } catch (error) {
        registered.end();
        throw error;
      }
      const { end } = registered;
      const { revision, instant } = registered.from;
      // Let go of as soon as it was reached: a stream may last longer than many models.
      let goal: WatchState | null = registered.from;
      return {
        from: { revision, instant },
        end,
        async follow(listener) {
          if (from && goal) await catchUp(watched, from, goal, listener);
          goal = null;
          for (let next = waiting.shift(); next; next = waiting.shift()) await listener(next);
          hear = listener;
        },
      };
    },
  };
}

function batchesOf(watched: Watched, earlier: Step | undefined, { state, at }: Step): readonly Batch[] {
  if (!earlier) return [];
  const before = earlier.state;
  const changes = changesFor(watched, before, state);
  return changes.length === 0 ? [] : [Object.freeze({ before, state, at, changes })];
}
