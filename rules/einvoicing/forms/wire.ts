import type { JsonObject } from '../../../metadata/common/json.ts';
import type { WireRecord } from '../../../metadata/contract/records/record.ts';
import type { WireOf } from '../../../metadata/record-of.ts';
import type { Forms, Renames } from './forms.ts';

/** The names that callers know some fields of a form by; of most they are their ids. */
export type RenamesOf<Id extends string> = Id extends keyof Renames ? Renames[Id] : unknown;

/** A record of a form that ships, as callers see it. */
export type Wire<Id extends keyof Forms> = WireRecord & WireOf<Forms[Id], RenamesOf<Id>>;

/** As much of such a record as somebody says. */
export type PartialWire<Id extends keyof Forms> = JsonObject & WireOf<Forms[Id], RenamesOf<Id>>;

/** A line of such a document. */
export type WireLine<Id extends 'invoice' | 'invoice-application' | 'pending-invoice' | 'red-confirmation'> =
  NonNullable<Wire<Id>['lines']> extends readonly (infer Line)[] ? Line : never;
