import type { Problem } from '../../metadata/common/issue.ts';
import type { Json } from '../../metadata/common/json.ts';
import { firstProblems } from './more-problems.ts';

/**
 * A mistake of a caller, or something he may not do, to be answered as an RFC 9457 problem. The sentence comes from
 * `messages` by code.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly params: Readonly<Record<string, Json>>;
  readonly problems: readonly Problem[];
  /** Members beside the standard ones: the current record of a 412, the referrers of a 409. */
  readonly more: Readonly<Record<string, Json>>;

  constructor(
    kind: RefusalKind,
    params: Readonly<Record<string, Json>>,
    problems: readonly Problem[],
    more: Readonly<Record<string, Json>>,
  ) {
    const first = firstProblems(problems);
    super([kind.code, ...first.map(({ path, code }) => `${path} ${code}`)].join('; '));
    this.name = 'Refusal';
    this.code = kind.code;
    this.status = kind.status;
    this.params = params;
    this.problems = first;
    this.more = more;
  }
}

interface RefusalKind {
  readonly code: string;
  readonly status: number;
}

/** `const notFound = refusal('not-found', 404)`, then `throw notFound({ form, id })`. */
export function refusal(code: string, status: number) {
  return (
    params: Readonly<Record<string, Json>> = {},
    problems: readonly Problem[] = [],
    more: Readonly<Record<string, Json>> = {},
  ): Refusal => new Refusal({ code, status }, params, problems, more);
}

/** Whatever a caller was refused is answered by this; what the server itself could not do is thrown, as are errors. */
export function refusedIs<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Refusal && error.status < 500) return value;
    throw error;
  };
}
