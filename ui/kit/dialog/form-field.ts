import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { ApiProblem } from '../../session/api.ts';
import type { ChoiceField, DialogField, DialogValues, TextField } from './dialog-form.ts';
import { isWhole } from './gj-moment.ts';
import '../gj-day.ts';

/** A field of a dialog with its value and its problem. */
interface FieldAsk {
  readonly name: string;
  readonly value: unknown;
  readonly values: DialogValues;
  readonly wrong: string | undefined;
  change(value: unknown): void;
  /** Hears that somebody goes on to another field. */
  left(): void;
}

/** Answers the value that a field begins with. */
export function startOf(field: DialogField): unknown {
  switch (field.kind) {
    case 'check':
      return field.start ?? false;
    case 'choice':
    case 'ways':
      return field.start ?? field.choices[0]?.value ?? '';
    case 'own':
      return field.start;
    default:
      return field.start ?? '';
  }
}

/** Says what is wrong with a value before anything is sent. */
export function flawOf(field: DialogField, value: unknown, values: DialogValues): string | null {
  return field.required && isEmpty(field, value, values)
    ? msg('请填写这一项', { id: 'please-fill' })
    : typedFlaw(field, value, values);
}

function isEmpty(field: DialogField, value: unknown, values: DialogValues): boolean {
  if (field.kind === 'own' && field.isEmpty) return field.isEmpty(value, values);
  return value === '' || value === null || value === false;
}

/** The same while one is still typing: nothing is missing yet. */
export function typedFlaw({ kind, wrong }: DialogField, value: unknown, values: DialogValues): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (kind === 'moment' && !isWhole(value))
    return msg('日期和时间要写全，如 2026-03-04 08:30', { id: 'no-moment' });
  return wrong?.(value, values) ?? null;
}

/** Sorts the sentences of a refusal by the fields they are about, and those about no field. */
export function problemsAt(fields: Readonly<Record<string, DialogField>>, problem: ApiProblem) {
  const { code, message, errors } = problem;
  const about = Object.keys(fields).find((name) => fields[name]?.codes?.includes(code));
  if (about !== undefined) return { at: { [about]: message }, rest: [] };
  const at: Record<string, string> = {};
  const rest: string[] = [];
  for (const { path, message: sentence } of errors) {
    const name = Object.keys(fields).find((one) => {
      const own = fields[one]?.path ?? `/${one}`;
      return path === own || path.startsWith(`${own}/`);
    });
    if (name === undefined) rest.push(sentence);
    else at[name] = [at[name], sentence].filter(Boolean).join(' ');
  }
  return { at, rest };
}

export function fieldRow(field: DialogField, ask: FieldAsk): TemplateResult {
  const { name, wrong } = ask;
  return html`<div class=${field.half ? '' : 'spans'} data-field=${name} @focusout=${({
    relatedTarget,
    currentTarget,
  }: FocusEvent) => {
    // A sentence that appears below a field moves buttons: none may move while a finger goes down on it.
    if (!(relatedTarget instanceof Element) || (currentTarget as Element).contains(relatedTarget)) return;
    if (relatedTarget.closest('form')) ask.left();
  }}>
    ${labelled(field, ask)}
    ${wrong === undefined ? nothing : html`<p class="problem small above-half" id="wrong-${name}" role="alert">${wrong}</p>`}
    ${field.hint ? html`<p class="small muted above-half" id="hint-${name}">${field.hint}</p>` : nothing}
  </div>`;
}

function labelled(field: DialogField, ask: FieldAsk): TemplateResult {
  const { value } = ask;
  const change = (now: unknown) => ask.change(now);
  const star = field.required ? html`<span class="in-error" aria-hidden="true"> *</span>` : nothing;
  switch (field.kind) {
    case 'own':
      return field.control({ value, values: ask.values, change });
    case 'check':
      return html`<label class="across"><input type="checkbox" .checked=${value === true} aria-describedby=${saidOf(field, ask)}
        @change=${(event: Event) => change((event.target as HTMLInputElement).checked)} />${field.label}</label>`;
    case 'ways':
      return html`<fieldset class="gridded gap-1"><legend class="below-1 unpadded muted smaller">${field.label}${star}</legend>
        ${field.choices.map(
          (one) =>
            html`<label class="way gridded centred pressable edged rounded"><input type="radio" name=${ask.name}
              .checked=${one.value === value}
              @change=${() => change(one.value)} /><span>${one.text}${
                one.mark ? html` <span class="small muted">${one.mark}</span>` : nothing
              }</span>${one.hint ? html`<span class="small muted">${one.hint}</span>` : nothing}</label>`,
        )}</fieldset>`;
    case 'day':
      return html`<div class="text-field"><span aria-hidden="true">${field.label}${star}</span>
        <gj-day class="fills" .label=${field.label} .value=${String(value)}
            @change=${(event: Event) => change(typed(event))}></gj-day></div>`;
    case 'moment':
      return html`<div class="text-field"><span aria-hidden="true">${field.label}${star}</span>
        <gj-moment .label=${field.label} .usual=${field.usual ?? ''} .value=${String(value)}
            @change=${(event: Event) => change(typed(event))}></gj-moment></div>`;
    default:
      return html`<label class="text-field"><span>${field.label}${star}</span>${control(field, ask)}</label>`;
  }
}

function control(field: TextField | ChoiceField, ask: FieldAsk): TemplateResult {
  const { value, wrong } = ask;
  const change = (event: Event) => ask.change(typed(event));
  const invalid = wrong === undefined ? nothing : 'true';
  const required = field.required ? 'true' : nothing;
  const said = saidOf(field, ask);
  if (field.kind === 'choice')
    return html`<select class="plain" aria-invalid=${invalid} aria-describedby=${said} @change=${change}>${field.choices.map(
      (one) => html`<option value=${one.value} .selected=${one.value === value}>${one.text}</option>`,
    )}</select>`;
  const { kind = 'line', most = 500, placeholder } = field as TextField;
  if (kind === 'lines')
    return html`<textarea class="plain" rows="5" maxlength=${most} aria-required=${required}
      aria-invalid=${invalid} aria-describedby=${said}
      placeholder=${placeholder ?? nothing} .value=${String(value)} @input=${change}></textarea>`;
  return html`<input class="plain" autocomplete="off" maxlength=${most} aria-required=${required}
    aria-invalid=${invalid}
    aria-describedby=${said} placeholder=${placeholder ?? nothing} .value=${String(value)} @input=${change} />`;
}

/** Answers the ids of the elements that tell a field's problem and its hint, for `aria-describedby`. */
function saidOf({ hint }: DialogField, { name, wrong }: FieldAsk): string | typeof nothing {
  const said = [wrong === undefined ? '' : `wrong-${name}`, hint ? `hint-${name}` : ''];
  return said.filter(Boolean).join(' ') || nothing;
}

function typed(event: Event): string {
  return (event.currentTarget as HTMLInputElement).value;
}
