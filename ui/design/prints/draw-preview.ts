import { msg } from '@lit/localize';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { holdsFiles } from '../../../metadata/kinds/common/file-value.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { PrintSource } from '../../../metadata/print-source.ts';
import type { PrintTree } from '../../../rules/paper/tree.ts';
import { drawCode } from '../../../rules/print/draw-code.ts';
import { layOut } from '../../../rules/print/lay-out.ts';
import type { BringPicture } from '../../../rules/print/pictures.ts';
import { toHtml } from '../../../rules/print/to-html.ts';
import type { Holding } from '../../../rules/sharing/contract.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { serverClock } from '../../session/server-clock.ts';
import { session } from '../../session/session.ts';
import { sampleRecord } from '../preview/sample-record.ts';
import { dataUrl, placeholder } from '../property/bring-image.ts';

export interface PrintPreview {
  readonly tree: PrintTree;
  readonly html: string;
}

export interface PreviewAsk {
  readonly form: FormModel;
  readonly print: PrintSource;
  readonly record: JsonObject;
  readonly language: Language;
}

/** A template on a record as it will be printed: the tree that the server draws, drawn here. */
export async function drawPreview({ form, print, record, language }: PreviewAsk): Promise<PrintPreview> {
  const { targets } = await forms.around(form);
  const tree = await layOut(
    {
      print,
      form,
      record,
      language,
      // The organisation's own is known to the server alone.
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      call: serverClock.callFacts,
      user: session.who?.user.name ?? '',
      org: session.org?.name ?? '',
      holdings: await holdingsOf(form, record),
    },
    { target: (id) => targets.get(id), picture: pictureOf(form, record) },
  );
  return { tree, html: toHtml(tree, drawCode) };
}

/** Of a stored record its file as the server prints it; of one made up a place with the name of the field. */
function pictureOf(form: FormModel, { id }: JsonObject): BringPicture {
  const live = session.formById(form.id);
  return async (file) => {
    if (typeof id !== 'string' || !live) return placeholder(file.name);
    const path = { form: live.name, id, file: file.id };
    const whole = await session.api
      .file('GET /api/forms/:form/records/:id/files/:file', { path, query: { as: 'print' } })
      .catch(() => null);
    return whole && dataUrl(whole);
  };
}

/** Of a stored record who uses it; of one made up the organisation one works for, and one it was assigned to. */
async function holdingsOf(form: FormModel, { id }: JsonObject): Promise<readonly Holding[]> {
  const live = session.formById(form.id);
  if (!form.sharing) return [];
  if (typeof id === 'string' && live) {
    const path = { form: live.name };
    const { items } = await session.api.call('GET /api/forms/:form/assignments', {
      path,
      query: { record: id },
    });
    return items.filter((one): one is Holding => 'org' in one);
  }
  const org = { id: '', number: session.org?.number ?? '', name: session.org?.name ?? '' };
  const none = { by: null, at: null, user: null, personalised: false };
  const branch = { id: '', number: 'ORG-01', name: msg('下级组织', { id: 'print-sample-branch' }) };
  return [
    { org, how: 'own', ...none },
    { org: branch, how: 'assigned', ...none, by: org, at: serverClock.moment.now ?? null },
  ];
}

/** The record that is looked at, by the names of the design; empty: one made up, with some rows. */
export async function previewRecord(form: FormModel, id: string): Promise<JsonObject> {
  const live = session.formById(form.id);
  if (id === '' || !live) {
    const number = form.number && { [form.number.name]: 'NO-0001' };
    const made: JsonObject = { ...(await sampleRecord({ fields: typedFields(form) })), ...number };
    const sample = withPictures(form, made);
    const several = Object.entries(sample).map(([name, value]): [string, Json] => [
      name,
      form.byName.get(name)?.rows ? severalOf(value) : value,
    ]);
    return completed(form, Object.fromEntries(several));
  }
  const record = await session.api.call('GET /api/forms/:form/records/:id', {
    path: { form: live.name, id },
    query: { view: 'use,manage' },
  });
  return renamed(record, await forms.get(live.name), form);
}

/** What the platform makes itself is made up like the rest, until more is known. */
function typedFields({ fields }: Pick<FieldSet, 'fields'>): readonly Field[] {
  return fields.map((field) => {
    const { inner, rows, name, id, label } = field;
    if (rows) return { ...field, rows: { ...rows, fields: typedFields(rows) } };
    return inner ? { ...inner, name, id, label } : field;
  });
}

/** With what is computed of the values that were made up; of what cannot be computed here, those stay. */
async function completed(form: FormModel, sample: JsonObject): Promise<JsonObject> {
  const [{ targets }, { recordRules }, { toIds, toNames }] = await Promise.all([
    forms.around(form),
    import('../../record/editor/record-rules.ts'),
    import('../../record/editor/record-ids.ts'),
  ]);
  const { behaviour, rename } = await recordRules(form, targets, new Map());
  const made = behaviour.complete(toIds(sample, form, rename), null, {
    call: serverClock.callFacts,
    target: () => undefined,
    virtual: 'too',
  });
  return overlaid(toNames(made, form, rename, sample), sample);
}

/** Values that were made, and of those that are empty the ones below. */
function overlaid(made: JsonObject, below: JsonObject): JsonObject {
  const all = Object.entries({ ...below, ...made }).map(([name, value]): [string, Json] => {
    const own = below[name];
    if (!isList(value) || !isList(own) || !value.every(isObject)) return [name, value ?? own ?? null];
    return [name, value.map((row, at) => overlaid(row, isObject(own[at]) ? own[at] : {}))];
  });
  return Object.fromEntries(all);
}

/** Files that nobody brought are called as their fields are, and so are the places where their pictures will stand. */
function withPictures({ fields }: Pick<FieldSet, 'fields'>, record: JsonObject): JsonObject {
  const files = fields.filter(holdsFiles).map(({ name, label, rows, kind }): [string, Json] => {
    const own = record[name];
    if (rows) return [name, isList(own) ? own.filter(isObject).map((row) => withPictures(rows, row)) : null];
    const file = { id: '', name: say(label), size: 0, type: 'png' };
    return [name, kind.name === 'files' || kind.name === 'images' ? [file] : file];
  });
  return { ...record, ...Object.fromEntries(files) };
}

const severalOf = (value: JsonObject[string]) =>
  Array.isArray(value) ? [...value, ...value, ...value] : value;

/** Fields that the design calls otherwise have their records by today's names. */
function renamed(record: JsonObject, was: FieldSet, is: FieldSet): JsonObject {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const field = was.byName.get(name);
      const now = field && is.byId.get(field.id);
      if (!field || !now) return [name, value];
      const { rows } = field;
      const own = now.rows;
      const isRows = rows && own && Array.isArray(value);
      return [now.name, isRows ? value.map((row) => renamed(row as JsonObject, rows, own)) : value];
    }),
  );
}
