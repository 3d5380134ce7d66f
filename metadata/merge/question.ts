import { hashOf } from '../common/hash.ts';
import type { Problem } from '../common/issue.ts';
import type { Json } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import type { Spot } from './world.ts';

/** The decision on a property that both changed: the package's word, the layer's, or a third. */
export type Answer = 'theirs' | 'ours' | { readonly value: Json };
/** The decision between two packages that know nothing of each other: one's word is taken, or a third. */
export type Choice = { readonly from: string } | { readonly value: Json };

/** A property that a new version and a layer above it both changed, each otherwise. */
export type Question = Spot & {
  /** Of the place and the three values: the same question has the same id for ever. */
  readonly id: string;
  /** The package whose new version says something else. */
  readonly package: string;
  /** The package whose word stands above it. */
  readonly layer: string;
  /** Name of the thing that has the property. */
  readonly label?: Label;
  readonly base: Json;
  readonly theirs: Json;
  readonly ours: Json;
  readonly proposal: 'theirs' | 'ours';
  readonly answer?: Answer;
  /** The answer was given before, to the very same question. */
  readonly remembered: boolean;
};

/** A field of a record that came with a package: with what its new version says the record would not be valid. */
export type RecordQuestion = Question & {
  readonly record: {
    readonly key: string;
    readonly id: string;
    /** Name of the person who changed it last. */
    readonly by: string | null;
    readonly at: string;
  };
  /** Reasons why the record would not be valid, and flaws of the answers that were given. */
  readonly problems: readonly Problem[];
};

/** A property that two packages speak of, neither of which knows of the other. */
export type Interference = Spot & {
  readonly id: string;
  readonly label?: Label;
  readonly said: readonly { readonly package: string; readonly value: Json }[];
  readonly answer?: Choice;
  readonly remembered: boolean;
};

/** A merge that was done without asking, and is worth telling. */
export type Notice = Spot & {
  readonly code: 'merge-followed' | 'merge-stricter' | 'merge-sets' | 'merge-leans' | 'merge-kept';
  /** The package whose new version it is about. */
  readonly package: string;
  /** The package whose layer it is about. */
  readonly layer: string;
  readonly label?: Label;
  readonly params: Readonly<Record<string, Json>>;
};

/** Answers that were given once, by the id of the question. */
export type Answers = Readonly<Record<string, Answer | Choice>>;

export function questionId(spot: Spot, layer: string, values: readonly Json[]): string {
  return `q${hashOf([spot.form, spot.target, layer, ...values]).slice(0, 20)}`;
}

/** Of a record's field: answers to these are kept though no layer speaks of it. */
export function recordQuestionId(spot: Spot, values: readonly Json[]): string {
  return `r${hashOf([spot.form, spot.target, ...values]).slice(0, 20)}`;
}

export function isOfRecord(id: string): boolean {
  return /^r[0-9a-f]{20}$/.test(id);
}

export function interferenceId(spot: Spot, said: Interference['said']): string {
  return `i${hashOf([spot.form, spot.target, said]).slice(0, 20)}`;
}

/** Returns the place by which a file of answers may name it: `invoice-item/fields/rate/label`. */
export function placeOf({ form, target }: Spot): string {
  return form === '' ? target : `${form}/${target}`;
}

export function isAnswer(value: Json | undefined): value is Json & Answer {
  return value === 'theirs' || value === 'ours' || isValue(value);
}

export function isChoice(value: Json | undefined): value is Json & Choice {
  return isValue(value) || hasOnly(value, 'from');
}

function isValue(value: Json | undefined): boolean {
  return hasOnly(value, 'value');
}

function hasOnly(value: Json | undefined, member: string): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).join() === member;
}
