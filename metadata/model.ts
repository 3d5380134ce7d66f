import type { Json } from './common/json.ts';
import type { Label } from './common/label.ts';
import type { Field, FieldSet } from './field.ts';
import type { PrintSource } from './print-source.ts';
import type { formProperties } from './property/form.ts';
import type { MatchForSource, MatchSource } from './property/match.ts';
import type { PlainOf } from './property/property.ts';
import type { RecordChecks } from './record-check.ts';
import type { ReportSource } from './report-source.ts';
import type {
  CasesSource,
  DataSource,
  LayoutSource,
  ListSource,
  Manifest,
  MenuSource,
  ParamSource,
  SharingSource,
  SourceFile,
  SourceMark,
} from './source.ts';

export type { Field, FieldSet } from './field.ts';

/** The compiled, frozen sum of all layers; what everything else reads. Field references are ids. */
export interface Model {
  /** Of everything compiled; equal models have equal hashes. */
  readonly hash: string;
  readonly packages: readonly Manifest[];
  /** By today's name. */
  readonly forms: ReadonlyMap<string, Form>;
  readonly formsById: ReadonlyMap<string, Form>;
  readonly menu: readonly MenuSource[];
  readonly params: ReadonlyMap<string, ParamType>;
  readonly data: readonly (SourceFile<DataSource> & { readonly package: string })[];
  readonly cases: readonly (SourceFile<CasesSource> & { readonly package: string })[];
  /** What records look like on paper: of one form no two are called the same. */
  readonly prints: readonly (SourceFile<PrintSource> & { readonly package: string })[];
  readonly reports: readonly (SourceFile<ReportSource> & { readonly package: string })[];
  readonly messages: ReadonlyMap<string, Label>;
  /** Checks of whole records that its forms can name. */
  readonly recordChecks: RecordChecks;
}

export interface ParamType {
  readonly type: string;
  readonly package: string;
  readonly label: Label;
  readonly params: readonly (ParamSource & { readonly field: Field })[];
}

export interface Form extends FieldSet, PlainOf<typeof formProperties> {
  readonly id: string;
  readonly package: string;
  /** Name of a single record. */
  readonly recordLabel: Label;
  /** Name of many records, in menus and above lists. */
  readonly listLabel: Label;
  readonly menu?: { readonly path: string; readonly order: number };
  readonly sharing?: SharingSource;
  /** Field that names a record to people. */
  readonly title?: Field;
  /** The field called `number`, if any. */
  readonly number?: Field;
  readonly key: readonly string[];
  /** Parameters that its formulas and conditions ask, by path; the field stands for the value. Default: none. */
  readonly asked?: ReadonlyMap<string, Field>;
  readonly layout: LayoutSource;
  readonly list: Required<ListSource>;
  readonly match?: Required<Omit<MatchSource, 'entries' | 'fields' | 'for' | 'condition'>> &
    Pick<MatchSource, 'entries' | 'fields'> & {
      /** Empty: rules have none. */
      readonly condition: string;
      readonly for: readonly MatchFor[];
    };
  /** Equal while nothing about the form changed, so what was built for it survives a publish. */
  readonly hash: string;
  readonly source: readonly SourceMark[];
}

/** A field by which a rule says whom it is for, all filled in; exactly one of fact, question and organisation. */
export type MatchFor = Pick<MatchForSource, 'fact' | 'question' | 'organisation' | 'unless'> & {
  /** Path by ids: `documents`, of a row `titles.kind`. */
  readonly field: string;
  readonly label: Label;
  readonly required: boolean;
  readonly empty: 'all' | 'nobody';
};

/** A property and the layers that spoke of it, first to last; the last holds unless its class says otherwise. */
export interface Explained {
  /** `forms/invoice-item/fields/rate/label`. */
  readonly property: string;
  readonly said: readonly { readonly package: string; readonly value: Json }[];
}
