import type { Json } from '../../../metadata/common/json.ts';
import type { InboxFact } from '../../../metadata/contract/inbox/calls.ts';
import type { InboxKind } from '../../../metadata/inbox.ts';
import type { ActionSource } from '../../../metadata/source.ts';
import type { Call } from '../../call/call.ts';

/** A sentence by its code, said in the language of whoever reads it. */
export interface Said {
  readonly code: string;
  readonly params?: Readonly<Record<string, Json>>;
}

/** Something that needs somebody, as whoever knows of it tells. */
export interface Waiting {
  /** Its name within the source; the same as long as it is about the same. */
  readonly key: string;
  readonly kind: InboxKind;
  readonly title: Said;
  /** Default: the title says all. */
  readonly reason?: Said | undefined;
  /** What one decides by. Default: the title and the reason say all. */
  readonly facts?: readonly InboxFact[];
  readonly sentBy?: { readonly id: string; readonly name: string };
  /** The record that it is about. Default: it is about no single one. */
  readonly about?: {
    readonly form: string;
    readonly record: string;
    readonly revision: number;
    readonly name: Said;
  };
  /** What its reader may do to that record at once. Default: he goes to its page. */
  readonly decisions?: readonly ActionSource[];
  /** The page on which it is seen, below the address of the server. */
  readonly path: string;
  /** The action that mends it. Default: one looks at it. */
  readonly remedy?: { readonly label: Said; readonly path: string } | undefined;
  /** Of how many it speaks. Default: of one. */
  readonly count?: number;
  /** There are more than those. Default: there are not. */
  readonly more?: boolean;
  readonly since?: string | null | undefined;
  /** When it is too late. Default: never. */
  readonly until?: string | null | undefined;
  /**
   * It speaks of as many things as its reader may see, so that another's item of the same name speaks of others: given to
   * somebody, it is gone for whoever gave it alone. Default: it is the same thing for all.
   */
  readonly various?: true;
  /** Another text once there is something new about it. Default: made of its sentences and its count. */
  readonly version?: string;
}

/** Knows of one sort of things that need people. What it answers is for the caller alone, by his rights. */
export interface InboxSource {
  /** Stands in front of the ids of its items. */
  readonly name: string;
  /** What it is called where it could not be asked. */
  readonly label: Said;
  /** Whether what it tells hangs on the organisation of the call, too. Default: on the caller alone. */
  readonly byOrganisation?: true;
  /** At most some dozens; of more it tells how many there are. */
  ask(call: Call): Promise<readonly Waiting[]>;
}

/** Text that is no sentence of the house: a name somebody gave, words of another system. */
export const words = (text: string): Said => ({ code: 'inbox-words', params: { text } });
