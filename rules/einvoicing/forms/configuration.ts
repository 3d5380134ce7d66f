import {
  type Configuration as ConfigurationOf,
  type Decision,
  decision as decisionOf,
  type TypedDecision,
} from '../../decisions/decision.ts';
import type { Rules as RulesOf } from '../../decisions/rules.ts';
import type { Forms } from './forms.ts';

/** The configuration of e-invoicing of an organisation at a moment. */
export type Configuration = ConfigurationOf<Forms>;

export type Rules = RulesOf<Forms>;

/** Makes a decision that asks such a configuration. */
export function decision<Input>(typed: TypedDecision<Input, Forms>): Decision {
  return decisionOf(typed);
}

/** The same of any server: what its records hold is what the packages say that these types were made of. */
export function asEinvoicing(configuration: ConfigurationOf): Configuration {
  return configuration as Configuration;
}
