import type { Json, JsonObject } from './common/json.ts';
import type { Label } from './common/label.ts';
import type { Condition } from './condition.ts';
import type { FieldRoles } from './field-roles.ts';
import type { Manifest } from './manifest.ts';
import type { MatchSource } from './match-source.ts';
import type { Tone } from './package-choices.ts';
import type { SharingStrategy } from './sharing-strategies.ts';
import type { StepSource } from './step-source.ts';

export type { Manifest, MenuSource } from './manifest.ts';
export type { Tone } from './package-choices.ts';
export type { SharingStrategy } from './sharing-strategies.ts';

/** What the JSON files of a package say, before layers are merged. Fields are referred to by id everywhere. */
export type PackageSource = {
  readonly manifest: Manifest;
  readonly forms: readonly SourceFile<FormSource>[];
  readonly extensions: readonly SourceFile<ExtensionSource>[];
  readonly params: readonly SourceFile<ParamsSource>[];
  readonly data: readonly SourceFile<DataSource>[];
  readonly cases: readonly SourceFile<CasesSource>[];
  /** What its versions mean for what was stored before them. Default: nothing. */
  readonly migrations?: readonly SourceFile<MigrationsSource>[];
  /** Texts by key; a package may translate or replace what it says. */
  readonly messages: readonly SourceFile<Readonly<Record<string, Label>>>[];
  /** What former versions had and this one leaves out: remembered by whoever publishes, never written by hand. Default: nothing. */
  readonly dropped?: readonly DroppedSource[];
};

/** The last a package said of a field, or of an option of one, before it left it out. */
export type DroppedSource = {
  /** Id of the form. */
  readonly form: string;
  /** Of the field, by ids: `lines.taxCode`. */
  readonly path: string;
  /** The field that was left out, without what it asked of people. */
  readonly field?: FieldSource;
  /** The options that were left out of a field that stays. */
  readonly options?: readonly OptionSource[];
  /** Ids of the records that former values of the field became, when a step of the package was carried out. */
  readonly became?: Readonly<Record<string, Json>>;
  /** How a form is shared that was new when it was published and says nothing of it; its path is `sharing`. */
  readonly meant?: SharingSource;
  /** A whole form that was left out while others build on it; its path is empty. */
  readonly whole?: FormSource;
  /** A rule, tab, group … that was left out while others speak of it: its path is `rules/netPositive`. */
  readonly part?: true;
  /** A parameter that was left out, with what its type was called: form empty, its path is `params/pdf/timeout`. */
  readonly param?: ParamSource;
  readonly label?: Label;
};

export type SourceFile<T> = {
  /** Path inside the package: `forms/invoice-item.json`. */
  readonly file: string;
  readonly content: T;
};

export type FormKind = 'master' | 'setting' | 'document' | 'platform';

/** Where in the source documents a thing was read. */
export type SourceMark = {
  readonly document: string;
  readonly heading: string;
};

export type FormSource = {
  readonly name: string;
  /** The form's first name, kept through renames. Default: the name. */
  readonly id?: string;
  readonly kind: FormKind;
  readonly label: Label;
  /** What one record is called, as in “new …”, where the label is that of a place. Default: the label. */
  readonly recordLabel?: Label;
  /**
   * What many are called, as in menus and above lists: “Invoice items”. Default: the label, also where somebody else
   * changes that and leaves this alone.
   */
  readonly listLabel?: Label;
  readonly help?: Label;
  readonly menu?: { readonly path: string; readonly order?: number };
  /**
   * Who sees records: under organisation control, or everybody. Default: of a setting its organisation; of a new
   * document who made it; what is installed keeps what it has.
   */
  readonly sharing?: SharingSource | 'everybody';
  /** Field that names a record to people. Default: `name`, else `number`. */
  readonly title?: string;
  /** Natural key, by which imports find rows. Default: `number` where there is one. */
  readonly key?: readonly string[];
  readonly fields: readonly FieldSource[];
  readonly rules?: readonly RuleSource[];
  /** What the platform computes of a whole record and judges, beside the rules. Default: nothing. */
  readonly checks?: readonly RecordCheckSource[];
  readonly unique?: readonly UniqueSource[];
  readonly layout?: LayoutSource;
  readonly list?: ListSource;
  readonly actions?: readonly ActionSource[];
  readonly match?: MatchSource;
  /** What may not be done to records while they are in some state. Default: nothing. */
  readonly locks?: readonly LockSource[];
  /** What of a record that came with a package may not be done to it. */
  readonly preset?: PresetSource;
  /** Records carry validFrom and validTo, and match only between them. Default: no. */
  readonly validity?: boolean;
  /** Whoever sees a reference to a record is told its number, though the record be not for him. Default: no. */
  readonly publicNumbers?: boolean;
  /** Indexes beside those the list proposes; each a list of field ids. */
  readonly indexes?: readonly (readonly string[])[];
  readonly source?: SourceMark | readonly SourceMark[];
};

export type SharingSource = {
  readonly allowed: readonly SharingStrategy[];
  readonly default: SharingStrategy;
  /** New organisations get every free or hierarchical record by themselves. Default: no. */
  readonly autoAssign?: boolean;
};

export type Conditional = boolean | Condition;

/** Properties every kind knows; each kind adds its own (precision, options, form, …). */
export type FieldSource = {
  readonly name: string;
  /** The field's first name. Default: the name. */
  readonly id?: string;
  readonly kind: string;
  readonly label: Label;
  readonly help?: Label;
  readonly visible?: Conditional;
  readonly required?: Conditional;
  readonly readonly?: Conditional;
  /** A value, or `{ "fact": "$today" }`. Applied when a new record or row leaves the field out. */
  readonly default?: Json;
  /** Fill from a reference of the same row when it changes and nothing was given; stays editable. */
  readonly carry?: { readonly from: string; readonly field: string };
  /** Only records, or options by `value`, for which it holds can be picked; facts: the target's fields, `parent.x` for this record's. */
  readonly optionsFilter?: Condition;
  /** An organisation that personalises a record may have its own value. Default: no. */
  readonly ownable?: boolean;
  /** By number of the role, `*` for all others: what it may of the field, whatever the role itself lists. Default: what the role says. */
  readonly roles?: FieldRoles;
  /** May not change after the record was created. Default: no. */
  readonly fixed?: boolean;
  /** Personal data, which `purge` can blank in history. Default: no. */
  readonly personal?: boolean;
  /** Kept but no longer shown. Default: no. */
  readonly hidden?: boolean;
  /** Of its column in lists and among rows, in pixels. Default: as its kind and content ask for. */
  readonly width?: number;
  /** entries: fields of a row. */
  readonly fields?: readonly FieldSource[];
  readonly source?: SourceMark | readonly SourceMark[];
  readonly [kindProperty: string]: Json | undefined | object;
};

export type OptionSource = {
  readonly value: string;
  readonly label: Label;
  readonly order?: number;
  readonly hidden?: boolean;
  /** How it stands with a record of this value, for whoever looks through many. Default: as usual. */
  readonly tone?: Tone;
};

/** `when` holds and `check` does not: refused (or warned of) with `message` at `fields`. */
export type RuleSource = {
  readonly name: string;
  /** Entries field (or `lines.sub`) whose rows are checked one by one; the record is `parent`. Default: the record. */
  readonly each?: string;
  readonly when?: Condition;
  readonly check: Condition;
  /** Where the problem is shown; ids in the row when `each` is given. */
  readonly fields: readonly string[];
  readonly message: Label;
  /** Default: error. */
  readonly severity?: 'error' | 'warning';
  readonly source?: SourceMark | readonly SourceMark[];
};

/** A check that is computed: what it reads goes by the ids of the documents (`lines.amount`, `sellerTaxNo`, …). */
export type RecordCheckSource = {
  /** Name of the check. */
  readonly run: string;
  readonly source?: SourceMark | readonly SourceMark[];
};

/** No two records (or rows) may agree in all `fields`. */
export type UniqueSource = {
  readonly name: string;
  readonly fields: readonly string[];
  /** Only records for which it holds take part. */
  readonly where?: Condition;
  /** Empty is a value like others. Default: where a field is empty nothing is taken. */
  readonly emptyCounts?: boolean;
  /** Entries field whose rows take part, across all records: one organisation in no two schemes. */
  readonly across?: string;
  /** Among the records of one organisation, or all, or the rows of one record. Default: organisation where the form has sharing. */
  readonly within?: 'organisation' | 'tenant' | 'record';
  readonly message?: Label;
  readonly source?: SourceMark | readonly SourceMark[];
};

export type LayoutSource = {
  readonly tabs: readonly TabSource[];
};
export type TabSource = {
  readonly name: string;
  readonly label: Label;
  readonly visible?: Conditional;
  readonly groups: readonly GroupSource[];
  /** Among tabs that say one, which come first. Default: where it is written. */
  readonly order?: number;
};
export type GroupSource = {
  readonly name: string;
  readonly label?: Label;
  /** Default: 4, and fewer where there is less room. */
  readonly columns?: number;
  readonly visible?: Conditional;
  readonly fields: readonly string[];
  /** As of tabs. */
  readonly order?: number;
  /** Name of the tab that it was taken to. Default: where it is written. */
  readonly tab?: string;
};

export type ListSource = {
  readonly columns: readonly string[];
  /** Quick filters above the list. */
  readonly filters?: readonly string[];
  /** `-priority` is descending. Default: number, else newest first. */
  readonly sort?: readonly string[];
  /** Fields that `q` looks into. Default: number and title. */
  readonly search?: readonly string[];
};

export type ActionSource = {
  readonly name: string;
  readonly label: Label;
  /** What the platform can do. */
  /** What of all that the server can do. */
  readonly capability: string;
  readonly params?: JsonObject;
  readonly when?: Condition;
  readonly confirm?: Label;
  /** On one record, on several at once (and so on one), or on the form. Default: record. */
  readonly on?: 'record' | 'records' | 'form';
  readonly source?: SourceMark | readonly SourceMark[];
};

export type LockSource = {
  /** Changing covers its content, its organisation and disabling it; actions of the form go by their own conditions. */
  readonly action: 'change' | 'delete' | 'disable' | 'sharing';
  readonly when: Condition;
  /** Why not, and what to do first. */
  readonly message: Label;
};

export type PresetSource = {
  /** Locks on records that came with a package. */
  readonly locked?: readonly ('delete' | 'disable' | 'sharing')[];
  /** Field ids that may not change. */
  readonly fields?: readonly string[];
  /** Which of the package's records; default: all of them. */
  readonly where?: Condition;
};

/** Names a form of another package and says one property and value per target. */
export type ExtensionSource = {
  readonly extends: string;
  readonly fields?: readonly FieldSource[];
  /** Fields added to rows, by the path of the entries field: `lines`, `lines.sub`. */
  readonly rows?: Readonly<Record<string, readonly FieldSource[]>>;
  /** Changes by target: `fields/taxNo/label`, `list/columns`, `fields/kind/options`, … */
  readonly set?: Readonly<Record<string, Json>>;
  /** Of `local` alone: packages whose word about a target is not taken. Default: everybody's is. */
  readonly overrules?: Readonly<Record<string, readonly string[]>>;
  readonly rules?: readonly RuleSource[];
  readonly unique?: readonly UniqueSource[];
  readonly groups?: readonly (GroupSource & { readonly tab: string; readonly after?: string })[];
  readonly tabs?: readonly (TabSource & { readonly after?: string })[];
  readonly actions?: readonly ActionSource[];
  readonly source?: SourceMark | readonly SourceMark[];
};

export type ParamsSource = {
  readonly type: string;
  readonly label: Label;
  readonly params: readonly ParamSource[];
  /** What is said of parameters of this type that others define: `limit/label`, `limit/max`. Default: nothing. */
  readonly set?: Readonly<Record<string, Json>>;
  /** Of `local` alone: packages whose word is not taken. Default: everybody's is. */
  readonly overrules?: Readonly<Record<string, readonly string[]>>;
};

export type ParamSource = {
  /** A literal key; absent with a dimension. */
  readonly key?: string;
  /** What instances the key is taken from; a machine number stands right behind its tax number, or there is none. */
  readonly dimension?: 'tax-number' | 'tax-number+machine' | 'form' | 'source-system';
  readonly label: Label;
  readonly help?: Label;
  /** Any kind's field properties: the typed value behind the raw one. */
  readonly value: { readonly kind: string; readonly [kindProperty: string]: Json };
  /** How the value is spelt on the wire. */
  readonly raw?: RawSpelling;
  readonly default?: Json;
  /** What the package sets for the whole system when it is installed; taken away, it is unset. */
  readonly preset?: Json;
  /** What holds when nothing is set. */
  readonly unset: { readonly value?: Json; readonly label: Label };
  /** Turns a check off or changes environment: asks for a reason, shows a banner. Default: no. */
  readonly danger?: boolean;
  /** No longer offered to be set; what is set stays in force. Default: no. */
  readonly hidden?: boolean;
  /** Behind the number; a plain text is the same in every language. */
  readonly unit?: string | Label;
  readonly since?: string;
  /** Inherited down the control tree. Default: yes. */
  readonly inherited?: boolean;
  /** Where it can be set. Default: both. */
  readonly scopes?: readonly ('system' | 'organisation')[];
  readonly source?: SourceMark | readonly SourceMark[];
};

type RawSpelling = {
  /** Raw text for each value; `*` is any other non-empty text, which reads as that value and is kept as written. */
  readonly values?: Readonly<Record<string, Json>>;
  /** Texts that `values` does not name are read by the kind. Default: only where there are no `values`. */
  readonly reads?: boolean;
  /** What a text counts as that nothing reads; it is kept as written. Default: it is refused. */
  readonly unreadable?: Json;
  /** What an empty text means. Default: the same as not set. */
  readonly empty?: Json;
  /** `key`: the raw value that means on is the key itself (the tax number). */
  readonly on?: 'key';
  /** Between several values in one text: the value is a list of what the kind says, unless the kind is a list itself. */
  readonly separator?: string;
};

export type DataSource = {
  readonly form: string;
  /** Only loaded where asked for (`start --demo`). Default: always. */
  readonly set?: string;
  readonly records: readonly DataRecord[];
};
export type DataRecord = {
  /** Stable inside the package, whatever happens to number and name. */
  readonly key: string;
  /** Number of the owning organisation. Default: the root. */
  readonly org?: string;
  /** Default: global where the form allows it. */
  readonly sharing?: SharingStrategy;
  /** Numbers of organisations it is assigned to. */
  readonly assigned?: readonly string[];
  readonly enabled?: boolean;
  readonly values: JsonObject;
  readonly source?: SourceMark | readonly SourceMark[];
};

export type CasesSource = {
  readonly form?: string;
  readonly decision?: string;
  readonly cases: readonly CaseSource[];
};
type CaseSource = {
  readonly name: string;
  readonly org?: string;
  readonly at?: string;
  readonly facts: JsonObject;
  /** What is said beside the facts, by question. Default: nothing. */
  readonly ask?: JsonObject;
  /** Number of the record whose rows are asked. Default: of all. */
  readonly within?: string;
  /** Of a decision: what is tried beside what is stored. Default: nothing. */
  readonly trial?: JsonObject;
  /** Number of the winner, a decision's result, or null for none. */
  readonly expect: Json;
};

export type MigrationsSource = {
  /** Version of the package that the steps belong to. */
  readonly to: string;
  readonly steps: readonly StepSource[];
};
