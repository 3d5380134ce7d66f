import type { FormModel } from '../../model/form-model.ts';

/** Says in words where in an answer of a domain's decision a case comes to something else. */
export interface CasePlaces {
  /** Name of the form whose fields the places are called by. */
  readonly form: string;
  /** Undefined: the place is none of this decision. `about`: null where nobody may see the form. */
  readonly words: (path: readonly string[], about: FormModel | null) => string | undefined;
}

export interface CaseDomain {
  readonly casePlaces?: CasePlaces;
}
