import { html, nothing, type TemplateResult } from 'lit';
import { parseDecimal } from '../../../metadata/common/decimal.ts';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Label, Language } from '../../../metadata/common/label.ts';
import { labelPair } from '../words/label-pair.ts';
import { loneNote, loneNow } from '../words/lone-note.ts';
import { typedText } from '../words/typed-text.ts';
import { held } from './held.ts';
import type { PropertyAsk } from './property-ask.ts';

const typed = (event: Event) => (event.target as HTMLInputElement | HTMLTextAreaElement).value;

/** A text in both languages. */
export function labelEditor(ask: PropertyAsk, isLong = false): TemplateResult {
  const { state, label: name, readonly } = ask;
  const put = (label: Label, typing: boolean) => {
    const isNone = label.zh.trim() === '' && label.en.trim() === '';
    if (isNone && state.property === 'unset/label') return;
    ask.set(isNone ? undefined : { ...label }, { typing });
  };
  const pair = labelPair({ label: textsOf(state.value), name, readonly, isLong, put });
  const lone = readonly
    ? undefined
    : loneNow().find(({ form, target }) => form === ask.form.id && target === state.target);
  // The boxes stay the very same while somebody types into them.
  return html`${pair}${lone ? loneNote(lone, (event) => toBox(event, lone.left)) : nothing}`;
}

/** Into the box of the language that was left. */
function toBox({ currentTarget }: Event, left: Language): void {
  const root = (currentTarget as HTMLElement).getRootNode() as ShadowRoot;
  const box = root.querySelector<HTMLInputElement>(`.label[lang=${left}]`);
  box?.focus();
  box?.select();
}

function textsOf(value: Json | undefined): { zh: string; en: string } {
  if (!isObject(value)) return { zh: '', en: '' };
  return { zh: String(value['zh'] ?? ''), en: String(value['en'] ?? '') };
}

export function textEditor(ask: PropertyAsk): TemplateResult {
  const put = (event: Event, typing: boolean) => ask.set(typed(event).trim() || undefined, { typing });
  return html`<input class="plain" aria-label=${ask.label} ${typedText(String(ask.state.value ?? ''))}
    ?disabled=${ask.readonly} autocomplete="off"
    @input=${(event: Event) => put(event, true)} @change=${(event: Event) => put(event, false)} />`;
}

/** A whole number, or any decimal where `isBound`; what is no number is marked and not taken. */
export function numberEditor(ask: PropertyAsk, isBound: boolean): TemplateResult {
  const put = (event: Event, typing: boolean) => {
    const input = event.target as HTMLInputElement;
    const text = input.value.trim();
    const number = text === '' ? null : parseDecimal(text);
    const isWrong = text !== '' && (number === null || (!isBound && !/^\d{1,9}$/.test(number)));
    input.setAttribute('aria-invalid', String(isWrong));
    if (isWrong) return;
    ask.set(number === null ? undefined : isWhole(ask, isBound) ? Number(number) : number, { typing });
  };
  return html`<input class="plain" inputmode="decimal"
    aria-label=${ask.label} ${typedText(String(ask.state.value ?? ''))} ?disabled=${ask.readonly} autocomplete="off"
    @input=${(event: Event) => put(event, true)} @change=${(event: Event) => put(event, false)} />`;
}

/** Bounds of integers are numbers in JSON, all others decimals as texts. */
function isWhole({ form, place }: PropertyAsk, isBound: boolean): boolean {
  if (!isBound) return true;
  const [, path = ''] = place.split('/');
  return form.byId.get(path)?.kind.properties['min']?.['type'] === 'integer';
}

export function flagEditor(ask: PropertyAsk, unsaid: boolean): TemplateResult {
  const isOn = (ask.state.value ?? unsaid) === true;
  return html`<label class="switch"><input type="checkbox" ${held(isOn)} ?disabled=${ask.readonly}
    @change=${(event: Event) => ask.set((event.target as HTMLInputElement).checked)} />${ask.label}</label>`;
}
