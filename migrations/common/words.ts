/** How the database at hand spells types; handed to migrations, which are the same for all of them. */
export interface Words {
  /** Text of up to `length` characters, compared by code point. */
  readonly name: (length: number) => string;
  /** UUID. */
  readonly id: string;
  readonly integer: string;
  /** Text of any length; JSON is kept as it was written. */
  readonly text: string;
  readonly bytes: string;
  /** Whether CREATE TABLE can bring its indexes along; where it cannot, CREATE INDEX IF NOT EXISTS works. */
  readonly inlineIndexes: boolean;
}
