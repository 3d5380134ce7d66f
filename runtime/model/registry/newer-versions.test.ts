import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operatorEgress } from '../../access/egress/operator-egress.ts';
import { createNewerVersions, fromElsewhere } from './newer-versions.ts';
import { openRegistry } from './registry.ts';
import { openSmallRegistry, type SmallRegistry } from './small-registry.suite.ts';

const files = (version: string, name = 'hotel') => ({
  'package.json': { name, version, peerDependencies: { platform: '*' }, guiju: { prefix: 'ho' } },
});
const hour = 3600_000;

describe('newer versions in the registry', () => {
  let served: SmallRegistry;
  beforeAll(async () => {
    served = await openSmallRegistry();
    await served.publish(files('1.0.0'));
    await served.publish(files('1.1.0'));
    await served.publish(files('2.0.0-rc.1'));
    await served.publish(files('3.0.0', 'inn'), { deprecated: 'loses guests' });
  });
  afterAll(() => served.close());
  beforeEach(() => served.does({}));

  function open(installed = [{ name: 'hotel', version: '1.0.0' }]) {
    const state = { now: 0, url: served.url as string | null, installed, failed: [] as string[] };
    const newer = createNewerVersions({
      registries: {
        configured: async () =>
          state.url === null ? null : { url: state.url, from: 'settings', by: 'operator' },
        open: async () =>
          openRegistry(
            { url: served.url, by: 'operator' },
            { egress: operatorEgress, version: '1.0.0', patience: 2_000 },
          ),
      },
      installed: async () => state.installed,
      clock: () => state.now,
      failed: ({ code }) => void state.failed.push(code),
    });
    return { state, newer };
  }

  it('are told of what is installed, and of nothing that is as new, that nobody should take, or that came from elsewhere', async () => {
    const { newer } = open([
      { name: 'hotel', version: '1.0.0' },
      { name: 'inn', version: '1.0.0' },
      { name: 'private', version: '1.0.0' },
    ]);
    expect([newer.of({ name: 'hotel', version: '1.0.0' }), newer.lookedAt()]).toEqual([null, null]);
    await newer.look();
    expect(newer.of({ name: 'hotel', version: '1.0.0' })).toBe('1.1.0');
    expect(newer.of({ name: 'hotel', version: '1.1.0' })).toBeNull();
    expect(newer.of({ name: 'inn', version: '1.0.0' })).toBeNull();
    expect(newer.of({ name: 'private', version: '1.0.0' })).toBeNull();
    expect(newer.failure()).toBeNull();
  });

  it('are asked for every six hours, when something else is installed, and of nobody where nobody is configured', async () => {
    const { state, newer } = open();
    const asked = async () => {
      const before = served.asked.length;
      await newer.look();
      return served.asked.length - before;
    };
    expect(await asked()).toBe(1);
    state.now = 5 * hour;
    expect(await asked()).toBe(0);
    state.installed = [...state.installed, { name: 'inn', version: '1.0.0' }];
    expect(await asked()).toBe(2);
    state.now = 12 * hour;
    expect(await asked()).toBe(2);
    state.url = null;
    expect(await asked()).toBe(0);
    expect([newer.of({ name: 'hotel', version: '1.0.0' }), newer.lookedAt()]).toEqual([null, null]);
  });

  it('that cannot be learned are said once, and what was known stays', async () => {
    const { state, newer } = open();
    await newer.look();
    served.does({ status: 503 });
    for (state.now = 7 * hour; state.now < 30 * hour; state.now += 7 * hour) await newer.look();
    expect([newer.failure()?.code, state.failed]).toEqual(['registry-refused', ['registry-refused']]);
    expect(newer.of({ name: 'hotel', version: '1.0.0' })).toBe('1.1.0');
    served.does({});
    await newer.look();
    state.now += 7 * hour;
    await newer.look();
    expect(newer.failure()).toBeNull();
  });

  it('are not asked for of what comes with the server, nor of the customer’s own layer', () => {
    const names = ['platform', 'invoicing', 'local', 'hotel'].map((name) => ({ name, version: '1.0.0' }));
    expect(fromElsewhere(names).map(({ name }) => name)).toEqual(['hotel']);
  });
});
