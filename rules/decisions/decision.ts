import type { Json, JsonObject, JsonSchema } from '../../metadata/common/json.ts';
import type { Label } from '../../metadata/common/label.ts';
import type { FieldSet } from '../../metadata/field.ts';
import type { Moment } from '../calendar.ts';
import type { ParameterText } from './parameter-text.ts';
import type { FormId, FormRecords, Rules } from './rules.ts';
import type { Decided, TraceLevel } from './trace.ts';

/** The configuration of an organisation at a moment, as every decision asks it. */
export interface Configuration<F = FormRecords> {
  readonly rules: Rules<F>;
  readonly parameter: ParameterText;
  /** The document of a setting; what was never saved has the defaults of its form. */
  setting<N extends FormId<F>>(form: N): F[N];
  /** Records that the organisation may use, in order of precedence. */
  records<N extends FormId<F>>(form: N): readonly F[N][];
  /** Returns the record that a reference points at; null: there is none. */
  record<N extends FormId<F>>(form: N, reference: Json | undefined): F[N] | null;
  /** Returns the fields that texts about documents of a form may name. */
  shape(form: string): FieldSet;
  /** Tells whether whoever asks may see a form, by its id; of one that he may not see there are no records. */
  sees(form: string): boolean;
  /** Id of the organisation. */
  readonly org: string;
  readonly now: Moment;
  readonly zone: string;
  /** Name of the user who asks, as documents name people; null: nobody signed in. */
  readonly user: string | null;
  /** Id of that user. Default: nobody is known. */
  readonly userId?: string | null;
  /** Lets others in where it takes long. Default: nobody waits. */
  readonly pause?: () => Promise<void> | undefined;
}

/** The parts of a configuration that a decision asks. */
export interface Reads {
  /** Forms whose rules are matched. */
  readonly rules?: readonly string[];
  /** Forms whose records are looked up. */
  readonly records?: readonly string[];
  readonly settings?: readonly string[];
  /** Types of parameters. */
  readonly parameters?: readonly string[];
}

interface Described {
  /** As it stands in addresses: `choose-item`. */
  readonly name: string;
  readonly label: Label;
  readonly summary: Label;
  /** Schema of the question. */
  readonly input: JsonSchema;
  readonly reads: Reads;
  /** Picks the members that a case expects of a result. Default: all of it. */
  readonly expected?: (result: JsonObject) => JsonObject;
}

type Answer<Result> = Decided<Result> | Promise<Decided<Result>>;

/** A decision with all that is known of it: API, documentation, checks and pages come from here. */
export interface Decision extends Described {
  decide(input: JsonObject, configuration: Configuration, level: TraceLevel): Answer<object>;
}

export interface TypedDecision<Input, F> extends Described {
  decide(input: Input, configuration: Configuration<F>, level: TraceLevel): Answer<object>;
}

/** Of typed input: nothing else comes here than what its schema lets through. */
export function decision<Input, F = FormRecords>(typed: TypedDecision<Input, F>): Decision {
  return typed as Decision;
}
