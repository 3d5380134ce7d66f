import type { Problem } from '../../metadata/issue.ts';
import type { Compiled } from '../condition/compiled.ts';
import type { Facts } from '../condition/facts.ts';
import type { When } from './compile-form.ts';

export interface Inspection {
  /** The record is refused. */
  readonly problems: readonly Problem[];
  /** Said beside the result; they stop nothing. */
  readonly warnings: readonly Problem[];
}

/** What an inspection wants to know; the one who drives it answers, by json-rules-engine or by closures. */
interface Question {
  readonly compiled: Compiled;
  readonly facts: Facts;
}
export type Asking<T> = Generator<Question, T, boolean>;

export function* holds(when: When, facts: Facts): Asking<boolean> {
  return typeof when === 'boolean' ? when : yield { compiled: when, facts };
}
