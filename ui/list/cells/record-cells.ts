import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { inItsCurrency, valuesByName } from '../../../metadata/currency/currency-of.ts';
import type { Field } from '../../../metadata/field.ts';
import { recordFace } from '../../fields/common/record-face.ts';
import { pointerName } from '../../fields/common/shown.ts';
import { spread } from '../../fields/common/spread.ts';
import { emptyCondition } from '../../fields/empty-condition.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { marked } from '../../fields/marked.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { moment } from '../../kit/moment.ts';
import type { FormModel } from '../../model/form-model.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { titleOf } from '../../model/record-title.ts';
import { sharingLabel } from '../../model/sharing-label.ts';
import { nameless, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { listField } from '../state/list-field.ts';

interface RecordColumn {
  readonly name: string;
  readonly label: string;
  readonly width: number;
  readonly align: 'start' | 'end';
  /** Takes what is left of the width. */
  readonly grows: boolean;
  readonly sortable: boolean;
}

/** Members that are no field are shown here, as there is no kind to ask. */
interface Member {
  readonly width: number;
  show(value: Json): string | TemplateResult;
}
const pointer: Member['show'] = (value) => {
  const number = isObject(value) ? value['number'] : null;
  return html`<span title=${`${number ?? ''} ${pointerName(value)}`.trim()}>${pointerName(value)}</span>`;
};
const time: Member = { width: 150, show: (value) => moment(String(value)) };
const who: Member = { width: 110, show: pointer };
const day: Member = { width: 104, show: String };
const members: Readonly<Record<string, Member>> = {
  enabled: { width: 104, show: (value) => stateBadge(value === true) },
  org: { width: 150, show: pointer },
  sharing: { width: 120, show: (value) => sharingLabel(String(value)) },
  createdAt: time,
  modifiedAt: time,
  createdBy: who,
  modifiedBy: who,
  validFrom: day,
  validTo: day,
};

/** Fields of the platform whose texts are the names or ids of forms, by `form/field`. */
const namingForms: ReadonlySet<string> = new Set(['job/form', 'saved-view/form']);

/** As people call a form; undefined: there is none, or they do not see it. */
function formNamed(value: string): string | undefined {
  const found = session.form(value) ?? session.formById(value);
  return found && say(found.label);
}

function stateBadge(enabled: boolean): TemplateResult {
  return enabled
    ? html`<span class="badge quiet">${msg('启用', { id: 'enabled' })}</span>`
    : html`<span class="badge warn"><span class="dot"></span>${msg('禁用', { id: 'disabled' })}</span>`;
}

/** What stands beside a heading in pixels: the arrow, its place among several, and the edges. */
const besideHeading = 56;
/** A heading that asks for more room than this in pixels is told in two lines. */
const longHeading = 220;

/** Answers a column's label, width and look, as long as nobody changed them. */
export function columnOf(form: FormModel, name: string): RecordColumn {
  const known = listField(form, name);
  const label = known ? say(known.label) : name;
  const kind = known?.field && uiKind(known.field);
  const isTitle = known?.field !== undefined && known.field === form.title;
  const isNumber = known?.field !== undefined && known.field === form.number && !isTitle;
  const said = known?.field && kind?.widthOf?.(known.field);
  const wanted = known?.field?.width;
  const own = said ?? (isNumber ? 130 : (kind?.width ?? members[name]?.width ?? 120));
  const heading = Math.ceil(spread(label) + besideHeading);
  return {
    name,
    label,
    grows: isTitle && wanted === undefined,
    sortable: known?.sortable ?? false,
    width: wanted ?? Math.max(own, isTitle ? 180 : 0, Math.min(longHeading, heading)),
    align: kind?.align ?? 'start',
  };
}

/** Answers a record's number, else its name, else the words for a record without either. */
export function recordName(form: FormModel, record: ListedRecord): string {
  const said = [form.number && record[form.number.name], titleOf(form, record)];
  const [first] = said.filter((one) => typeof one === 'string' && one !== '');
  return typeof first === 'string' ? first : nameless();
}

/** A value in a list, by default on one line; what `opens` leads to the record, as the first column does. */
export function cellOf(
  form: FormModel,
  name: string,
  record: ListedRecord,
  { opens, look = 'blocks ellipsis' }: { readonly opens: boolean; readonly look?: string },
): TemplateResult {
  const value = readAs(form, name, record);
  const content = value === null || value === '' ? ofNothing(form, name, record) : kept(form, name, record);
  const title = typeof content === 'string' && content !== '' ? content : nothing;
  const strong = form.byName.get(name)?.emphasis ? 'bold' : 'calm';
  if (!opens) return html`<span class="${strong} ${look}" title=${title}>${content}</span>`;
  // A reference that stands first must not lead elsewhere.
  const text = typeof content === 'string' ? content || recordName(form, record) : recordName(form, record);
  const own = msg('本组织有自己的版本', { id: 'personalised-here' });
  return html`<span class=${look}>${recordFace(form, record)}<a href="/forms/${form.name}/${record.id}" title=${text}>${text}</a>${
    record['personalised'] === true
      ? html` <span class="own in-accent" title=${own} aria-label=${own} role="img">●</span>`
      : nothing
  }</span>`;
}

/** As its reader reads it: what a record is called may be said in two languages. */
function readAs(form: FormModel, name: string, record: ListedRecord): Json {
  return name === form.title?.name ? titleOf(form, record) : (record[name] ?? null);
}

/** Where nothing is kept: what that means, if it means something. */
function ofNothing(form: FormModel, name: string, record: ListedRecord): string | TemplateResult {
  const field = form.byName.get(name);
  const meant = field && emptyCondition(form, field);
  return meant === undefined ? notComputed(name, record) : html`<span class="muted">${meant}</span>`;
}

/** Says of a value that was too much for a page of many that it is not empty by itself; else nothing. */
function notComputed(name: string, { $warnings = null }: ListedRecord): string | TemplateResult {
  const warnings = Array.isArray($warnings) ? $warnings.filter(isObject) : [];
  const left = warnings.find(
    ({ path, code }) => path === `/${name}` && String(code).startsWith('not-evaluated'),
  );
  return left
    ? html`<span class="muted" title=${String(left['message'])}>${msg('未算出', { id: 'not-computed' })}</span>`
    : '';
}

/**
 * A record in two lines, where there is no room for columns: what it is called and how it stands, then what else is
 * told of it and what it comes to. Why it failed, if it did, stands below.
 */
export function cardOf(form: FormModel, columns: readonly string[], record: ListedRecord): TemplateResult {
  const [first = '', ...others] = columns;
  const title = form.title && columns.includes(form.title.name) ? form.title.name : first;
  const state = stateOf(form, columns, record);
  const amount = amountOf(form, columns, record);
  const reason = filledOf(form, columns, record).find((field) => field.kind.reasons?.(field));
  const apart = [title, 'enabled', state?.name, amount?.name, reason?.name];
  const rest = [first, ...others].filter((name) => !apart.includes(name));
  const more = rest.flatMap((name) => {
    const value = record[name] ?? null;
    if (value === null || value === '') return [];
    // For whom one looks stands above the list already.
    if (isObject(value) && value['id'] === session.org?.id) return [];
    // How it stands is told once: what is as usual beside is left out.
    if (state && toneOf(form.byName.get(name), record) === 'quiet') return [];
    // A finger that means the record must not meet a way to another one.
    return [isObject(value) ? pointerName(value) : shown(form, name, record)];
  });
  const disabled = record['enabled'] === false ? stateBadge(false) : nothing;
  return html`<span class="across">${cellOf(form, title, record, { opens: true, look: 'rest breaks usual' })}${
    state ? shown(form, state.name, record) : nothing
  }${disabled}</span>
    <span class="small across"><span class="muted calm rest breaks">${dotted(more.slice(0, amount ? 2 : 4))}</span>${
      amount ? html`<b class="figures one-line">${shown(form, amount.name, record)}</b>` : nothing
    }</span>${
      reason
        ? html`<span class="small in-error two-lines">${shown(form, reason.name, record)}</span>`
        : nothing
    }`;
}

type Columns = readonly string[];

function toneOf(field: Field | undefined, record: ListedRecord) {
  return field ? (uiKind(field).tone?.(record[field.name] ?? null, field) ?? null) : null;
}

/** The field by which a card tells how a record stands: one that is out of the ordinary before one that is as usual. */
function stateOf(form: FormModel, columns: Columns, record: ListedRecord): Field | undefined {
  const tones = filledOf(form, columns, record).flatMap((field) => {
    const tone = toneOf(field, record);
    return tone === null ? [] : [{ field, isQuiet: tone === 'quiet' }];
  });
  return (tones.find(({ isQuiet }) => !isQuiet) ?? tones[0])?.field;
}

/** The figure that a card ends in: the one that its form emphasises, or else its first amount. */
function amountOf(form: FormModel, columns: Columns, record: ListedRecord): Field | undefined {
  const figures = filledOf(form, columns, record).filter((one) => !one.rows && uiKind(one).align === 'end');
  return figures.find(({ emphasis }) => emphasis) ?? figures.find((one) => uiKind(one).summed === true);
}

function filledOf(form: FormModel, columns: Columns, record: ListedRecord): readonly Field[] {
  const fields = columns.flatMap((name) => form.byName.get(name) ?? []);
  return fields.filter(({ name }) => (record[name] ?? null) !== null && record[name] !== '');
}

/** A value as its record has it: pictures small, anything else as it is shown everywhere. */
function kept(form: FormModel, name: string, record: ListedRecord): string | TemplateResult {
  const [field, value = null] = [form.byName.get(name), record[name]];
  const kind = field && uiKind(field);
  return kind?.showKept?.(value, { form: form.name, id: record.id }) ?? shown(form, name, record);
}

function shown(form: FormModel, name: string, record: ListedRecord): string | TemplateResult {
  const [field, value] = [form.byName.get(name), readAs(form, name, record)];
  const about = field && namingForms.has(`${form.id}/${field.id}`) ? formNamed(String(value)) : undefined;
  if (about) return about;
  if (field) return marked(value, inItsCurrency(field, valuesByName(record, form)));
  return members[name]?.show(value) ?? String(value);
}

/** The selection after a record was picked or dropped; from the anchor on, all between become as the record does. */
export function nextPicked(
  picked: ReadonlyMap<string, ListedRecord>,
  records: readonly ListedRecord[],
  record: ListedRecord,
  anchor: string | null,
): ReadonlyMap<string, ListedRecord> {
  const next = new Map(picked);
  const wanted = !picked.has(record.id);
  for (const one of between(records, record, anchor)) {
    if (wanted) next.set(one.id, one);
    else next.delete(one.id);
  }
  return next;
}

function between(
  records: readonly ListedRecord[],
  record: ListedRecord,
  anchor: string | null,
): readonly ListedRecord[] {
  const from = anchor === null ? -1 : records.findIndex(({ id }) => id === anchor);
  const to = records.findIndex(({ id }) => id === record.id);
  return from < 0 || to < 0 ? [record] : records.slice(Math.min(from, to), Math.max(from, to) + 1);
}
