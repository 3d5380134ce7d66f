import type { Json } from '../../metadata/json.ts';
import type { DatabaseErrorCode, DatabaseFailure } from './database.ts';

/** What went wrong in a database, in words that are the same for all of them; the driver's own error is the cause. */
export class DatabaseError extends Error implements DatabaseFailure {
  readonly code: DatabaseErrorCode;
  /** For the sentence that callers are told. */
  readonly params: Readonly<Record<string, Json>>;

  constructor(
    code: DatabaseErrorCode,
    message: string,
    cause?: unknown,
    params: Readonly<Record<string, Json>> = {},
  ) {
    super(message, { cause });
    this.name = 'DatabaseError';
    this.code = code;
    this.params = params;
  }

  static is(error: unknown, ...codes: readonly DatabaseErrorCode[]): error is DatabaseError {
    return error instanceof DatabaseError && (codes.length === 0 || codes.includes(error.code));
  }
}
