import fc from 'fast-check';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { describe, expect, it } from 'vitest';
import { Loading } from './loading.ts';

/** A stand-in for the element that shows the loaded value; it is drawn when a test says so. */
class Host implements ReactiveControllerHost {
  readonly updateComplete = Promise.resolve(true);
  readonly #controllers: ReactiveController[] = [];
  #isShown = false;
  addController(controller: ReactiveController): void {
    this.#controllers.push(controller);
    if (this.#isShown) controller.hostConnected?.();
  }
  removeController(): void {}
  requestUpdate(): void {}
  connect(): void {
    this.#isShown = true;
    for (const one of this.#controllers) one.hostConnected?.();
    this.draw();
  }
  disconnect(): void {
    this.#isShown = false;
    for (const one of this.#controllers) one.hostDisconnected?.();
  }
  draw(): void {
    for (const one of this.#controllers) one.hostUpdate?.();
  }
}

interface Asked {
  readonly key: string;
  readonly signal: AbortSignal;
  readonly turn: number;
  answer(): void;
  fail(): void;
}

const broken = new Error('broken');
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A host that shows what is loaded for a key, and a server whose answers come when a test says so. */
function shelf(start: string | undefined, keeps = false) {
  const host = new Host();
  const asked: Asked[] = [];
  const state = { key: start };
  const loading = new Loading<string, string>(host, {
    keeps,
    key: () => state.key,
    load: (key, signal) => {
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const turn = asked.length;
      asked.push({
        key,
        signal,
        turn,
        answer: () => resolve(`${key}${turn}`),
        fail: () => reject(broken),
      });
      return promise;
    },
  });
  const show = (key: string | undefined) => {
    state.key = key;
    host.draw();
  };
  return { host, asked, loading, show };
}

describe('what an element loads', () => {
  it('is loaded when it is shown, once', async () => {
    const { host, asked, loading } = shelf('a');
    host.draw();
    expect(asked).toEqual([]);
    host.connect();
    host.draw();
    expect([asked.length, loading.busy, loading.value]).toEqual([1, true, undefined]);
    asked[0]?.answer();
    await settled();
    expect([loading.busy, loading.value]).toEqual([false, 'a0']);
  });

  it('is another by another key, without what was there; an answer that comes late is dropped', async () => {
    const { host, asked, loading, show } = shelf('a');
    host.connect();
    asked[0]?.answer();
    await settled();
    show('b');
    expect([loading.value, loading.busy]).toEqual([undefined, true]);
    show('c');
    expect(asked[1]?.signal.aborted).toBe(true);
    asked[2]?.answer();
    await settled();
    asked[1]?.answer();
    await settled();
    expect([loading.value, loading.busy]).toEqual(['c2', false]);
  });

  it('stays while the same is loaded again, also when that fails', async () => {
    const { host, asked, loading } = shelf('a');
    host.connect();
    asked[0]?.answer();
    await settled();
    const again = loading.load();
    expect([loading.value, loading.busy]).toEqual(['a0', true]);
    asked[1]?.fail();
    expect(await again).toBe(false);
    expect([loading.value, loading.failure]).toEqual(['a0', broken]);
    const third = loading.load();
    expect(loading.failure).toBeNull();
    asked[2]?.answer();
    expect([await third, loading.value]).toEqual([true, 'a2']);
  });

  it('stays while something else is loaded where that is wanted', async () => {
    const { host, asked, loading, show } = shelf('a', true);
    host.connect();
    asked[0]?.answer();
    await settled();
    show('b');
    expect([loading.value, loading.busy]).toEqual(['a0', true]);
  });

  it('is nothing without a key', async () => {
    const { host, asked, loading, show } = shelf('a');
    host.connect();
    asked[0]?.answer();
    await settled();
    show(undefined);
    expect([loading.value, loading.busy, asked.length]).toEqual([undefined, false, 1]);
    expect(await loading.load()).toBe(false);
  });

  it('has keys of several parts, which are the same when all parts are', () => {
    const host = new Host();
    const parts = { org: 'a', at: null };
    let asked = 0;
    new Loading(host, {
      key: () => ({ ...parts }),
      load: async () => {
        asked += 1;
      },
    });
    host.connect();
    host.draw();
    expect(asked).toBe(1);
    parts.org = 'b';
    host.draw();
    expect(asked).toBe(2);
  });

  it('is looked at again as long as it does not stand still, and not by an element that is gone', async () => {
    const host = new Host();
    let looks = 0;
    const loading = new Loading<number>(host, {
      load: async () => ++looks,
      again: (value = 0) => (value < 3 ? 0 : undefined),
    });
    host.connect();
    await expect.poll(() => loading.value).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(looks).toBe(3);
    const gone = new Loading<number>(host, { load: async () => ++looks, again: () => 0 });
    host.draw();
    await expect.poll(() => looks).toBeGreaterThan(5);
    host.disconnect();
    const before = looks;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([looks, gone.busy]).toEqual([before, false]);
  });

  it('may begin in an element that is shown already', async () => {
    const host = new Host();
    host.connect();
    const loading = new Loading<string, string>(host, { key: null, load: async (key) => key });
    expect([await loading.load('a'), loading.value]).toEqual([true, 'a']);
  });

  it('is given up with the element, and loaded again when that comes back', async () => {
    const { host, asked, loading } = shelf('a');
    host.connect();
    host.disconnect();
    expect([asked[0]?.signal.aborted, loading.busy]).toEqual([true, false]);
    asked[0]?.answer();
    await settled();
    expect(loading.value).toBeUndefined();
    expect(await loading.load('a')).toBe(false);
    host.connect();
    asked[1]?.answer();
    await settled();
    expect(loading.value).toBe('a1');
  });

  it('law: of any interleaving of loads the last that was asked for wins', () => {
    const step = fc.oneof(
      fc.constantFrom('a', 'b', 'c').map((key) => ({ show: key })),
      fc.constant('again' as const),
      fc.constantFrom('leave' as const, 'return' as const),
      fc.record({ nth: fc.nat({ max: 9 }), fails: fc.boolean() }),
    );
    return fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, keeps) => {
        const { host, asked, loading, show } = shelf('a', keeps);
        host.connect();
        const ended = new Map<number, 'came' | 'failed'>();
        for (const one of steps) {
          if (one === 'again') void loading.load();
          else if (one === 'leave') host.disconnect();
          else if (one === 'return') host.connect();
          else if ('show' in one) show(one.show);
          else {
            const which = asked[one.nth % asked.length];
            if (which && !ended.has(which.turn) && !which.signal.aborted)
              ended.set(which.turn, one.fails ? 'failed' : 'came');
            if (one.fails) which?.fail();
            else which?.answer();
          }
          await settled();
          const last = asked.at(-1);
          const isUnderWay = last !== undefined && !last.signal.aborted && !ended.has(last.turn);
          expect(loading.busy).toBe(isUnderWay);
          // The shown value came for the newest question of its time, and nothing older ever takes its place.
          const came = asked.filter(({ turn }) => ended.get(turn) === 'came').at(-1);
          if (loading.value !== undefined) expect(loading.value).toBe(`${came?.key}${came?.turn}`);
          if (last && ended.get(last.turn) === 'came') expect(loading.value).toBe(`${last.key}${last.turn}`);
          if (last && !keeps && loading.value !== undefined) expect(loading.value[0]).toBe(last.key);
        }
      }),
    );
  });
});
