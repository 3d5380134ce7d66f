import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { parseDecimal } from '../../metadata/decimal.ts';
import { isObject, type Json } from '../../metadata/json.ts';
import type { PropertyAsk } from './property-ask.ts';
import { typedText } from './typed-text.ts';

const typed = (event: Event) => (event.target as HTMLInputElement | HTMLTextAreaElement).value;

/** A text in both languages; as long as nobody wrote the English one it follows the Chinese. */
export function labelEditor(ask: PropertyAsk, isLong = false): TemplateResult {
  const { zh, en } = textsOf(ask.state.value);
  const put = (next: { zh: string; en: string }, typing: boolean) => {
    const isNone = next.zh.trim() === '' && next.en.trim() === '';
    if (isNone && ['label', 'unset/label'].includes(ask.state.property)) return;
    ask.set(isNone ? undefined : { zh: next.zh || next.en, en: next.en || next.zh }, { typing });
  };
  const inChinese = (event: Event, typing: boolean) => {
    const text = typed(event);
    put({ zh: text, en: en === '' || en === zh ? text : en }, typing);
  };
  const inEnglish = (event: Event, typing: boolean) => put({ zh, en: typed(event) }, typing);
  const one = (lang: 'zh' | 'en', value: string, put: (event: Event, typing: boolean) => void) => {
    const label =
      lang === 'zh'
        ? msg(str`${ask.label}（中文）`, { id: 'design-in-chinese' })
        : msg(str`${ask.label}（英文）`, { id: 'design-in-english' });
    const shown = lang === 'en' && value === zh ? '' : value;
    const placeholder = lang === 'en' ? zh : '';
    const input = isLong
      ? html`<textarea class="plain" lang=${lang} rows="2" aria-label=${label} ${typedText(shown)} placeholder=${placeholder} ?disabled=${ask.readonly}
          @input=${(event: Event) => put(event, true)} @change=${(event: Event) => put(event, false)}></textarea>`
      : html`<input class="plain" lang=${lang} aria-label=${label} ${typedText(shown)} placeholder=${placeholder} ?disabled=${ask.readonly} autocomplete="off"
          @input=${(event: Event) => put(event, true)} @change=${(event: Event) => put(event, false)} />`;
    return html`<span class="tongue" aria-hidden="true">${lang === 'zh' ? '中' : 'En'}</span>${input}`;
  };
  return html`<div class="pair">${one('zh', zh, inChinese)}${one('en', en, inEnglish)}</div>`;
}

function textsOf(value: Json | undefined): { zh: string; en: string } {
  if (!isObject(value)) return { zh: '', en: '' };
  return { zh: String(value['zh'] ?? ''), en: String(value['en'] ?? '') };
}

export function textEditor(ask: PropertyAsk): TemplateResult {
  const put = (event: Event, typing: boolean) => ask.set(typed(event).trim() || undefined, { typing });
  return html`<input class="plain" aria-label=${ask.label} ${typedText(String(ask.state.value ?? ''))} ?disabled=${ask.readonly} autocomplete="off"
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
  return html`<input class="plain" inputmode="decimal" aria-label=${ask.label} ${typedText(String(ask.state.value ?? ''))} ?disabled=${ask.readonly} autocomplete="off"
    @input=${(event: Event) => put(event, true)} @change=${(event: Event) => put(event, false)} />`;
}

/** Bounds of integers are numbers in JSON, all others decimals as texts. */
function isWhole({ form, place }: PropertyAsk, isBound: boolean): boolean {
  if (!isBound) return true;
  const [, path = ''] = place.split('/');
  return form.byId.get(path)?.kind.properties['min']?.['type'] === 'integer';
}

export function flagEditor(ask: PropertyAsk): TemplateResult {
  return html`<label class="switch"><input type="checkbox" .checked=${ask.state.value === true} ?disabled=${ask.readonly}
    @change=${(event: Event) => ask.set((event.target as HTMLInputElement).checked)} />${ask.label}</label>`;
}
