import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import type { PrintText } from '../../../metadata/print-source.ts';
import { labelPair } from '../words/label-pair.ts';
import { typedText } from '../words/typed-text.ts';
import type { NamedPath } from './print-names.ts';

/** One property at the side: its name, what it is, and how it becomes another. */
interface Box<T> {
  readonly label: string;
  readonly value: T | undefined;
  set(value: T | undefined, typing: boolean): void;
}

const typed = (event: Event) =>
  (event.target as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).value;

function field(label: string, control: TemplateResult): TemplateResult {
  return html`<div class="field"><div class="head muted smaller" aria-hidden="true">${label}</div>${control}</div>`;
}

/** What is no length is marked and not taken; whether it is one that fits says the template's check. */
export function numberBox({ label, value, set }: Box<number>, hint = ''): TemplateResult {
  const put = (event: Event, typing: boolean) => {
    const text = typed(event).trim();
    const isWrong = text !== '' && !/^\d{1,4}(\.\d{1,2})?$/.test(text);
    (event.target as HTMLInputElement).setAttribute('aria-invalid', String(isWrong));
    if (!isWrong) set(text === '' ? undefined : Number(text), typing);
  };
  return field(
    label,
    html`<input class="plain" inputmode="decimal" autocomplete="off" aria-label=${label} placeholder=${hint}
      ${typedText(value === undefined ? '' : String(value))}
      @input=${(event: Event) => put(event, true)} @change=${(event: Event) => put(event, false)} />`,
  );
}

export function choiceBox<T extends string>(
  { label, value, set }: Box<T>,
  choices: readonly (readonly [T, string])[],
  none?: string,
): TemplateResult {
  return field(
    label,
    html`<select class="plain" aria-label=${label} @change=${(event: Event) =>
      set((typed(event) as T) || undefined, false)}>${
      none === undefined ? nothing : html`<option value="" .selected=${value === undefined}>${none}</option>`
    }${choices.map(
      ([key, text]) => html`<option value=${key} .selected=${key === value}>${text}</option>`,
    )}</select>`,
  );
}

/** Of several paths; one that leads nowhere stands there as it is written. */
export function pathBox({ label, value, set }: Box<string>, names: readonly NamedPath[]): TemplateResult {
  return choiceBox({ label, value, set }, namesWith(names, value));
}

/** Paths as choices; with one that is picked and leads nowhere. */
export function namesWith(
  names: readonly NamedPath[],
  value: string | undefined,
): readonly (readonly [string, string])[] {
  const known = names.map(({ path, text }) => [path, text] as const);
  const isKnown = value === undefined || known.some(([path]) => path === value);
  return isKnown ? known : [[value, value] as const, ...known];
}

export function flagBox({ label, value, set }: Box<boolean>): TemplateResult {
  return html`<label class="switch"><input type="checkbox" .checked=${value === true} @change=${(
    event: Event,
  ) => set((event.target as HTMLInputElement).checked || undefined, false)} />${label}</label>`;
}

export function colourBox({ label, value, set }: Box<string>): TemplateResult {
  const put = (event: Event, typing: boolean) => {
    const colour = typed(event).toLowerCase();
    set(colour === '#000000' ? undefined : colour, typing);
  };
  return field(
    label,
    html`<input class="plain" type="color" aria-label=${label} .value=${value ?? '#000000'}
      @input=${(event: Event) => put(event, true)} @change=${(event: Event) => put(event, false)} />`,
  );
}

/** A name of its own, in both languages; empty in both: the one that it has anyway. */
export function labelBox({ label: name, value, set }: Box<Label>): TemplateResult {
  const put = (label: Label, typing: boolean) =>
    set(label.zh.trim() === '' && label.en.trim() === '' ? undefined : { ...label }, typing);
  return field(name, labelPair({ label: value ?? { zh: '', en: '' }, name, put }));
}

/** A text in both languages, into which variables are picked by name where one stands in it. */
export function wordsBox(
  { label: name, value, set }: Box<PrintText>,
  names: readonly NamedPath[],
): TemplateResult {
  const drawn = typeof value === 'string' ? { zh: value, en: value } : (value ?? { zh: '', en: '' });
  let label: Label = drawn;
  const put = (next: Label, typing: boolean) => {
    label = next;
    set(next.zh === next.en ? next.zh : { zh: next.zh, en: next.en }, typing);
  };
  const insert = msg('插入变量…', { id: 'print-insert-variable' });
  return field(
    name,
    html`<div class="words stack-2">${labelPair({ label: drawn, name, isLong: true, put })}
      <select class="plain" aria-label=${insert} @mousedown=${remember} @focus=${remember} @change=${(
        event: Event,
      ) => {
        const select = event.target as HTMLSelectElement;
        const { value: path } = select;
        select.value = '';
        if (path !== '') put(withVariable(label, path, select), false);
      }}><option value="">${insert}</option>${names.map(
        ({ path, text }) => html`<option value=${path}>${text}</option>`,
      )}</select></div>`,
  );
}

/** Where one stood in a text when one went to pick a variable. */
const stood = new WeakMap<Element, { readonly tongue: keyof Label; readonly at: number }>();

function remember(event: Event): void {
  const select = event.currentTarget as HTMLSelectElement;
  const box = (event as FocusEvent).relatedTarget ?? (select.getRootNode() as ShadowRoot).activeElement;
  if (!(box instanceof HTMLTextAreaElement) || !select.closest('.words')?.contains(box)) return;
  stood.set(select, { tongue: box.lang === 'en' ? 'en' : 'zh', at: box.selectionStart });
}

/** In one language where one stood in its text, else at the end of both. */
function withVariable(label: Label, path: string, select: HTMLSelectElement): Label {
  const variable = `[&${path}&]`;
  const place = stood.get(select);
  if (!place) return { zh: label.zh + variable, en: label.en + variable };
  stood.delete(select);
  const { tongue, at } = place;
  const put = (text: string) => text.slice(0, at) + variable + text.slice(at);
  if (label.zh === label.en) return { zh: put(label.zh), en: put(label.en) };
  return { ...label, [tongue]: put(label[tongue]) };
}
