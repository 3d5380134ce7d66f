import type { Condition } from './condition.ts';
import type { Json } from './json.ts';
import type { Kind } from './kinds/kind.ts';
import type { Label } from './label.ts';
import type {
  ActionSource,
  CasesSource,
  Conditional,
  DataSource,
  FormKind,
  LayoutSource,
  ListSource,
  Manifest,
  MatchSource,
  MenuSource,
  OptionSource,
  ParamSource,
  PresetSource,
  RuleSource,
  SharingSource,
  SourceFile,
  SourceMark,
  UniqueSource,
} from './source.ts';

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
  readonly messages: ReadonlyMap<string, Label>;
}

export interface ParamType {
  readonly type: string;
  readonly package: string;
  readonly label: Label;
  readonly params: readonly (ParamSource & { readonly field: Field })[];
}

/** What a record, an entries row and a sub-entries row have in common. */
export interface Shape {
  readonly fields: readonly Field[];
  readonly byId: ReadonlyMap<string, Field>;
  readonly byName: ReadonlyMap<string, Field>;
  /** Fields of kind entries, in order. */
  readonly entries: readonly Field[];
}

export interface Form extends Shape {
  readonly id: string;
  readonly name: string;
  readonly kind: FormKind;
  readonly package: string;
  readonly label: Label;
  readonly help?: Label;
  readonly menu?: { readonly path: string; readonly order: number };
  readonly sharing?: SharingSource;
  /** Field that names a record to people. */
  readonly title?: Field;
  /** The field called `number`, if any. */
  readonly number?: Field;
  readonly key: readonly string[];
  readonly rules: readonly RuleSource[];
  readonly unique: readonly UniqueSource[];
  readonly layout: LayoutSource;
  readonly list: Required<ListSource>;
  readonly actions: readonly ActionSource[];
  readonly match?: Required<Omit<MatchSource, 'entries' | 'fields'>> &
    Pick<MatchSource, 'entries' | 'fields'>;
  readonly preset?: PresetSource;
  readonly validity: boolean;
  readonly indexes: readonly (readonly string[])[];
  /** Equal while nothing about the form changed, so what was built for it survives a publish. */
  readonly hash: string;
  readonly source: readonly SourceMark[];
}

export interface Field {
  readonly id: string;
  readonly name: string;
  /** From the form, by ids: `lines.taxCode`. */
  readonly path: string;
  readonly kind: Kind;
  readonly package: string;
  readonly label: Label;
  readonly help?: Label;
  readonly visible: Conditional;
  readonly required: Conditional;
  readonly readonly: Conditional;
  readonly default?: Json;
  readonly carry?: { readonly from: string; readonly field: string };
  readonly optionsFilter?: Condition;
  readonly ownable: boolean;
  readonly fixed: boolean;
  readonly personal: boolean;
  readonly hidden: boolean;
  /** entries: the shape of a row. */
  readonly rows?: Shape;
  /** reference, references, parent: id of the form that is pointed at. */
  readonly target?: string;
  /** choice, choices: in order. */
  readonly options?: readonly OptionSource[];
  /** carry, computed: the field whose kind the value has. */
  readonly inner?: Field;
  /** What else the kind was told: precision, scale, length, compute, … */
  readonly props: Readonly<Record<string, Json>>;
  readonly source: readonly SourceMark[];
}

/** Which layers spoke about a property, first to last; the last one holds unless its class says otherwise. */
export interface Explained {
  /** `forms/invoice-item/fields/rate/label`. */
  readonly property: string;
  readonly said: readonly { readonly package: string; readonly value: Json }[];
}
