import type { Text } from '../../decisions/given.ts';
import type { ParameterText } from '../../decisions/parameter-text.ts';
import { isDigital } from '../common/invoice-types.ts';

type FileKind = 'pdf' | 'ofd' | 'xml';

/** What becomes of an invoice, in the order in which it does. */
export interface InvoiceEvent {
  readonly at: string;
  readonly what: 'issued' | 'failed' | FileKind;
}

export interface CallbackQuestion {
  readonly invoiceType?: Text;
  /** Numbers of the applications in it: every body names them. */
  readonly applications: readonly string[];
  readonly events: readonly InvoiceEvent[];
}

export interface Callback {
  readonly at: string;
  readonly kind: 'invoice' | 'file' | 'failure';
  /** The files that are there by then, as far as they are waited for. */
  readonly files: readonly FileKind[];
  readonly applications: readonly string[];
}

/** Types of the parameters that are read here. */
export const callbackParameters = ['sim_config', 'invoicefile_config', 'sim_error_callback'] as const;

/** When the source system of an invoice hears of it, and of what. */
export function callbacksOf(
  { invoiceType, applications, events }: CallbackQuestion,
  parameter: ParameterText,
): readonly Callback[] {
  const made = isDigital(invoiceType) ? ofDigital(events, parameter) : ofTaxControl(events, parameter);
  const failures =
    text(parameter, 'sim_error_callback', 'sim_error_callback') === '0' ? [] : failuresIn(events);
  return [...made, ...failures].map((one) => ({ ...one, applications }));
}

type Made = Omit<Callback, 'applications'>;

function text(parameter: ParameterText, type: string, key: string): string {
  return (parameter(type, key) ?? '').trim();
}

function failuresIn(events: readonly InvoiceEvent[]): readonly Made[] {
  return events.flatMap(({ at, what }) => (what === 'failed' ? [{ at, kind: 'failure', files: [] }] : []));
}

/** At issuing; or once, when all files that are named are there. */
function ofDigital(events: readonly InvoiceEvent[], parameter: ParameterText): readonly Made[] {
  const named = text(parameter, 'invoicefile_config', 'file')
    .split(',')
    .map((one) => one.trim())
    .filter((one): one is FileKind => ['pdf', 'ofd', 'xml'].includes(one));
  if (named.length === 0) return firstOf(events, 'issued', { kind: 'invoice', files: [] });
  const there = new Set<string>();
  for (const { at, what } of events) {
    there.add(what);
    if (there.has('issued') && named.every((one) => there.has(one)))
      return [{ at, kind: 'invoice', files: named }];
  }
  return [];
}

/** 0: at issuing; 1: at the PDF; 2: both. */
function ofTaxControl(events: readonly InvoiceEvent[], parameter: ParameterText): readonly Made[] {
  const type = text(parameter, 'sim_config', 'sim_system_source_callback_type');
  const atIssue = type === '1' ? [] : firstOf(events, 'issued', { kind: 'invoice', files: [] });
  const kind = type === '1' ? 'invoice' : 'file';
  const atFile = type === '1' || type === '2' ? firstOf(events, 'pdf', { kind, files: ['pdf'] }) : [];
  return [...atIssue, ...atFile];
}

function firstOf(
  events: readonly InvoiceEvent[],
  what: InvoiceEvent['what'],
  made: Omit<Made, 'at'>,
): readonly Made[] {
  const found = events.find((one) => one.what === what);
  return found ? [{ at: found.at, ...made }] : [];
}
