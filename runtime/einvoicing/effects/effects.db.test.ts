import { afterAll, beforeAll, expect, it } from 'vitest';
import { isUsual, someOf } from '../../../workshop/it-long.ts';
import { describeOnDatabases } from '../../../workshop/services/databases.ts';
import { effects } from './effects.suite.ts';
import { EffectsWorld } from './effects-world.suite.ts';

describeOnDatabases('each setting of issuing changes what a document becomes', (database) => {
  let world: EffectsWorld;
  beforeAll(async () => {
    world = await EffectsWorld.open(database.url);
  });
  afterAll(() => world.close());

  it.each(
    someOf(effects, 3)
      .filter(({ isLong }) => !(isLong && isUsual))
      .map((one) => [`${one.of.join(', ')} ${one.says}`, one] as const),
  )('%s', async (_, one) => {
    expect(await one.tried(world, false)).toEqual(one.without);
    expect(await one.tried(world, true)).toEqual(one.with);
  });
});
