import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import { type DialogValues, own } from '../../kit/dialog/dialog-form.ts';
import { language } from '../../session/i18n.ts';
import { labelShown, labelTyping } from './label-typed.ts';
import { typedText } from './typed-text.ts';

interface LabelPair {
  readonly label: Label;
  /** The accessible name of both boxes, with the language behind it. */
  readonly name: string;
  readonly readonly?: boolean;
  readonly isLong?: boolean;
  readonly isMissing?: boolean;
  put(label: Label, typing: boolean): void;
}

const tongues = { zh: '中', en: 'En' } as const;

/** A text in both languages, the reader's first; what nobody wrote is empty and says what is shown in its place. */
export function labelPair(pair: LabelPair): TemplateResult {
  const typing = labelTyping(pair.label);
  return html`<div class="pair">${readersFirst().map((tongue) => box(pair, tongue, typing))}</div>`;
}

/** The same as two fields of a dialog, each with its name above. */
export function labelFields(label: Label, put: (label: Label) => void, isRequired = false): TemplateResult {
  const shown = labelShown(label);
  const typing = labelTyping(label);
  const named = {
    zh: msg('中文名称', { id: 'design-form-zh' }),
    en: msg('英文名称', { id: 'design-form-en' }),
  };
  return html`${readersFirst().map(
    (tongue) => html`<label class="text-field"><span>${named[tongue]}${
      isRequired && tongue === language()
        ? html`<span class="in-error" aria-hidden="true"> *</span>`
        : nothing
    }</span><input class="label" lang=${tongue} autocomplete="off"
      aria-required=${isRequired && tongue === language() ? 'true' : nothing}
      ${typedText(shown[tongue])} placeholder=${hintOf(shown, tongue)}
      @input=${(event: Event) => put(typing((event.target as HTMLInputElement).value, tongue))} /></label>`,
  )}`;
}

/**
 * The same as one field of a dialog that is said as data; without a text in either language it is empty, unless other
 * values say how it is `usually` called.
 */
export function labelField(usually: (values: DialogValues) => Label | undefined = () => undefined) {
  const isUnsaid = ({ zh }: Label) => zh.trim() === '';
  return own<Label>({
    label: msg('名称', { id: 'name' }),
    start: { zh: '', en: '' },
    required: true,
    isEmpty: (label, values) => isUnsaid(label) && usually(values) === undefined,
    control: ({ value, values, change }) => {
      const shown = isUnsaid(value) ? (usually(values) ?? value) : value;
      return html`<div class="stack-2" style="grid-template-columns:1fr 1fr">${labelFields(shown, change, usually(values) === undefined)}</div>`;
    },
  });
}

export function trimmedLabel({ zh, en }: Label): Label {
  return { zh: zh.trim(), en: en.trim() };
}

export function readersFirst(): readonly (keyof Label)[] {
  return language() === 'zh' ? ['zh', 'en'] : ['en', 'zh'];
}

function box(
  { label, name, readonly = false, isLong, isMissing, put }: LabelPair,
  tongue: keyof Label,
  typed: ReturnType<typeof labelTyping>,
) {
  const shown = labelShown(label);
  const called = nameIn(name, tongue);
  const take = (typing: boolean) => (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    // Emptied on the way to another text: the other language is not taken in its place yet.
    if (typing && value === '' && shown.zh !== '' && shown.en !== '') return;
    put(typed(value, tongue), typing);
  };
  const hint = hintOf(shown, tongue);
  const isRequired = isMissing !== undefined && tongue === language();
  const input = isLong
    ? html`<textarea class="plain label" lang=${tongue} rows="2"
        aria-label=${called} ${typedText(shown[tongue])} placeholder=${hint} ?disabled=${readonly}
        @input=${take(true)} @change=${take(false)}></textarea>`
    : html`<input class="plain label" lang=${tongue} aria-label=${called} ${typedText(shown[tongue])}
        placeholder=${hint} aria-required=${isRequired} aria-invalid=${isMissing === true} ?disabled=${readonly}
        autocomplete="off"
        @input=${take(true)} @change=${take(false)} />`;
  return html`<span class="tongue" aria-hidden="true">${tongues[tongue]}</span>${input}`;
}

/** Answers the placeholder of an empty box: the text of the other language that is shown in its place. */
export function hintOf(shown: Label, tongue: keyof Label): string {
  const other = shown[tongue === 'zh' ? 'en' : 'zh'];
  if (shown[tongue] !== '' || other === '') return '';
  return msg(str`未填，显示“${other}”`, { id: 'design-label-falls-back' });
}

function nameIn(name: string, tongue: keyof Label): string {
  return tongue === 'zh'
    ? msg(str`${name}（中文）`, { id: 'design-in-chinese' })
    : msg(str`${name}（英文）`, { id: 'design-in-english' });
}
