import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { everyInstance } from '../../rules/params/address.ts';
import type { Definition, Effective } from '../params/parameter-data.ts';
import { session } from '../session/session.ts';

/** Whose values, and when. */
export interface Side {
  /** Number of the organisation. */
  readonly org: string;
  /** A day, at whose end it is; empty: now. */
  readonly day: string;
}

/** A parameter as both sides read it. */
export interface Pair {
  readonly path: string;
  readonly key: string;
  readonly definition: Definition;
  readonly a: Effective | null;
  readonly b: Effective | null;
  readonly differs: boolean;
}

type Values = Readonly<Record<string, Readonly<Record<string, Effective>>>>;

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
      const [{ items }, left, right] = await Promise.all([
        session.api.get<{ items: readonly Definition[] }>('/api/params'),
        valuesOf(a),
        valuesOf(b),
      ]);
      if (turn !== this.#turn) return;
      const pairs = items.map((definition): Pair => {
        const key = definition.key ?? everyInstance;
        const [one, other] = [left, right].map((values) => values[definition.type]?.[key] ?? null);
        const differs = JSON.stringify(one?.value ?? null) !== JSON.stringify(other?.value ?? null);
        return {
          path: `${definition.type}/${key}`,
          key,
          definition,
          a: one ?? null,
          b: other ?? null,
          differs,
        };
      });
      this.pairs = [...pairs.filter(({ differs }) => differs), ...pairs.filter(({ differs }) => !differs)];
    } catch (failure) {
      if (turn === this.#turn) this.failure = failure;
    }
    this.#host.requestUpdate();
  }
}

async function valuesOf({ org, day }: Side): Promise<Values> {
  const end = day === '' ? null : new Date(`${day}T23:59:59`);
  const at = end && end.getTime() < Date.now() ? end.toISOString() : undefined;
  const { values } = await session.api.get<{ values: Values }>('/api/params/values', {
    query: { org, format: 'full', instance: everyInstance, at },
  });
  return values;
}
