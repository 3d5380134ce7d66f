import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { PlanConfig } from '../../../rules/einvoicing/plan/config.ts';
import type { Planned } from '../../../rules/einvoicing/plan/plan.ts';
import type { Call } from '../../call/call.ts';
import type { Unseen } from '../../effective/decisions/gather.ts';
import { withoutReds } from './rounds.ts';

/** One of both configurations, by the model of which applications are read for it. */
export interface Side {
  readonly call: Call;
  readonly config: PlanConfig;
  readonly unseen: readonly Unseen[];
}

/**
 * Makes two sides alike: where one may not see what the other takes back from, neither takes back, or all of that would
 * be a difference.
 */
export function alike(a: Side, b: Side): readonly [Side, Side] {
  const leftOut = a.config.redsLeftOut ?? b.config.redsLeftOut;
  const of = ({ config, ...side }: Side): Side => ({
    ...side,
    config: leftOut ? withoutReds(config, leftOut) : config,
  });
  return [of(a), of(b)];
}

/** Without what either of them was planned, each once. */
export function unseenBy(sides: readonly Side[], language: Language): readonly JsonObject[] {
  const all = sides.flatMap(({ unseen }) => unseen);
  const byName = new Map(all.map((one) => [one.form ?? one.parameter ?? '', one]));
  return [...byName.values()].map(({ label, ...one }) => ({ ...one, label: label[language] }));
}

/** Everything that an application comes to, to be held against the same under another configuration. */
export function becomes({ pendingInvoices, held, stopped }: Planned, at: number, number: string): string {
  const own = pendingInvoices.filter(({ of }) => of.includes(at));
  return JSON.stringify([own, held.includes(number), stopped.includes(number)]);
}
