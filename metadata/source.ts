import type { Json, JsonObject } from './common/json.ts';
import type { Label } from './common/label.ts';
import type { SharingStrategy } from './common/sharing-strategies.ts';
import type { Manifest } from './manifest.ts';
import type { PrintSource } from './print-source.ts';
import type { ActionSource } from './property/action.ts';
import type { BlockSource } from './property/block.ts';
import type { FieldSource } from './property/field.ts';
import type { FormSource } from './property/form.ts';
import type { GroupSource, TabSource } from './property/layout.ts';
import type { OptionSource } from './property/option.ts';
import type { ParamSource } from './property/param.ts';
import type { RuleSource } from './property/rule.ts';
import type { SourceMark } from './property/shapes.ts';
import type { SharingSource } from './property/sharing.ts';
import type { UniqueSource } from './property/unique.ts';
import type { ViewSource } from './property/view.ts';
import type { ReportSource } from './report-source.ts';
import type { StepSource } from './step-source.ts';

export type { SharingStrategy } from './common/sharing-strategies.ts';
export type { Manifest, MenuSource } from './manifest.ts';
export type { ActionSource } from './property/action.ts';
export type { BlockSource } from './property/block.ts';
export type { FieldSource } from './property/field.ts';
export type { FormKind, FormSource, LockSource } from './property/form.ts';
export type { GroupSource, LayoutSource, TabSource } from './property/layout.ts';
export type { ListSource } from './property/list.ts';
export type { MatchSource } from './property/match.ts';
export type { OptionSource, Tone } from './property/option.ts';
export type { ParamSource } from './property/param.ts';
export type { RuleSource } from './property/rule.ts';
export type { Conditional, SourceMark } from './property/shapes.ts';
export type { SharingSource } from './property/sharing.ts';
export type { UniqueSource } from './property/unique.ts';
export type { ViewSource } from './property/view.ts';

/** A package as its JSON files state it, before layers are merged. Fields are referred to by id everywhere. */
export type PackageSource = {
  readonly manifest: Manifest;
  readonly forms: readonly SourceFile<FormSource>[];
  readonly extensions: readonly SourceFile<ExtensionSource>[];
  readonly params: readonly SourceFile<ParamsSource>[];
  readonly data: readonly SourceFile<DataSource>[];
  /** Files that its records hold, by their names, in base64. Default: none. */
  readonly dataFiles?: ReadonlyMap<string, string>;
  readonly cases: readonly SourceFile<CasesSource>[];
  /** What records look like on paper. Default: nothing. */
  readonly prints?: readonly SourceFile<PrintSource>[];
  readonly reports?: readonly SourceFile<ReportSource>[];
  /** Forms to begin others from; none of them is there by itself. Default: none. */
  readonly templates?: readonly SourceFile<FormSource>[];
  /** The steps by which its versions change records that were stored before them. Default: nothing. */
  readonly migrations?: readonly SourceFile<MigrationsSource>[];
  /** Texts by key; a package may translate or replace what it says. */
  readonly messages: readonly SourceFile<Readonly<Record<string, Label>>>[];
  /**
   * Parts left out that former versions had: remembered by whoever publishes, never written by hand. Default: nothing.
   */
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
  /** Names of kinds that the field was of, whose values may stand in its records yet. */
  readonly kinds?: readonly string[];
  /** Ids of the records that former values of the field became, when a step of the package was carried out. */
  readonly became?: Readonly<Record<string, Json>>;
  /** The way of sharing of a form that was new when it was published and says nothing of it; its path is `sharing`. */
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
  readonly blocks?: readonly BlockSource[];
  readonly views?: readonly ViewSource[];
  readonly source?: SourceMark | readonly SourceMark[];
};

export type ParamsSource = {
  readonly type: string;
  readonly label: Label;
  readonly params: readonly ParamSource[];
  /** Properties set for parameters of this type that others define: `limit/label`, `limit/max`. Default: nothing. */
  readonly set?: Readonly<Record<string, Json>>;
  /** Of `local` alone: packages whose word is not taken. Default: everybody's is. */
  readonly overrules?: Readonly<Record<string, readonly string[]>>;
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
  /** Values that are given beside the facts, by question. Default: nothing. */
  readonly ask?: JsonObject;
  /** Number of the record whose rows are asked. Default: of all. */
  readonly within?: string;
  /** Of a decision: data that is tried beside what is stored. Default: nothing. */
  readonly trial?: JsonObject;
  /** Number of the winner, a decision's result, or null for none. */
  readonly expect: Json;
};

export type MigrationsSource = {
  /** Version of the package that the steps belong to. */
  readonly to: string;
  readonly steps: readonly StepSource[];
};
