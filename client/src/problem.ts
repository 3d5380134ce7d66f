import type { ProblemCode } from './problem-codes.ts';
import type { AnyFields, Json } from './wire.ts';

/** A mistake in what was sent, and where. */
export interface Mistake {
  /** JSON Pointer into what was sent. */
  readonly path: string;
  readonly code: ProblemCode | (string & {});
  /** In the language that was asked for. */
  readonly message: string;
  readonly params?: AnyFields;
  readonly severity?: 'error' | 'warning';
}

/** What a server said about why it did not do what it was asked. */
interface ProblemParts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly params: AnyFields;
  readonly errors: readonly Mistake[];
  readonly requestId: string | null;
  readonly current: AnyFields | null;
}

/**
 * A refusal of the server, as RFC 9457 has it; `isProblem` finds out which. A balancer that answers in its place has the
 * code `http-502`, by its status.
 */
export class Problem<C extends string = string> extends Error {
  override readonly name = 'Problem';
  readonly code: C;
  readonly status: number;
  /** The sentence for people, in the language that was asked for. */
  readonly detail: string;
  /** The numbers and names that stand in the sentence. */
  readonly params: AnyFields;
  /** The mistakes in what was sent, each with its place. */
  readonly errors: readonly Mistake[];
  /** By which the server's log knows the request; null: nobody gave it one. */
  readonly requestId: string | null;
  /** The record as it is now, where somebody else changed it in the meantime. */
  readonly current: AnyFields | null;

  constructor({ status, code, detail, params, errors, requestId, current }: ProblemParts) {
    const some = errors.slice(0, 3).map(({ path, message }) => `${path} ${message}`.trim());
    super([`${code}: ${detail}`, ...some].join('; '));
    this.code = code as C;
    this.status = status;
    this.detail = detail;
    this.params = params;
    this.errors = errors;
    this.requestId = requestId;
    this.current = current;
  }
}

/** No answer came, however often it was asked: `cause` says what was in the way last. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** How often it was asked. */
  readonly attempts: number;

  constructor(attempts: number, cause: unknown) {
    super(`no answer after ${attempts} attempts: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
    this.attempts = attempts;
  }
}

/**
 * Tells whether something that was caught is a problem, and one of these where codes are named: of a `conflict`, `current`
 * is the record as it is now.
 */
export function isProblem<C extends ProblemCode | `http-${number}` = ProblemCode>(
  caught: unknown,
  ...codes: readonly C[]
): caught is Problem<C> {
  return caught instanceof Problem && (codes.length === 0 || codes.includes(caught.code as C));
}

/** Makes the problem that an answer is. */
export function problemOf(status: number, headers: Headers, text: string): Problem {
  const said = parsed(text);
  const { code, detail, title, params, errors, current, instance } = said;
  const id = headers.get('x-request-id');
  return new Problem({
    status,
    code: typeof code === 'string' ? code : `http-${status}`,
    detail: textOf(detail) ?? textOf(title) ?? `the answer has the status ${status}`,
    params: isObject(params) ? params : {},
    errors: Array.isArray(errors) ? (errors as unknown as readonly Mistake[]) : [],
    requestId: id ?? textOf(instance)?.replace('urn:guiju:request:', '') ?? null,
    current: isObject(current) ? current : null,
  });
}

function parsed(text: string): AnyFields {
  try {
    const said: unknown = JSON.parse(text);
    return isObject(said as Json) ? (said as AnyFields) : {};
  } catch {
    // A balancer's own page.
    return {};
  }
}

function isObject(value: Json | undefined): value is { readonly [member: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
