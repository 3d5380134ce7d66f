import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { buys, type Effect, goods, whole } from './effects-world.suite.ts';

interface Naming {
  readonly form: string;
  readonly says: string;
  readonly rule: JsonObject;
  readonly application?: JsonObject;
  /** The member of a scheme by which the rule is found; default: by its own condition. */
  readonly scheme?: 'splitRule' | 'mergeRule';
  readonly twice?: boolean;
}

/** The steps that a preview tells name the rule by which they were done, as people call it. */
function naming({ form, says, rule, application = {}, scheme, twice = false }: Naming): Effect {
  return {
    of: [`${form}.number`],
    says,
    without: [false, true],
    with: [true, false],
    tried: async (world, isSet) => {
      const buyerName = world.name();
      const [one, other] = [world.name(), world.name()];
      const number = isSet ? one : other;
      const condition = buys(buyerName);
      const id = await world.make(form, { ...(scheme ? {} : { condition }), ...rule, number });
      if (scheme) await world.make('processing-scheme', { priority: 1, condition, [scheme]: { id } });
      const given = { buyerName, ...application };
      const shown = await world.shown(given, ...(twice ? [given] : []));
      const numbers = shown.by.filter((by) => by['form'] === form).map((by) => by['number'] ?? null);
      return [numbers.includes(one), numbers.includes(other)] satisfies Json;
    },
  };
}

/** What a rule is called. */
export const names: readonly Effect[] = [
  naming({
    form: 'split-rule',
    says: 'names the rule that split',
    rule: { limits: [{ invoiceType: '10xdp', netLimit: '40' }] },
    scheme: 'splitRule',
  }),
  naming({
    form: 'merge-rule',
    says: 'names the rule that merged',
    rule: { mergeLines: true },
    application: { lines: [whole(2), whole(3)] },
    scheme: 'mergeRule',
    twice: true,
  }),
  naming({
    form: 'invoice-type-rule',
    says: 'names the rule that chose the type',
    rule: { priority: 1, invoiceType: '10xdp' },
    application: { invoiceType: null },
  }),
  naming({
    form: 'drawer-rule',
    says: 'names the rule that chose the drawer',
    rule: { drawerSource: 'text', drawerText: '甲' },
  }),
  naming({
    form: 'remark-rule',
    says: 'names the rule that made the remark',
    rule: { headerFields: ['businessNumber'] },
    application: { businessNumber: 'B', lines: [goods()] },
  }),
];
