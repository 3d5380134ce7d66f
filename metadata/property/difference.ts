import type { Json } from '../common/json.ts';
import type { Label } from '../common/label.ts';

/** The parties that a difference reaches: stored data, callers of the API, layers on top, who wins a match. */
export type Concern = 'data' | 'api' | 'layers' | 'matches';

/** Something stops being so · something comes to be possible · it looks or reads otherwise. */
export type Grade = 'breaking' | 'additive' | 'cosmetic';

/** A difference between two versions of a package. */
export interface Difference {
  readonly rule: DifferenceRule;
  /** From the package, by ids: `invoice-item/rate`, `sim_config.timeout`. */
  readonly place: string;
  /** Name of the thing that stands there; absent where it has none. */
  readonly label?: Label;
  readonly before?: Json;
  readonly after?: Json;
}

interface Meaning {
  readonly grade: Grade;
  /** Of what breaks: for whom. */
  readonly concerns: readonly Concern[];
}

const breaking = (...concerns: readonly Concern[]): Meaning => ({ grade: 'breaking', concerns });
const additive: Meaning = { grade: 'additive', concerns: [] };
const cosmetic: Meaning = { grade: 'cosmetic', concerns: [] };

/** Every kind of difference, and for whom it is one. */
export const differenceRules = {
  'form-added': additive,
  'form-removed': breaking('data', 'api', 'layers', 'matches'),
  // Stored data goes by ids; former names are not answered.
  'form-renamed': breaking('api'),
  'form-kind-changed': breaking('data', 'api'),
  'field-added': additive,
  'field-added-required': breaking('data', 'api'),
  'field-added-required-when': breaking('data', 'api'),
  'field-removed': breaking('data', 'api', 'layers', 'matches'),
  'field-renamed': breaking('api'),
  'kind-changed': breaking('data', 'api', 'layers'),
  'target-changed': breaking('data', 'api'),
  'option-added': additive,
  'option-removed': breaking('data', 'api', 'matches'),
  'option-hidden': additive,
  'required-without-default': breaking('data', 'api'),
  // A caller who sends null is refused.
  'required-with-default': breaking('data', 'api'),
  'required-loosened': additive,
  'readonly-tightened': breaking('api'),
  'readonly-loosened': additive,
  'limit-tightened': breaking('data', 'api'),
  'limit-loosened': additive,
  'pattern-changed': breaking('data', 'api'),
  'default-changed': additive,
  'default-removed': breaking('api'),
  'visibility-changed': additive,
  // A user with such a role who read or wrote it may not any more.
  'roles-narrowed': breaking('api'),
  'roles-widened': additive,
  // A hidden field is not answered, and may not be sent.
  'field-hidden': breaking('api'),
  'options-filter-changed': breaking('api'),
  'calculation-changed': breaking('data', 'api'),
  // Amounts are meant otherwise, and may have more digits than the other currency has.
  'currency-changed': breaking('data', 'api'),
  'key-changed': breaking('api'),
  'title-changed': additive,
  'unique-added': breaking('data', 'api'),
  'unique-removed': additive,
  'check-added': breaking('data', 'api'),
  'check-removed': additive,
  'check-softened': additive,
  'sharing-narrowed': breaking('data', 'api'),
  'sharing-widened': additive,
  // Nothing is assigned any more, and no record says how it is shared.
  'sharing-ended': breaking('api'),
  'sharing-default-changed': additive,
  'sharing-worded': cosmetic,
  'lock-added': breaking('api'),
  'lock-removed': additive,
  'order-changed': breaking('matches'),
  'match-fact-removed': breaking('layers', 'matches'),
  'match-fact-added': additive,
  'match-result-removed': breaking('api'),
  'match-result-added': additive,
  'match-changed': breaking('matches', 'api'),
  'action-added': additive,
  'action-removed': breaking('api', 'layers'),
  'action-changed': breaking('api'),
  'validity-added': additive,
  'validity-removed': breaking('data', 'api', 'matches'),
  'attachments-added': additive,
  'attachments-removed': breaking('data', 'api'),
  'numbers-shown': additive,
  'numbers-withheld': breaking('api'),
  'param-added': additive,
  'param-removed': breaking('data', 'api'),
  'param-narrowed': breaking('data', 'api'),
  'param-widened': additive,
  'param-unset-changed': breaking('api'),
  'param-spelling-changed': breaking('api'),
  'param-caution-changed': additive,
  'record-added': additive,
  'record-removed': breaking('data', 'matches'),
  'record-changed': additive,
  'need-added': breaking('layers'),
  'need-changed': breaking('layers'),
  'need-removed': additive,
  'prefix-changed': breaking('layers'),
  'step-changed': additive,
  'step-removed': additive,
  'case-changed': cosmetic,
  'print-added': cosmetic,
  'print-removed': cosmetic,
  'print-changed': cosmetic,
  'report-added': cosmetic,
  'report-removed': cosmetic,
  'report-changed': cosmetic,
  'template-added': cosmetic,
  'template-removed': cosmetic,
  'template-changed': cosmetic,
  'text-changed': cosmetic,
  'called-otherwise': cosmetic,
  'looks-changed': cosmetic,
  'place-removed': breaking('layers'),
  'block-added': cosmetic,
  'block-removed': breaking('layers'),
  'view-added': cosmetic,
  'view-removed': breaking('layers'),
  'said-of-others': breaking('data', 'api'),
  'said-no-more': additive,
  /** A property that no rule above knows: whoever adds one says what its change means. */
  'property-changed': breaking('data', 'api'),
} as const satisfies Readonly<Record<string, Meaning>>;

export type DifferenceRule = keyof typeof differenceRules;

export function meaningOf({ rule }: Pick<Difference, 'rule'>): Meaning {
  return differenceRules[rule];
}
