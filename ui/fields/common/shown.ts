import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { severalOf } from '../../../metadata/kinds/common/pointed.ts';
import { isId } from '../../../metadata/kinds/common/pointer.ts';
import { withheldIn, withheldLabels } from '../../../metadata/withheld.ts';
import { faceOfRecord } from '../../kit/base/face.ts';
import { language, nameless, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';

/** By the kind's own text, in the reader's language. */
export function byKind(value: Json, field: Field): string {
  return field.kind.format(value, field, language());
}

/** `08:30:00~17:00:30` → `08:30~17:00:30`: seconds are told where there are some. */
export function clocked(value: Json): string {
  return String(value).replace(/\b(\d\d:\d\d):00\b/g, '$1');
}

/** A picked record by its name, or else its number; it links to its page, where there is one to be seen. */
export function pointed(value: Json, field: Field): string | TemplateResult {
  if (!isObject(value)) return String(value);
  const { id, number, form: said } = value as JsonObject;
  const several = severalOf(field);
  const kind = several?.find((one) => one.id === said);
  const text = pointerName(value, field.props['byNumber'] === true);
  if (kind) {
    const { form: _, ...alone } = value as JsonObject;
    const { targets: __, inner: ___, ...one } = field;
    return html`<span class="muted">${say(kind.label)}</span> ${pointed(alone, { ...one, target: kind.id })}`;
  }
  if (withheldIn(value)) return html`<span class="muted" title=${withheldWhy(value)}>${text}</span>`;
  const title = number && number !== text ? `${String(number)} ${text}` : text;
  const form = field.target === undefined ? undefined : session.formById(field.target);
  if (!form || typeof id !== 'string') return html`<span title=${title}>${text}</span>`;
  return html`${faceOfRecord(form, id)}<a href="/forms/${form.name}/${form.kind === 'setting' ? '' : id}" title=${title}>${text}</a>`;
}

/** Answers the name of a picked record as people call it. */
export function pointerName(value: Json, byNumber = false): string {
  if (!isObject(value)) return String(value ?? '');
  const { id, number, name } = value as JsonObject;
  const withheld = withheldIn(value);
  if (withheld) {
    const why = say(withheldLabels[withheld]);
    return number ? `${String(number)} (${why})` : why;
  }
  const names = byNumber ? [number, name, id] : [name, number, id];
  const said = names.find((one) => one !== null && one !== undefined && one !== '');
  return isId(String(said ?? '')) ? nameless() : String(said ?? '');
}

/** Says why a record is not named; empty where it is. */
function withheldWhy(value: Json): string {
  const withheld = withheldIn(value);
  if (withheld === 'elsewhere')
    return msg('这条数据属于另一组织，当前组织不能使用', { id: 'withheld-elsewhere' });
  return withheld ? msg('您的角色不能查看这种数据', { id: 'withheld-no-right' }) : '';
}

/** The beginning of a longer text, on one line. */
export function onOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

/** Several things one after the other. */
export function listed(parts: readonly (string | TemplateResult)[]): TemplateResult {
  const comma = language() === 'zh' ? '、' : ', ';
  return html`${parts.map((part, at) => (at === 0 ? part : html`${comma}${part}`))}`;
}
