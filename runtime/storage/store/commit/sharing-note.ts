import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { Call } from '../../../call/call.ts';
import type { Stored } from '../record/stored.ts';
import type { Operation, WriteEvent } from './planned-write.ts';

/** One organisation a record was assigned to, and the one that passed it on. */
export interface Passed {
  readonly org: string;
  readonly by: string;
}

/** The part of a history row that tells of a record's sharing, beside the record itself. */
export interface SharingNote {
  readonly given?: readonly Passed[];
  readonly taken?: readonly Passed[];
  /** An organisation's own copy: the fields it owns, by ids. Null: it had none, or has none any more. */
  readonly copy?: {
    readonly org: string;
    readonly before: JsonObject | null;
    readonly after: JsonObject | null;
  };
  /**
   * Who held it, and whose copies there were: of a record that goes, or comes back, and of a version before which no
   * other is kept.
   */
  readonly held?: readonly Passed[];
  readonly copies?: readonly {
    readonly org: string;
    readonly content: JsonObject;
    /** In whose words the content is. Default: that of the version. */
    readonly revision?: number;
  }[];
}

/** No field can be called so. */
export const noteKey = '$sharing';

export function withNote(stored: Stored, note: SharingNote): Stored {
  return { ...stored, [noteKey]: note as Json };
}

export function noteOf(stored: Stored | null | undefined): SharingNote | undefined {
  return stored?.[noteKey] as SharingNote | undefined;
}

/** A row of history about a record that stays as it is, while its sharing does not. */
export function sharingEvent(
  call: Call,
  form: string,
  stored: Stored,
  about: {
    readonly operation: Operation;
    readonly revision: number;
    readonly note: SharingNote;
    readonly changed?: readonly string[];
  },
): WriteEvent {
  return {
    revision: about.revision,
    form,
    record: stored.id,
    operation: about.operation,
    at: call.now.instant,
    actor: call.user,
    org: call.org,
    reason: call.reason ?? null,
    stored: withNote(stored, about.note),
    before: null,
    changed: about.changed ?? [],
  };
}
