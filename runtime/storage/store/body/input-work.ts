import type { Problem } from '../../../../metadata/common/issue.ts';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';

/** The effect of a body on members that it does not name: they stay (PATCH), or become empty (PUT). */
export type WriteMode = 'merge' | 'replace';

/** Somebody named a record: to be found, and to be one that may be picked. */
export interface Pick {
  readonly field: Field;
  /** Id of the form that is pointed at. */
  readonly target: string;
  readonly id?: string;
  readonly number?: string;
  /** JSON Pointer into the body. */
  readonly path: string;
  /** It was picked before and has only to exist. Default: no. */
  readonly known?: boolean;
  /** Ids of what was picked there before: that may be disabled since. Default: none. */
  readonly before?: readonly Json[];
  /** Puts the id where it belongs. */
  put(id: string): void;
  /** Set when it was found. */
  found?: string;
}

/** A file that a body newly names; what it is, is put there when it was found. */
export interface NamedFile {
  readonly field: Field;
  readonly file: { id: string; name: string; size: number; type: string };
  /** JSON Pointer into the body. */
  readonly path: string;
}

/** A value that a body gives a field whose values the platform makes, and that differs from what is stored. */
export interface GivenMade {
  readonly field: Field;
  readonly value: Json;
  /** JSON Pointer into the body. */
  readonly path: string;
  /** Id of the record or row. */
  readonly part: string;
}

/** The outcome of reading a body. */
export interface Input {
  readonly picks: readonly Pick[];
  /** Default: none. */
  readonly made?: readonly GivenMade[];
  /** Default: none. */
  readonly files?: readonly NamedFile[];
  readonly problems: readonly Problem[];
  /** The values of the body, by field ids; rows with their ids. */
  readonly sent: JsonObject;
  /** The places of rows in the body, by their ids. */
  readonly places: ReadonlyMap<string, string>;
  /** Places where the body repeats the stored value: it is not judged again. */
  readonly kept: ReadonlySet<string>;
}

export interface InputParts {
  readonly newId: () => string;
  readonly seal: (plain: string) => string;
}

export type MutableRecord = Record<string, Json>;

/** A body while it is being read. */
export interface Reading extends Input {
  readonly parts: InputParts;
  readonly call: Call;
  readonly form: Form;
  readonly manner: WriteMode;
  readonly picks: Pick[];
  readonly made: GivenMade[];
  readonly files: NamedFile[];
  readonly problems: Problem[];
  readonly sent: MutableRecord;
  readonly places: Map<string, string>;
  readonly kept: Set<string>;
}
