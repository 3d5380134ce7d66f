import fc from 'fast-check';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { describe, expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '../session/api.ts';
import { mayPass } from './base/failure-line.ts';
import { Doing } from './doing.ts';

/** A stand-in for the element that an action is run for. */
class Host implements ReactiveControllerHost {
  readonly updateComplete = Promise.resolve(true);
  drawn = 0;
  addController(controller: ReactiveController): void {
    controller.hostConnected?.();
  }
  removeController(): void {}
  requestUpdate(): void {
    this.drawn += 1;
  }
}

const refused = new ApiProblem(422, { title: 'refused' });

describe('what an element does', () => {
  it('is busy while it runs, and draws before and after', async () => {
    const host = new Host();
    const doing = new Doing(host);
    const { promise, resolve } = Promise.withResolvers<void>();
    const run = doing.run(() => promise, { subject: 'row-1' });
    expect([doing.busy, doing.subject, host.drawn]).toEqual([true, 'row-1', 1]);
    resolve();
    expect(await run).toBe(true);
    expect([doing.busy, doing.subject, host.drawn]).toEqual([false, null, 2]);
  });

  it('keeps why it failed until it is tried again or put away', async () => {
    const doing = new Doing(new Host());
    const fails = { left: 1 };
    const act = async () => {
      if (fails.left-- > 0) throw refused;
    };
    expect(await doing.run(act)).toBe(false);
    expect([doing.busy, doing.failure]).toEqual([false, refused]);
    const again = doing.retry();
    expect(doing.failure).toBeNull();
    expect([await again, fails.left]).toEqual([true, -1]);
    await doing.run(() => Promise.reject(refused));
    doing.forget();
    expect(doing.failure).toBeNull();
  });

  it('is not begun a second time while it runs', async () => {
    const doing = new Doing(new Host());
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = doing.run(() => promise);
    expect(await doing.run(() => Promise.reject(refused))).toBe(false);
    expect([doing.busy, doing.failure]).toEqual([true, null]);
    resolve();
    expect(await first).toBe(true);
  });

  it('is done after what is under way where that is wanted, in order', async () => {
    const doing = new Doing(new Host());
    const done: number[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = doing.run(() => promise);
    const rest = [1, 2, 3].map((one) => doing.run(async () => done.push(one), { queues: true }));
    await new Promise((next) => setImmediate(next));
    expect(done).toEqual([]);
    resolve();
    expect(await Promise.all([first, ...rest])).toEqual([true, true, true, true]);
    expect(done).toEqual([1, 2, 3]);
  });

  it('has nothing to try again before anything was tried', async () => {
    expect(await new Doing(new Host()).retry()).toBe(false);
  });

  it('keeps nothing for an element that is gone, nor where failures are said in the corner', async () => {
    const doing = new Doing(new Host());
    doing.hostDisconnected();
    expect(await doing.run(() => Promise.reject(refused))).toBe(false);
    const corner = new Doing(new Host(), { notifies: true });
    expect(await corner.run(() => Promise.reject(new Unreachable('offline')))).toBe(false);
    expect([doing.failure, corner.failure]).toEqual([null, null]);
  });

  it.each([
    ['the server is not reached', new Unreachable('offline'), true],
    ['the server breaks down', new ApiProblem(503, {}), true],
    ['too much was asked of it', new ApiProblem(429, {}), true],
    ['it is refused', refused, false],
    ['there is no right to it', new ApiProblem(403, {}), false],
    ['the page has a fault', new TypeError('fault'), false],
  ])('offers another try where that may help: %s', (_says, failure, expected) => {
    expect(mayPass(failure)).toBe(expected);
  });

  it('law: of any starts and ends never two run at once, and it is busy exactly while one does', () => {
    const step = fc.oneof(
      fc.constantFrom('start' as const, 'queue' as const),
      fc.constant('retry' as const),
      fc.boolean().map((succeeds) => ({ succeeds })),
    );
    return fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const doing = new Doing(new Host());
        let running: PromiseWithResolvers<void>[] = [];
        let most = 0;
        const act = () => {
          const one = Promise.withResolvers<void>();
          running.push(one);
          most = Math.max(most, running.length);
          return one.promise;
        };
        for (const one of steps) {
          if (one === 'start') void doing.run(act);
          else if (one === 'queue') void doing.run(act, { queues: true });
          else if (one === 'retry') void doing.retry();
          else {
            const ended = running;
            running = [];
            for (const { resolve, reject } of ended) one.succeeds ? resolve() : reject(refused);
            await new Promise((resolve) => setImmediate(resolve));
            if (doing.failure !== null) expect(doing.failure).toBe(refused);
          }
          expect(doing.busy).toBe(running.length > 0);
        }
        expect(most).toBeLessThanOrEqual(1);
      }),
    );
  });
});
