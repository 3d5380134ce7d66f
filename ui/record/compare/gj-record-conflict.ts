import { msg, str } from '@lit/localize';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { pointerName } from '../../fields/common/shown.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { moment } from '../../kit/moment.ts';
import type { FormModel } from '../../model/form-model.ts';
import { language, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { type Conflict, type Merge, mergeRecords, type Side } from '../editor/record-merge.ts';
import '../../kit/dialog/gj-dialog.ts';

/** A record as both began with it, as this one typed it, and as somebody else saved it meanwhile. */
export interface TwoSides {
  readonly form: FormModel;
  readonly base: JsonObject | null;
  readonly edited: JsonObject;
  readonly current: JsonObject | null;
}

/**
 * Two people changed the record: field by field one says what holds. Tells `settled` with the record as it is to be, or
 * `closed`.
 */
export class GjRecordConflict extends withProperties(GjElement, {
  editor: given<TwoSides>(),
  answers: state<ReadonlyMap<string, Side>>(() => new Map()),
}) {
  static override styles = [
    shared,
    css`
      .sides {
        grid-template-columns: 1fr 1fr;
      }
      label:has(:checked) {
        border-color: var(--gj-accent);
        background: var(--gj-picked);
      }
    `,
  ];

  #merge: Merge | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { base, current, edited, form } = this.editor;
    if (!changed.has('editor') || !base || !current) return;
    this.#merge = mergeRecords(form, base, edited, current);
  }

  #settle(): void {
    if (!this.#merge) return;
    this.emit('settled', this.#merge.settle(this.answers));
  }

  override render() {
    const { current } = this.editor;
    const conflicts = this.#merge?.conflicts ?? [];
    const taken = this.#merge?.taken ?? [];
    const modifier = current?.['modifiedBy'] ?? null;
    const isOwn = isObject(modifier) && modifier['id'] === session.who?.user.id;
    const by = isOwn ? '' : pointerName(modifier);
    const at = moment(current?.['modifiedAt'] as string | undefined);
    return html`<gj-dialog wide .label=${msg('这条记录已在别处修改', { id: 'changed-meanwhile' })}>
      <p class="below-3">${
        isOwn
          ? msg(str`您在 ${at} 从别处保存了这条记录。请选择每处以哪边为准，然后保存。`, {
              id: 'changed-by-you',
            })
          : msg(str`${by} 在 ${at} 保存了这条记录。请选择每处以谁的为准，然后保存。`, { id: 'changed-by' })
      }</p>
      ${conflicts.map((conflict, at) => this.#conflict(conflict, by, at === 0))}
      ${
        conflicts.length === 0
          ? html`<p class="below-3">${msg('两边改的不是同一处，可以直接合并保存。', { id: 'no-conflicts' })}</p>`
          : ''
      }
      ${
        taken.length > 0
          ? html`<p class="muted small below-3">${msg(str`别处改的其他字段将保留：${names(taken)}`, { id: 'taken-over' })}</p>`
          : ''
      }
      <button slot="actions" class="primary" ?autofocus=${conflicts.length === 0}
        ?disabled=${conflicts.some(({ key }) => !this.answers.has(key))}
        @click=${this.#settle}>${msg('合并并保存', { id: 'merge-and-save' })}</button>
    </gj-dialog>`;
  }

  #conflict(conflict: Conflict, by: string, first: boolean): TemplateResult {
    const { key, fields, rows, base, mine, theirs } = conflict;
    const words = fields
      .flatMap(({ label }, at) => {
        const row = rows[at];
        return [say(label), ...(row === undefined ? [] : [msg(str`第 ${row} 行`, { id: 'row-at' })])];
      })
      .join(' ');
    const side = (
      name: Side,
      value: Json,
      who: string,
    ) => html`<label class="flex high gap-2 pad-1-2 breaks pressable edged-strong rounded">
      <input class="rigid" type="radio" name=${key} ?autofocus=${first && name === 'mine'}
          .checked=${this.answers.get(key) === name} @change=${() => {
            this.answers = new Map([...this.answers, [key, name]]);
          }} />
      <span><span class="blocks muted smaller">${who}</span>${this.#shown(value, fields.at(-1))}</span>
    </label>`;
    return html`<fieldset class="below-3">
      <legend class="below-1 unpadded bold">${words}</legend>
      <div class="sides stack-2">
        ${side('mine', mine, by === '' ? msg('这里', { id: 'typed-here' }) : msg('我的', { id: 'mine' }))}
        ${side('theirs', theirs, by === '' ? msg('别处', { id: 'typed-elsewhere' }) : msg(str`${by}的`, { id: 'theirs' }))}
      </div>
      <div class="above-half muted smaller">${msg('原来：', { id: 'it-was' })}${this.#shown(base, fields.at(-1))}</div>
    </fieldset>`;
  }

  #shown(value: Json, field: Field | undefined) {
    if (value === null || value === '')
      return html`<span class="muted">${msg('（空）', { id: 'empty-value' })}</span>`;
    if (!field) return pointerName(value);
    if (!field.rows || Array.isArray(value)) return uiKind(field).show(value, field);
    const row = value as Readonly<Record<string, Json>>;
    const said = field.rows.fields
      .filter(({ name }) => row[name] !== null && row[name] !== undefined)
      .slice(0, 4);
    return dotted(said.map((inner) => uiKind(inner).show(row[inner.name] as Json, inner)));
  }
}
customElements.define('gj-record-conflict', GjRecordConflict);

function names(fields: readonly Field[]): string {
  return fields.map(({ label }) => say(label)).join(language() === 'zh' ? '、' : ', ');
}
