import type { ChildProcess } from 'node:child_process';
import type { Item } from '../http/hand-record.ts';

/** A request as data: how it is sent and measured is the same for every system. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A record as its system knows it. */
export interface Known {
  readonly id: string;
  /** Where the system asks for it. */
  readonly revision?: number;
}

/** Sends a request and answers what came, read as JSON; throws where it was refused. */
export type Send = (ask: Ask) => Promise<unknown>;

/** Where a system lives while it is measured. */
export interface Place {
  /** What npm brought. */
  readonly installed: string;
  /** Its data, in the beginning empty. */
  readonly data: string;
  readonly port: number;
  /** The file in which it is written down how each connection to SQLite is set. */
  readonly settings: string;
}

/** What is asked of a page of records. */
export interface Wanted {
  readonly status?: string;
  /** Where a range is asked for, too. */
  readonly atLeast?: string;
  readonly search?: string;
  /** Names of columns, `-` in front of those that go down. */
  readonly sort: readonly string[];
}

/** One of the systems that are measured, with its own words for what all of them do. */
export interface System {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  /** What stands beside its numbers: what it does with each call, and what it does not. */
  readonly says: readonly string[];
  /** What npm is to bring, at which versions. */
  readonly packages: Readonly<Record<string, string>>;
  /** What has to be done once with what npm brought. */
  prepare?(): Promise<void>;
  /** What has to be done once with empty data, before the first start. */
  begin?(): Promise<void>;
  /** Starts it; it is up as soon as `ready` is answered with success. */
  launch(): ChildProcess;
  readonly ready: string;
  /** Answers the headers by which whoever signed in is known. */
  signIn(send: Send): Promise<Readonly<Record<string, string>>>;
  makeTable(send: Send): Promise<void>;
  create(item: Item): Ask;
  read(known: Known): Ask;
  update(known: Known, change: Partial<Item>): Ask;
  remove(known: Known): Ask;
  list(wanted: Wanted): Ask;
  /** Many at once; null where no call does that. */
  readonly bulk: ((items: readonly Item[]) => Ask) | null;
  /** Brings rows in from a csv, and waits until they are there; null where no call does that. */
  readonly importRows: ((send: Send, items: readonly Item[]) => Promise<void>) | null;
  /** Makes a field more, and answers when it may be written and read. */
  addField(send: Send, name: string): Promise<void>;
  /** Whether a new field takes another start, which is then measured with it. */
  readonly restarts: boolean;
  /** Makes so many more forms of twenty fields; null where there are no forms. */
  readonly makeForms: ((send: Send, count: number) => Promise<void>) | null;
  /** Reads the record that an answer has. */
  one(answer: unknown): Known & { readonly row: Row };
  /** Reads the records that the answer to a list, or to a bulk, has. */
  many(answer: unknown): readonly (Known & { readonly row: Row })[];
}

/** The twenty columns in one spelling, whatever a system makes of them. */
export type Row = Readonly<Record<keyof Item, string | boolean | null>>;

/** Texts as they are, decimals and whole numbers without zeros behind, days and moments as ISO writes them. */
export function rowOf(given: Readonly<Record<string, unknown>>): Row {
  const row: Record<string, string | boolean | null> = {};
  for (const [name, kind] of Object.entries(kinds)) row[name] = cellOf(given[name], kind);
  return row as Row;
}

function cellOf(value: unknown, kind: Kind): string | boolean | null {
  if (value === null || value === undefined) return null;
  if (kind === 'boolean') return value === true || value === 1;
  if (kind === 'decimal' || kind === 'integer') return String(Number(value));
  if (kind === 'day') return String(value).slice(0, 10);
  if (kind === 'moment') return new Date(momentOf(value)).toISOString();
  return String(value);
}

/** A moment without a zone is one of UTC, in which all systems run. */
function momentOf(value: unknown): string | number {
  if (typeof value === 'number') return value;
  const text = String(value).replace(' ', 'T');
  return /Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`;
}

export type Kind = 'text' | 'long' | 'choice' | 'integer' | 'decimal' | 'day' | 'moment' | 'boolean';

export const kinds: Readonly<Record<keyof Item, Kind>> = {
  number: 'text',
  name: 'text',
  status: 'choice',
  channel: 'choice',
  priority: 'integer',
  amount: 'decimal',
  tax: 'decimal',
  rate: 'decimal',
  quantity: 'decimal',
  signedOn: 'day',
  dueOn: 'day',
  sentAt: 'moment',
  paper: 'boolean',
  urgent: 'boolean',
  buyerTaxNo: 'text',
  buyerName: 'text',
  phone: 'text',
  email: 'text',
  place: 'text',
  remark: 'long',
};

export const choices: Readonly<Record<string, readonly string[]>> = {
  status: ['draft', 'open', 'paid', 'late', 'void'],
  channel: ['leqi', 'rpa', 'tax'],
};

/** The columns that are searched, where a system may be told. */
export const searched = ['number', 'name', 'buyerTaxNo', 'buyerName', 'phone', 'email', 'place', 'remark'];

/** Reads a member of what came. */
export function at(answer: unknown, ...path: readonly (string | number)[]): unknown {
  let found: unknown = answer;
  for (const key of path) found = (found as Record<string | number, unknown> | null | undefined)?.[key];
  return found;
}

export type Made = (place: Place) => System;
