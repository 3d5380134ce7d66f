import { msg, str } from '@lit/localize';
import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import type { ComingValue, SeenSetting } from '../../metadata/contract/params/value.ts';
import { Loading } from '../kit/loading.ts';
import { moment } from '../kit/moment.ts';
import type { Parameter } from './parameter-data.ts';
import { readOverrides } from './parameter-read.ts';
import { changeSetLink, valueShown, windowWords } from './parameter-words.ts';

/** Where a value is read, and the day there. */
interface ReadPlace {
  /** Number of the organisation. */
  readonly org: string;
  readonly key: string;
  readonly date: string;
}

/** The values of a parameter that organisations have set for a day to come. */
export class WaitingValues {
  readonly #said: Loading<readonly SeenSetting[], Parameter>;

  constructor(host: ReactiveControllerHost, parameter: () => Parameter) {
    this.#said = new Loading(host, {
      key: parameter,
      load: async (one) => (await readOverrides(one)).items,
      keeps: true,
    });
  }

  /** Those set at the very place, the next first. */
  of({ org, key, date }: ReadPlace): readonly SeenSetting[] {
    const waits = (this.#said.value ?? []).filter(
      (one) => one.key === key && one.org?.number === org && one.validFrom !== null && one.validFrom > date,
    );
    return waits.toSorted((a, b) => (a.validFrom ?? '').localeCompare(b.validFrom ?? ''));
  }
}

/** Draws a value that is still to come, with its days. */
export function comingShown(one: SeenSetting, definition: Definition): TemplateResult {
  return html`${windowWords(one)} ${valueShown(one.value ?? null, definition)}`;
}

/** Draws below a value what is read next, from which day, and who set it. */
export function comingLine(coming: ComingValue, definition: Definition): TemplateResult {
  const { validFrom, value, by, at } = coming;
  const set = [by?.name, at && moment(at)].filter(Boolean).join(' ');
  return html`<div class="small coming"><span class="in-accent">${msg(str`${validFrom} 起：`, {
    id: 'param-coming',
  })}</span>${valueShown(value, definition)}${
    set === '' ? '' : html`<span class="muted blocks">${set} ${changeSetLink(coming)}</span>`
  }</div>`;
}
