import type { Json } from '../../metadata/json.ts';

/** Null is yes; a refusal is a code of `messages` with its params. Organisations and records appear as ids. */
export type Verdict = Refused | null;

export interface Refused {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;
}

export function refused(code: string, params: Readonly<Record<string, Json>> = {}): Refused {
  return { code, params };
}
