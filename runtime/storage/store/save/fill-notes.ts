import type { Form } from '../../../../metadata/model.ts';
import type { Statement } from '../commit/planned-write.ts';

/** Behind the id of a form: all its records are computed anew. */
export const wholeForm = '/*';

/** The work that a commit leaves to be done as a job: what is filled in or computed anew, and in whose name. */
export interface FillNote {
  /** Of the commit. */
  readonly revision: number;
  readonly fills: readonly string[];
  readonly actor: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Returns the statement that notes it, in the commit itself. */
export function noteFills({ revision, fills, actor, at }: FillNote): Statement {
  return {
    sql: 'insert into gj_fill (revision, fills, actor, at) values (?, ?, ?, ?)',
    params: [revision, JSON.stringify(fills), actor, at],
  };
}

export function remakeOf(forms: readonly Form[]): readonly string[] {
  return forms.map(({ id }) => id + wholeForm);
}
