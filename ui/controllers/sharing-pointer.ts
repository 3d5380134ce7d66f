/** A record or an organisation as sharing names it; what nobody knows has no id. */
export interface Pointer {
  readonly id: string | null;
  readonly number: string | null;
  readonly name: string | null;
}
