import type { Domain as RulesDomain } from '../rules/domain.ts';
import type { Action } from './call/rights.ts';
import type { FindHarms } from './doctor/harm.ts';
import type { Targets } from './egress/typed-targets.ts';
import type { FormAction, SpecialForm } from './store/save/parts.ts';

/**
 * Says as data what a domain brings to the server. The entry point lists the domains and hands them down; the platform
 * imports none of them, and a domain registers nothing by itself.
 */
export interface Domain extends RulesDomain {
  /** What its forms ask and do beyond their metadata, by id of the form. */
  readonly specialForms?: ById<SpecialForm>;
  /** What nobody does to records of a form, as they are made of what happened; by id of the form. */
  readonly madeByPlatform?: ById<readonly Action[]>;
  /** What forms may declare actions of, by capability, where it is one write of one record. */
  readonly formActions?: ById<FormAction>;
  /** How records of its forms say where the server is to call: nobody has it call where no administrator said it may. */
  readonly targets?: Targets;
  /** What `guiju doctor` looks for of what it keeps beside the records. */
  readonly harms?: readonly FindHarms[];
}

type ById<T> = Readonly<Record<string, T>>;

/** What all of them bring of one sort. */
export function broughtBy<T>(
  domains: readonly Domain[],
  of: (domain: Domain) => ById<T> | undefined,
): ById<T> {
  return Object.fromEntries(domains.flatMap((domain) => Object.entries(of(domain) ?? {})));
}
