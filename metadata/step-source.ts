export type StepSource = ValuesStep | EmptyStep | ReferenceStep | TextStep | SplitStep | JoinStep | RowsStep;

/** A text that was left out stands in several fields now. */
export type SplitStep = {
  readonly step: 'split';
  /** Id of the form. */
  readonly form: string;
  /** Path of the field that was left out, by ids. */
  readonly field: string;
  /** Ids of the fields beside it, in order. */
  readonly into: readonly string[];
  /** Between the parts. Either this or `pattern`. */
  readonly by?: string;
  /** Fits the whole text; each of its groups is a part. */
  readonly pattern?: string;
  /** The field that takes a text whole which does not split into as many parts. Default: last. */
  readonly otherwise?: 'first' | 'last';
};

/** Several texts that were left out stand in one field now. */
export type JoinStep = {
  readonly step: 'join';
  /** Id of the form. */
  readonly form: string;
  /** Ids of the fields that were left out, in order, beside `into`. */
  readonly fields: readonly string[];
  /** Path of the field, by ids. */
  readonly into: string;
  /** Between the parts that are not empty. */
  readonly by: string;
};

/** Values of fields that were left out are the first row of entries now. */
export type RowsStep = {
  readonly step: 'rows';
  /** Id of the form. */
  readonly form: string;
  /** Id of the field that was left out → id of the field of a row. */
  readonly fields: Readonly<Record<string, string>>;
  /** Id of the entries field. */
  readonly into: string;
};

/** Former options mean others today, or former texts a value of the kind that the field has become. */
export type ValuesStep = {
  readonly step: 'values';
  /** Id of the form. */
  readonly form: string;
  /** Path of the field, by ids. */
  readonly field: string;
  /** Former value → option, or value as it is kept; null empties the field. */
  readonly values: Readonly<Record<string, string | null>>;
};

/** Former values that the kind of the field has no room for are given up. */
export type EmptyStep = {
  readonly step: 'empty';
  /** Id of the form. */
  readonly form: string;
  /** Path of the field, by ids. */
  readonly field: string;
};

/** Former options are numbers of records today. */
export type ReferenceStep = {
  readonly step: 'reference';
  /** Id of the form. */
  readonly form: string;
  /** Path of the reference that was a choice, by ids. */
  readonly field: string;
  /** Former value → number of a record; null empties the field. Default: values are numbers as they are. */
  readonly values?: Readonly<Record<string, string | null>>;
};

/** Former options are texts today: what people read instead of the codes that were kept. */
export type TextStep = {
  readonly step: 'text';
  /** Id of the form. */
  readonly form: string;
  /** Path of the field that holds a text and was a choice, by ids. */
  readonly field: string;
  /** Former value → text; null empties the field. Default: values are the texts as they are. */
  readonly values?: Readonly<Record<string, string | null>>;
};
