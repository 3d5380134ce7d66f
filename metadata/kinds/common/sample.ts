import type { Json, JsonObject } from '../../common/json.ts';
import type { OperatorName } from '../../condition.ts';

/**
 * The data that tests need for a kind beside the kind itself. Each kind exports one as `sample`, which nothing that
 * ships looks at, so that it travels to no page.
 */
export interface KindSample {
  /** Properties a field of it must have, in a form `paper` beside a form `thing`. */
  readonly props: JsonObject;
  /** A value that can be written. */
  readonly value: Json;
  /** Further values, of which the first is lower. Default: none. */
  readonly others?: readonly Json[];
  /** A question that the value answers with yes. */
  readonly asks: { readonly operator: OperatorName; readonly value?: Json };
  /** It has to be brought before it is named: the value alone names nothing. */
  readonly brought?: true;
  /** People cannot give it. */
  readonly made?: true;
}

export const equal = (value: Json) => ({ operator: 'equal' as const, value });
export const given = { operator: 'isNotEmpty' as const };

const label = (text: string) => ({ zh: text, en: text });
export const sampleOptions: Json = ['red', 'green', 'blue'].map((value) => ({ value, label: label(value) }));
