import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import type { ComparedValue } from '../../metadata/contract/params/value.ts';
import { definitionsKnown } from '../changes/definitions-known.ts';
import { session } from '../session/session.ts';

/** Whose values, and when. */
export interface Side {
  /** Number of the organisation. */
  readonly org: string;
  /** A day, at whose end it is; empty: now. */
  readonly day: string;
}

/** A parameter, or an instance of its dimension, as both sides read it. */
export interface Pair {
  readonly path: string;
  readonly key: string;
  readonly definition: Definition;
  readonly a: ComparedValue | null;
  readonly b: ComparedValue | null;
  readonly differs: boolean;
}

/** What two organisations read, or one at two times, side by side; what differs first. */
export class CompareData implements ReactiveController {
  /** Null: it is on its way. */
  pairs: readonly Pair[] | null = null;
  failure: unknown = null;
  readonly #host: ReactiveControllerHost;
  #turn = 0;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  async load(a: Side, b: Side): Promise<void> {
    const turn = ++this.#turn;
    this.pairs = null;
    this.failure = null;
    this.#host.requestUpdate();
    try {
      const [find, { items, different }] = await Promise.all([
        definitionsKnown(),
        session.api.call('GET /api/params/compare', {
          query: { a: sideText(a), b: sideText(b), same: true },
        }),
      ]);
      if (turn !== this.#turn) return;
      this.pairs = items.flatMap(({ type, key, ...sides }, at): readonly Pair[] => {
        const definition = find(type, key);
        return definition
          ? [{ path: `${type}/${key}`, key, definition, ...sides, differs: at < different }]
          : [];
      });
    } catch (failure) {
      if (turn === this.#turn) this.failure = failure;
    }
    this.#host.requestUpdate();
  }
}

/** As the call writes it: of a day in the past, the moment at which it ended. */
function sideText({ org, day }: Side): string {
  const end = day === '' ? null : new Date(`${day}T23:59:59`);
  return end && end.getTime() < Date.now() ? `${org}@${end.toISOString()}` : org;
}
