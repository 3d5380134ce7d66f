import { msg, str } from '@lit/localize';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { isList } from '../../../metadata/kinds/common/reading.ts';
import type { Notice } from '../../kit/gj-notices.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isBlank } from '../../model/record-same.ts';
import { language, say } from '../../session/i18n.ts';
import { type Rename, toIds, toNames } from './record-ids.ts';
import { changedNames, type Wire } from './record-sending.ts';

/** A form before or after a publish, and how values name fields there. */
interface Shaped {
  readonly form: FormModel;
  readonly rename: Rename;
}

/** A record that is being changed: as it was read, as it began here, as it is to become. */
interface EditedRecord {
  readonly base: Wire | null;
  readonly began: JsonObject;
  readonly edited: JsonObject;
}

interface Reshaped extends EditedRecord {
  /** Fields with unsaved values that there are no more. */
  readonly lost: readonly LostField[];
}

/** A field that is gone, with what somebody had typed into it where that can be shown in a line. */
export interface LostField extends Pick<Field, 'label'> {
  readonly typed?: string;
}

/**
 * Brings a record that was read and typed in under one model to another: fields are the same by their ids, whatever
 * their names are now. `now` is the record as the server tells it under the new model; null: it is new.
 */
export function reshape(editing: EditedRecord, from: Shaped, to: Shaped, now: Wire | null): Reshaped {
  const { base, began, edited } = editing;
  const over = (record: JsonObject) =>
    toNames(fitting(toIds(record, from.form, from.rename), from.form, to.form), to.form, to.rename, {});
  const typed = changedNames(from.form, edited, began);
  const lost = typed.flatMap((name) => {
    const value = edited[name] ?? null;
    return lostIn(from.form.byName.get(name), to.form, value).map((field) => lostField(field, name, value));
  });
  if (!base || !now || now.revision !== base.revision)
    return { base: base && (over(base) as Wire), began: over(began), edited: over(edited), lost };
  // Fields that nobody touched here are as the server says; the new fields are there with their values.
  const differing = (record: JsonObject) => {
    const names = new Set(changedNames(from.form, record, base));
    return over(Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name))));
  };
  return {
    base: now,
    began: { ...now, ...differing(began) },
    edited: { ...now, ...differing(edited) },
    lost,
  };
}

/** By ids, without fields that are no more or hold other values now. */
function fitting(record: JsonObject, from: FieldSet, to: FieldSet): JsonObject {
  const entries = Object.entries(record).flatMap(([id, value]): [string, Json][] => {
    const [was, is] = [from.byId.get(id), to.byId.get(id)];
    if (!was) return [[id, value as Json]];
    if (!is || !isSameKind(was, is)) return [];
    const { rows: before } = was;
    const { rows: after } = is;
    if (!before || !after || !isList(value)) return [[id, value as Json]];
    return [[id, value.filter(isObject).map((row) => fitting(row, before, after))]];
  });
  return Object.fromEntries(entries);
}

function lostIn(was: Field | undefined, to: FieldSet, value: Json): readonly Field[] {
  if (!was || isBlank(value)) return [];
  const is = to.byId.get(was.id);
  if (!is || !isSameKind(was, is)) return [was];
  if (!was.rows || !is.rows || !isList(value)) return [];
  const { rows } = is;
  return was.rows.fields.filter((inner) =>
    value.some((row) => isObject(row) && lostIn(inner, rows, row[inner.name] ?? null).length > 0),
  );
}

function lostField({ label, name, kind }: Field, of: string, value: Json): LostField {
  const isShown = name === of && !kind.secret && (typeof value === 'string' || typeof value === 'number');
  return { label, ...(isShown && { typed: String(value) }) };
}

/** Of what is left out since nothing is kept: nobody sees it any more. */
function isSameKind(was: Field, is: Field): boolean {
  return was.kind === is.kind && was.target === is.target && !is.dropped;
}

/** Fields that are no longer there since a publish, with what was typed into them. */
export function lostText(lost: readonly LostField[]): Notice {
  const isZh = language() === 'zh';
  const names = lost
    .map(({ label, typed }) => {
      const quoted = typed === undefined ? '' : isZh ? `（“${typed}”）` : ` (“${typed}”)`;
      return say(label) + quoted;
    })
    .join(isZh ? '、' : ', ');
  const text = msg(str`表单已更新：${names} 已不在其中，填在那里的内容没有保留。`, {
    id: 'form-updated-lost',
  });
  return { text, kind: 'error' };
}
