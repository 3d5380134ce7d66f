import type { Json } from './types.ts';

export type { Json };

/** An object of members that nobody names beforehand. */
export type AnyFields = { readonly [member: string]: Json | undefined };

/** A record of a form that the program was not built for. */
export type AnyRecord = AnyFields & { readonly id: string; readonly revision: number };

/** Fields that a list is narrowed by, as words of its query: `{ number: 'A1', 'priority[gte]': 3 }`. */
export type Filters = { readonly [field: string]: string | number | boolean | undefined };
