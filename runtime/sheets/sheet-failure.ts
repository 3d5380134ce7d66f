import type { Json } from '../../metadata/json.ts';

/** Why the worker cannot do what it was asked: the file's fault, told to the user by code. */
export class SheetFailure extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, Json>>;

  constructor(code: string, params: Readonly<Record<string, Json>> = {}) {
    super(code);
    this.name = 'SheetFailure';
    this.code = code;
    this.params = params;
  }
}
