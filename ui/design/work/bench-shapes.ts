import type { Issue } from '../../../metadata/common/issue.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { DesignSources } from '../../../metadata/contract/design/parts.ts';
import type { DescribedField, DescribedForm } from '../../../metadata/contract/forms/form-model.ts';
import type { Definition } from '../../../metadata/contract/params/definition.ts';
import type { CopyAs } from '../../../metadata/design/copy-form.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { Known } from '../../../metadata/domain.ts';
import type { PrintSource } from '../../../metadata/print-source.ts';
import type { ReportSource } from '../../../metadata/report-source.ts';
import type { FieldSource, FormKind, FormSource, MenuSource } from '../../../metadata/source.ts';
import type { Effective } from '../json/effective.ts';
import type { TypedAnswer, TypedQuestion } from '../json/typed-answer.ts';
import type { StatedCheck } from './issues/condition-judge.ts';
import type { BeforeTexts, PlaceLabels } from './place-labels.ts';
import type { RoleSight } from './role-sight.ts';

/** Something wrong with the design, in words, with the place it is about where one was found. */
export type DrawnIssue = Pick<Issue, 'code' | 'severity' | 'params' | 'package' | 'file' | 'pointer'> & {
  readonly message: Label;
  /** Id of the form it is about. */
  readonly form?: string;
  /** `fields/rate`, `rules/total`; absent: the form itself. */
  readonly place?: string;
  /** How people call that place, where they do. */
  readonly about?: Label;
};

/** A form in the list of all of them. */
export type FormLine = {
  readonly id: string;
  readonly name: string;
  readonly kind: FormKind;
  readonly label: Label;
  readonly icon?: string;
  readonly package: string;
  /** The place in the menu; where nobody stated one, the folder of its package. Default: no place. */
  readonly menu?: { readonly path: string; readonly order?: number };
  readonly fields: number;
  /** Packages that say something of it beside its owner. */
  readonly layers: readonly string[];
  /** Whether the design changes the form. */
  readonly touched: boolean;
};

/** A parameter in the list of all of them. */
export type ParamLine = {
  /** `pdf/timeout`, `pdf/{form}`. */
  readonly address: string;
  readonly type: string;
  readonly typeLabel: Label;
  readonly label: Label;
  readonly kind: string;
  readonly package: string;
  /** Packages that say something of it beside its owner. */
  readonly layers: readonly string[];
  readonly touched: boolean;
  readonly danger: boolean;
  /** The parameter is no longer offered to be set. */
  readonly hidden: boolean;
  /** The design takes it away, or a former version of the layer had it. */
  readonly gone: boolean;
};

/** A parameter as it is designed. */
export type DrawnParam = {
  readonly address: string;
  readonly definition: Definition;
  readonly properties: readonly PropertyState[];
  /** The options in order, where its kind has any. */
  readonly options: readonly DrawnOption[];
  /** Whether the designed layer owns the parameter. */
  readonly own: boolean;
  readonly hidden: boolean;
};

/** An option of a parameter, with all that can be said of it. */
type DrawnOption = {
  readonly value: string;
  /** Whether the designed layer wrote the option. */
  readonly own: boolean;
  readonly properties: readonly PropertyState[];
};

/** A property of something, with who said what of it, and what may be done to it here. */
export type PropertyState = {
  readonly property: string;
  /** As a step names it: `fields/rate/label`. */
  readonly target: string;
  readonly value: Json | undefined;
  readonly said: readonly { readonly package: string; readonly value: Json }[];
  /** It is this layer's own · this layer may state another value · its owner decides · nobody changes it any more. */
  readonly may: 'own' | 'set' | 'owner' | 'locked';
  readonly owner: string;
};

/** A field that is not on the form, though records have it. */
export type HiddenField = DescribedField;

/** What stands of the form that is designed in a file of its own. */
export type DrawnOfForm<T> = {
  readonly name: string;
  /** Package that has the last word on it. */
  readonly package: string;
  /** The file of the designed layer that says it; empty: the layer says nothing of it. */
  readonly file: string;
  /** Package whose own of that name the layer’s stands for. Default: it stands for none. */
  readonly replaces?: string;
  /** Null: what is written does not have the shape it should. */
  readonly content: T | null;
};
export type DrawnPrint = DrawnOfForm<PrintSource>;
export type DrawnReport = DrawnOfForm<ReportSource>;

export type DrawnForm = {
  readonly described: DescribedForm;
  readonly hidden: readonly HiddenField[];
  /** Paths of fields that this layer added, and places of other parts. */
  readonly own: readonly string[];
  /** Places that the design says something of. */
  readonly touched: readonly string[];
  /** As a role sees it, where one was asked for; null: it sees nothing of it. */
  readonly seen: DescribedForm | null;
  /** Forms it refers to that are not in force as they are here, by id. */
  readonly targets: Readonly<Record<string, DescribedForm>>;
};

/** A form to begin another from. */
export type FormTemplate = {
  /** Its package and name: `templates/contract`. */
  readonly address: string;
  readonly kind: FormKind;
  readonly label: Label;
  readonly help: Label | null;
  /** Who sees records of it. Default: everybody. */
  readonly sharing?: FormSource['sharing'];
  /** Of rules: id of the form whose records they judge, until another is chosen. Default: it is no form of rules. */
  readonly facts?: string;
};

/** What a form that is begun from a template is called, and whose records its rules judge. Default: the template's. */
export type BegunAs = CopyAs & { readonly facts?: string };

/** The outcome of a design: forms, parameters and issues as they are with all of its steps. */
export type Drawn = {
  /** The number of steps in it. */
  readonly at: number;
  /** The design does not compile: its faulty parts are drawn as they were when it last did, or left out. */
  readonly stale: boolean;
  readonly issues: readonly DrawnIssue[];
  readonly lines: readonly FormLine[];
  readonly templates: readonly FormTemplate[];
  readonly menu: readonly MenuSource[];
  /** The capabilities, checks and icons that packages may name. */
  readonly known: Known;
  /** The labels of places of the forms that the design changes, by the form's id. */
  readonly called: Readonly<Record<string, PlaceLabels>>;
  /** The steps that make a print template or a report which was not there. */
  readonly making: readonly DesignStep[];
  /** The texts that its steps set, as they stood before. */
  readonly before: BeforeTexts;
  readonly form: DrawnForm | null;
  /** The print templates of the form, where one asked for them. */
  readonly prints: readonly DrawnPrint[];
  /** Its reports, where one asked for them. */
  readonly reports: readonly DrawnReport[];
  /** Of the place that was asked for. */
  readonly place: string;
  readonly properties: readonly PropertyState[];
  /** Of all packages, where one asked for them. */
  readonly params: readonly ParamLine[];
  /** The one that was asked for; null: there is none. */
  readonly param: DrawnParam | null;
};

/** The parts of a design that should be drawn. */
export type DrawQuestion = {
  /** Id of a form. Default: none. */
  readonly form?: string;
  /** A place of it whose properties are told. Default: the form itself. */
  readonly place?: string;
  /** The role whose sight of the form is drawn, too; null: one that sees nothing. Default: no sight is drawn. */
  readonly as?: RoleSight | null;
  /** What else of it is drawn: its print templates, or its reports. Default: nothing. */
  readonly files?: 'prints' | 'reports';
  /** Address of a parameter that is drawn with all others; empty: they alone. Default: none of them. */
  readonly param?: string;
};

/** A step that cannot be taken, with why. */
export type Refused = {
  readonly step: DesignStep;
  readonly issues: readonly DrawnIssue[];
};

/** A form with steps that somebody might take: null, where the design would not compile with them, for these reasons. */
export type ProposedForm = {
  readonly form: DescribedForm | null;
  readonly issues: readonly DrawnIssue[];
};

/** The calls of the page to the worker. */
export type BenchAsk =
  | { readonly do: 'open'; readonly sources: DesignSources; readonly checks: readonly StatedCheck[] }
  /** Of the steps it has the first stay; these follow, and what they come to is drawn. */
  | {
      readonly do: 'draw';
      readonly keep: number;
      readonly steps: readonly DesignStep[];
      readonly asked: DrawQuestion;
    }
  | { readonly do: 'try'; readonly steps: readonly DesignStep[] }
  | { readonly do: 'files'; readonly layer: string }
  | { readonly do: 'template'; readonly address: string; readonly as: BegunAs }
  | { readonly do: 'copy'; readonly form: string; readonly as: CopyAs }
  | { readonly do: 'fields'; readonly form: string }
  | { readonly do: 'proposed'; readonly steps: readonly DesignStep[] }
  | { readonly do: 'effective'; readonly form: string }
  /** Somebody typed in the effective JSON of a form. */
  | ({ readonly do: 'typed' } & TypedQuestion);

export type BenchAnswers = {
  readonly open: null;
  readonly draw: { readonly refused: readonly Refused[]; readonly drawn: Drawn };
  readonly try: readonly Refused[];
  readonly files: readonly (readonly [path: string, content: Json])[];
  readonly template: FormSource | null;
  readonly copy: FormSource | null;
  readonly fields: readonly FieldSource[];
  readonly proposed: ProposedForm;
  readonly effective: Effective | null;
  readonly typed: TypedAnswer;
};
