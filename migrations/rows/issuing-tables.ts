/** Rows of what is told to others, of the credit that is taken and of what is done by itself, as drivers answer them. */

/** Something that others are told, from the transaction in which it came true. */
export interface OutboxRow {
  readonly revision: number;
  readonly part: number;
  readonly kind: string;
  /** Name of the form of what it is about. */
  readonly form: string;
  readonly record: string;
  /** Events of one document are told in their order. */
  readonly document: string;
  readonly org: string;
  readonly at: number;
  /** JSON. */
  readonly payload: string;
  /** The `traceparent` of the transaction that wrote it; null: nothing was followed there. */
  readonly trace: string | null;
}

/** The place in a trace at which somebody asked for a message. */
export interface MessageTraceRow {
  readonly message: string;
  /** A `traceparent`. */
  readonly trace: string;
  readonly at: number;
}

/** The last event that a reader of the outbox has made something of. */
export interface OutboxReaderRow {
  readonly name: string;
  readonly revision: number;
  readonly part: number;
}

/** What is used of a credit in a period. */
export interface CreditRow {
  readonly org: string;
  readonly business_type: string;
  /** Empty: of all roles. */
  readonly role: string;
  readonly period: string;
  /** A decimal. */
  readonly used: string;
}

/** What the simulated channel was asked, and what it knows of it. */
export interface SimulatedRow {
  readonly request: string;
  readonly seller: string;
  readonly number: string;
  readonly state: string;
  readonly at: number;
  /** JSON. */
  readonly content: string;
}

/** Up to which moment something that is done by itself was looked after. */
export interface ScheduleRow {
  readonly task: string;
  readonly timetable: string;
  readonly handled: number;
}

export interface IssuingTables {
  readonly gj_outbox: OutboxRow;
  readonly gj_outbox_reader: OutboxReaderRow;
  readonly gj_message_trace: MessageTraceRow;
  readonly gj_credit: CreditRow;
  readonly gj_simulated: SimulatedRow;
  readonly gj_schedule: ScheduleRow;
}
