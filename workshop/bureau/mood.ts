import type { JsonObject } from '../../metadata/common/json.ts';

/** How the bureau behaves, until it is told otherwise. */
export interface Mood {
  /** Milliseconds before it answers anything. */
  readonly slow: number;
  /** `refuses`: connections are cut before anything is read; `loses`: all is done, and no answer is given. */
  readonly down: 'no' | 'refuses' | 'loses';
  /** Requests are refused with this code. Null: they are not. */
  readonly refuses: string | null;
  /** So many questions about a new request are answered with "at it". */
  readonly takes: number;
  /** Answers with this status instead of an answer. Null: it does not. */
  readonly answers: number | null;
  /** The buyer agrees to a confirmation, refuses it, or says nothing until it ends after 72 hours. */
  readonly otherSide: 'agrees' | 'refuses' | 'silent';
  /** Hours by which its clock is ahead. */
  readonly ahead: number;
  /** Net amount that a tax number may be invoiced a month. Null: it does not say. */
  readonly quota: string | null;
  /** The accounts that it keeps, each with its `taxNo`. Null: it keeps none, and does not know of any. */
  readonly accounts: readonly JsonObject[] | null;
  /** Seconds after the issue of an invoice until its files are there. */
  readonly files: number;
  /** The licences that it says a tenant has: `service`, `total` and `taxNumbers` of each group. */
  readonly licences: readonly JsonObject[];
  /** The customs declarations that it has. */
  readonly declarations: readonly JsonObject[];
  /** The public key of the vendor who may fetch them, as PEM. Null: anybody may. */
  readonly isvKey: string | null;
}

export const usualMood: Mood = {
  slow: 0,
  down: 'no',
  refuses: null,
  takes: 0,
  answers: null,
  otherSide: 'silent',
  ahead: 0,
  quota: null,
  accounts: null,
  files: 0,
  licences: [],
  declarations: [],
  isvKey: null,
};

/** Reads what somebody would have otherwise; throws a sentence about what it does not know. */
export function moodWith(before: Mood, said: JsonObject): Mood {
  for (const [name, value] of Object.entries(said)) {
    if (!(name in usualMood))
      throw new Error(`The bureau has no mood "${name}"; it knows ${Object.keys(usualMood).join(', ')}`);
    const usual = usualMood[name as keyof Mood];
    if (typeof usual === 'number' && !(typeof value === 'number' && value >= 0))
      throw new Error(`"${name}" is a number from 0 on`);
  }
  return { ...before, ...said } as Mood;
}
