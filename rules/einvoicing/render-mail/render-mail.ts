import { escaped } from '../../../metadata/common/html.ts';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import {
  replaceVariables,
  type Slot,
  variableOf,
  variableProblems,
} from '../../../metadata/kinds/common/variables.ts';
import { type Shown, shownText } from '../../decisions/shown.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';

export interface MailFile {
  readonly name: string;
  readonly bytes: number;
}

export interface MailQuestion {
  readonly template: string;
  /** A body in HTML: values are escaped. A subject is one line. Default: plain text. */
  readonly as?: 'html' | 'subject' | 'text';
  readonly invoices: readonly JsonObject[];
  /** Members that the list of invoices shows. Default: number, buyer and gross. */
  readonly listColumns?: readonly string[];
  readonly files?: readonly MailFile[];
  /** The most that files may weigh together, in MB. Default: no limit. */
  readonly attachmentLimit?: number | null;
  readonly language?: Language;
}

/** The fields and slots that the variables of a template name. */
export interface MailConfig {
  readonly about: FieldSet;
  readonly slots?: readonly Slot[];
}

export interface RenderedMail {
  /** Null: the template is not understood. */
  readonly text: string | null;
  /** Files that are attached, in order; those that would be too heavy are sent as links. */
  readonly attached: readonly string[];
  readonly linked: readonly string[];
}

const listColumns = ['number', 'buyerName', 'gross'];
const megabyte = 1_048_576;

/** A template with its variables replaced, of one invoice or of several. */
export function renderMail(
  question: MailQuestion,
  { about, slots = [] }: MailConfig,
  level?: TraceLevel,
): Decided<RenderedMail> {
  const trace = new Trace(level);
  const problems = variableProblems(question.template, about, slots);
  for (const { code, params } of problems)
    trace.stops(code === 'template-unknown' ? 'unknown-variable' : 'list-variable', undefined, { ...params });
  const text = problems.length > 0 ? null : replaced(question, about, slots);
  return trace.decided({ text, ...filesOf(question, trace) });
}

function replaced(question: MailQuestion, about: FieldSet, slots: readonly Slot[]): string {
  const { template, as = 'text', invoices, language = 'zh' } = question;
  const text = replaceVariables(template, (written) => {
    const id = variableOf(written, about, slots)?.id;
    if (id === undefined) return undefined;
    if (slots.some(({ name }) => name === id)) return listOf(question, about);
    const values = [...new Set(invoices.map((invoice) => textOf(invoice, id, { about, language })))].filter(
      (one) => one !== '',
    );
    return shown(values.join('、'), as);
  });
  return as === 'subject' ? text.replace(/\s*[\r\n]+\s*/g, ' ').trim() : text;
}

/** Of what a reference points at: what the invoice brought of it. */
function textOf(invoice: JsonObject, path: string, shown: Shown): string {
  const [first = '', ...rest] = path.split('.');
  const target = invoice[first];
  const last = rest.at(-1);
  if (last === undefined) return shownText(invoice, first, shown);
  return isObject(target) ? shownText(target, last) : '';
}

function listOf(question: MailQuestion, about: FieldSet): string {
  const { as = 'text', invoices, listColumns: columns = listColumns, language = 'zh' } = question;
  const labels = columns.map((id) => about.byId.get(id)?.label[language] ?? id);
  const rows = invoices.map((invoice) => columns.map((id) => textOf(invoice, id, { about, language })));
  if (as !== 'html') return [labels, ...rows].map((row) => row.join('\t')).join('\n');
  const cells = (row: readonly string[], tag: string) =>
    `<tr>${row.map((cell) => `<${tag}>${shown(cell, as)}</${tag}>`).join('')}</tr>`;
  return `<table>${cells(labels, 'th')}${rows.map((row) => cells(row, 'td')).join('')}</table>`;
}

function shown(value: string, as: MailQuestion['as']): string {
  return as === 'html' ? escaped(value) : value;
}

function filesOf({ files = [], attachmentLimit }: MailQuestion, trace: Trace) {
  const attached: string[] = [];
  const linked: string[] = [];
  let room = attachmentLimit == null ? Number.POSITIVE_INFINITY : attachmentLimit * megabyte;
  for (const { name, bytes } of files) {
    if (bytes <= room) {
      attached.push(name);
      room -= bytes;
    } else linked.push(name);
  }
  if (linked.length > 0)
    trace.warns('attachments-too-heavy', undefined, { files: linked, limit: attachmentLimit ?? 0 });
  return { attached, linked };
}
