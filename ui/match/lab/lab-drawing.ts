import type { TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { DecisionSaid } from '../../../metadata/contract/decisions/answered.ts';
import type { Where } from '../../../metadata/contract/decisions/asked.ts';
import type { CasePlaces } from '../../condition/facts/case-places.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { Answers, Configuration } from './lab-data.ts';

/** A document with some of its lines, or the nth thing that was made, whose way is followed. */
export type Followed =
  | { readonly document: number; readonly lines: readonly number[] }
  | { readonly made: number };

/** The documents that the lab asks about, under a configuration. */
export interface LabQuestion {
  /** Number of the organisation. */
  readonly org: string;
  readonly documents: readonly Json[];
  readonly configuration: Configuration;
  readonly answers: Answers;
}

/** The result for documents, ready to be drawn. */
export interface LabResult {
  readonly answer: DecisionSaid;
  /** Questions to whoever looks, without whose answers it is not decided. */
  readonly questions: readonly { readonly id: string; readonly text: string }[];
  /** Other gaps in what was decided, in sentences. */
  readonly leftOut: readonly string[];
  /** The number of things that were made. */
  readonly made: number;
  /** Places of the documents that the nth is made of. */
  readonly madeOf: (nth: number) => readonly number[];
  /** In a line; `look` shows what is wrong. */
  readonly sum: (look: () => void) => TemplateResult;
  /** `follow` hears what is picked in it. */
  readonly picture: (followed: Followed | null, follow: (next: Followed | null) => void) => TemplateResult;
  /** The nth thing that was made. */
  readonly detail: (nth: number) => TemplateResult;
  /** Below the steps: what would change it. */
  readonly otherwise: (configuration: Configuration) => TemplateResult;
}

/** Forms of what is asked about and of what it becomes. */
export interface LabForms {
  readonly asked: FormModel;
  readonly made: FormModel;
}

interface LabWords {
  /** The word for the documents. */
  readonly documents: string;
  /** There are none yet. */
  readonly none: string;
  readonly json: string;
  /** Nobody may see what there would be to try. */
  readonly unseen: string;
  /** A sentence on what the page shows once there are documents. */
  readonly begin: string;
  /** A sentence on what a kept case expects. */
  readonly keeps: string;
}

/**
 * The part of a domain in the lab: the decision that is tried, the documents it is about, and how its answers are
 * drawn.
 */
export interface LabDrawing {
  /** As cases name it. */
  readonly decision: string;
  /** Names of the forms. */
  readonly forms: Readonly<Record<keyof LabForms, string>>;
  readonly casePlaces: CasePlaces;
  readonly ask: (question: LabQuestion, about: LabForms, signal: AbortSignal) => Promise<LabResult>;
  /** Under the configuration as it stands, and under this one. */
  readonly compare: (
    question: LabQuestion,
    about: LabForms,
    signal: AbortSignal,
  ) => Promise<() => TemplateResult>;
  /** Draws how many documents would come out differently. */
  readonly impact: (org: string, under: Where) => TemplateResult;
  /** As decisions and cases are asked. */
  readonly toFacts: (documents: readonly Json[], answers: Answers) => JsonObject;
  readonly fromFacts: (facts: JsonObject) => Pick<LabQuestion, 'documents' | 'answers'>;
  /** Documents that are made up to see what rules do with them. */
  readonly samples: readonly {
    readonly key: string;
    readonly text: () => string;
    readonly make: (nth: number) => JsonObject;
  }[];
  readonly words: () => LabWords;
  /** The nth document by its place. */
  readonly nth: (at: number) => string;
  readonly nthMade: (at: number) => string;
  /** Says the number of lines of a document. */
  readonly lines: (count: number) => string;
  /** Answers the text beside the number of a document. */
  readonly beside: (document: JsonObject) => string;
}
