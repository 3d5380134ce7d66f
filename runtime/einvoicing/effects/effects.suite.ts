import { choices, controls, devices, persons, rates, strategies } from './choosing.suite.ts';
import type { Effect } from './effects-world.suite.ts';
import { items, others, prices } from './filling.suite.ts';
import { mailings } from './mailing.suite.ts';
import { mergings } from './merging.suite.ts';
import { names } from './named.suite.ts';
import { blues, confirmations, orders } from './reds.suite.ts';
import { splittings } from './splitting.suite.ts';
import { titles } from './titling.suite.ts';

/** Every setting that a table of this room tries. */
export const effects: readonly Effect[] = [
  ...splittings,
  ...mergings,
  ...items,
  ...others,
  ...titles,
  ...choices,
  ...rates,
  ...names,
  ...mailings,
  ...blues,
  ...confirmations,
  ...orders,
  // Accounts that are there from here on issue what nothing was needed for before.
  ...persons,
  ...controls,
  ...strategies,
  ...prices,
  ...devices,
];
