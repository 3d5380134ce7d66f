import type { Json, JsonObject } from '../../common/json.ts';
import type { Label, Language } from '../../common/label.ts';
import type { PrintSource } from '../../print-source.ts';
import type { ReportSource } from '../../report-source.ts';
import type {
  ActionSource,
  BlockSource,
  FieldSource,
  FormSource,
  GroupSource,
  MenuSource,
  OptionSource,
  ParamSource,
  RuleSource,
  TabSource,
  UniqueSource,
  ViewSource,
} from '../../source.ts';

/**
 * A step that a person took in a design, as data: where, and what he wants to be so. The files of the layer follow from
 * it (`apply-step.ts`), in the browser at once and on the server again. Forms go by id, fields by their path of ids.
 *
 * A *place* is `fields/lines.rate`, `fields/colour/options/r`, `rules/total`, `unique/number`, `actions/lock`,
 * `blocks/hint`,
 * `layout/tabs/main`, `layout/groups/basic`, or empty for the form itself; a *target* is a place and a property of
 * it, as `targets.ts` spells it: `fields/rate/label`, `list/columns`. What is said of a parameter has an empty form
 * and the target `params/pdf/timeout/label`; of its options the place `params/pdf/format/options/ofd`.
 */
export type DesignStep = {
  readonly layer?: string;
  /** A word of whoever types for his stay in one box: what is typed there until he leaves it is one step. */
  readonly typed?: string;
  /** A word of whoever takes several steps as one change: they are undone and redone as one, and told each. */
  readonly together?: string;
} & (
  | SetStep
  | ResetStep
  | AddFormStep
  | AddFieldStep
  | AddOptionStep
  | AddPartStep
  | PlaceStep
  | RenameStep
  | ChangeKindStep
  | FitValuesStep
  | HideStep
  | RemoveStep
  | BringBackStep
  | MergeOptionsStep
  | MoveIntoRowsStep
  | AddMenuStep
  | SetMenuStep
  | RemoveMenuStep
  | AddParamStep
  | SetParamStep
  | RemoveParamStep
  | SetPrintStep
  | RemovePrintStep
  | SetReportStep
  | RemoveReportStep
  | WriteFileStep
  | RemoveFileStep
);

type At = {
  /** Id of the form; empty: a parameter. */
  readonly form: string;
};

/** A property becomes a value. Of sets (columns, filters, fields of a group) it is the whole list that is wanted. */
type SetStep = At & {
  readonly do: 'set';
  readonly target: string;
  readonly value: Json;
};

/** This layer no longer says anything of a property: what the layers below say holds. */
type ResetStep = At & {
  readonly do: 'reset';
  readonly target: string;
};

/** A form of this layer's own; a copy is made by `copyOfForm`. */
type AddFormStep = {
  readonly do: 'add-form';
  readonly content: FormSource;
};

type AddFieldStep = At & {
  readonly do: 'add-field';
  /** Path of the entries whose rows get it. Default: the record does. */
  readonly in?: string;
  readonly content: FieldSource;
  /** Group it stands in. Default: where fields stand that nobody placed. */
  readonly group?: string;
  /** Id of the field it stands before. Default: last. */
  readonly before?: string;
};

type AddOptionStep = At & {
  readonly do: 'add-option';
  /** Path of the field; of a parameter its place: `params/pdf/format`. */
  readonly field: string;
  readonly content: OptionSource;
  /** Value of the option it stands before. Default: last. */
  readonly before?: string;
};

/** A rule, a unique key, an action, a block, a view, a tab or a group. */
type AddPartStep = At & { readonly do: 'add-part' } & (
    | { readonly part: 'rules'; readonly content: RuleSource }
    | { readonly part: 'unique'; readonly content: UniqueSource }
    | { readonly part: 'actions'; readonly content: ActionSource }
    | { readonly part: 'blocks'; readonly content: BlockSource }
    | { readonly part: 'views'; readonly content: ViewSource }
    | { readonly part: 'tabs'; readonly content: TabSource; readonly after?: string }
    | {
        readonly part: 'groups';
        readonly content: GroupSource;
        readonly tab: string;
        readonly after?: string;
      }
  );

/**
 * A field or a block into a group, or to another place among fields of a row; a group into a tab; a tab, a view,
 * an option to another place.
 */
type PlaceStep = At & {
  readonly do: 'place';
  readonly place: string;
  /** Name of the group a field or block goes into, of the tab a group goes into. Default: it stays where it is. */
  readonly in?: string;
  /**
   * Id, value or name of what it then stands before; of a block a field's id, or another block as `blocks/hint`.
   * Default: last.
   */
  readonly before?: string;
};

/** A form or a field of this layer's own is called otherwise; its id stays. */
type RenameStep = At & {
  readonly do: 'rename';
  readonly place: string;
  readonly name: string;
};

/** A field of this layer's own holds values of another kind. */
type ChangeKindStep = At & {
  readonly do: 'change-kind';
  readonly field: string;
  readonly kind: string;
  /** Properties of the new kind: options, length, form … Those of the old one go. */
  readonly properties?: JsonObject;
  /** The language of the labels that options become where they become texts. Default: zh. */
  readonly reads?: Language;
};

/** Stored values that the present kind of a field of this layer's own has no room for become others, or go. */
type FitValuesStep = At & {
  readonly do: 'fit-values';
  readonly field: string;
  /** Stored value → option, or value as the kind keeps it; null empties the field. Default: none is named. */
  readonly values?: Readonly<Record<string, string | null>>;
  /** What becomes of those that nobody named. Default: they stand in the way of a publish. */
  readonly others?: 'empty';
};

/** A field, an option or a parameter (`params/pdf/timeout`) is no longer shown; what is stored stays. */
type HideStep = At & {
  readonly do: 'hide';
  readonly place: string;
};

/** Something of this layer's own goes; its data is kept until it is purged. */
type RemoveStep = At & {
  readonly do: 'remove';
  readonly place: string;
};

/** A thing that was hidden is shown again, one that was removed is back. */
type BringBackStep = At & {
  readonly do: 'bring-back';
  readonly place: string;
  /** The thing that was removed, as its layer last had it. Default: it is only hidden. */
  readonly content?: JsonObject;
};

/** Options of a choice of this layer's own become another one, in the records too. */
type MergeOptionsStep = At & {
  readonly do: 'merge-options';
  readonly field: string;
  /** Value → the option that it becomes; null empties the field. */
  readonly values: Readonly<Record<string, string | null>>;
};

/** Fields of this layer's own become fields of rows, what they hold the first row. */
type MoveIntoRowsStep = At & {
  readonly do: 'move-into-rows';
  readonly fields: readonly string[];
  /** Id of the entries field, of this layer's own. */
  readonly into: string;
};

type AddMenuStep = {
  readonly do: 'add-menu';
  readonly content: MenuSource;
};

/** A folder of the menu that this layer made, or says otherwise. */
type SetMenuStep = {
  readonly do: 'set-menu';
  readonly path: string;
  readonly properties: Partial<Omit<MenuSource, 'path' | 'space'>> & {
    /** Null: it says none. */
    readonly space?: MenuSource['space'] | null;
  };
};

type RemoveMenuStep = {
  readonly do: 'remove-menu';
  readonly path: string;
};

type AddParamStep = {
  readonly do: 'add-param';
  readonly type: string;
  /** The name of the type for people, where this layer says it first. Default: the type. */
  readonly label?: Label;
  readonly content: ParamSource;
};

/** A parameter that this layer defines, by its key or `{dimension}`, becomes another. */
type SetParamStep = {
  readonly do: 'set-param';
  readonly type: string;
  readonly key: string;
  readonly content: ParamSource;
};

type RemoveParamStep = {
  readonly do: 'remove-param';
  readonly type: string;
  readonly key: string;
};

/**
 * A print template of the form is this, in this layer: a new one, or in place of the one of that name that it has, or
 * that others brought.
 */
type SetPrintStep = At & {
  readonly do: 'set-print';
  readonly name: string;
  readonly content: PrintSource;
};

/** A print template of this layer's own goes; the one of others that it stood for holds again. */
type RemovePrintStep = At & {
  readonly do: 'remove-print';
  readonly name: string;
};

/** The same of a report of the form. */
type SetReportStep = At & {
  readonly do: 'set-report';
  readonly name: string;
  readonly content: ReportSource;
};

type RemoveReportStep = At & {
  readonly do: 'remove-report';
  readonly name: string;
};

/** Somebody wrote JSON; the path is inside the package of the layer. */
type WriteFileStep = {
  readonly do: 'write-file';
  readonly path: string;
  readonly content: Json;
};

type RemoveFileStep = {
  readonly do: 'remove-file';
  readonly path: string;
};

/** The step of one sort, as in `StepOf<'add-field'>`. */
export type StepOf<Does extends DesignStep['do']> = Extract<DesignStep, { readonly do: Does }>;
