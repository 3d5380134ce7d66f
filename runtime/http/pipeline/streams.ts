import { refusal } from '../../common/refusal.ts';
import { type StreamLimits, usualStreams } from '../../config/config.ts';

export interface StreamCounts {
  readonly open: number;
  /** Since the start, by the limit they met. */
  readonly refused: { readonly each: number; readonly all: number };
  /** Since the start: events, or pages of them, made for all who asked the same. */
  readonly rendered: number;
  /** Different ones, of those who watch records. */
  readonly questions: number;
}

/** Places for event streams: each of them asks for rights and records with every change, as long as it is open. */
export interface Streams {
  /** A place for one more stream of this person; answers how to give it back. Refuses where there is none. */
  take(person: string): () => void;
  /** Something was made that everybody hears who asked the same. */
  rendered(): void;
  /** Says who counts the questions. */
  listen(questions: () => number): void;
  counts(): StreamCounts;
}

const streamsTooMany = refusal('streams-too-many', 429);
const streamsFull = refusal('streams-full', 429);
/** Seconds after which it is worth trying again. */
const seconds = 30;

export function createStreams(limits: StreamLimits = {}): Streams {
  const { each, all } = { ...usualStreams, ...limits };
  const open = new Map<string, number>();
  const refused = { each: 0, all: 0 };
  let total = 0;
  let rendered = 0;
  let questions = () => 0;
  return {
    take(person) {
      const own = open.get(person) ?? 0;
      if (own >= each) {
        refused.each += 1;
        throw streamsTooMany({ most: each, seconds });
      }
      if (total >= all) {
        refused.all += 1;
        throw streamsFull({ most: all, seconds });
      }
      open.set(person, own + 1);
      total += 1;
      let given = true;
      return () => {
        if (!given) return;
        given = false;
        total -= 1;
        const left = (open.get(person) ?? 1) - 1;
        if (left > 0) open.set(person, left);
        else open.delete(person);
      };
    },
    rendered() {
      rendered += 1;
    },
    listen(count) {
      questions = count;
    },
    counts: () => ({ open: total, refused: { ...refused }, rendered, questions: questions() }),
  };
}
