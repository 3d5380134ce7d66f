import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import type { ExplainedProperty, LayerSaid, Spoken } from '../../../metadata/contract/forms/explained.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { timelineStyles } from '../../kit/styles/timeline-styles.ts';
import { plural, say } from '../../session/i18n.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { type Explained, type NamedPlace, readExplained } from './explain-data.ts';
import type { ExplainedPlace } from './explained-place.ts';
import '../../kit/dialog/gj-dialog.ts';
import '../../kit/gj-state.ts';

/**
 * The layers that stated the properties of a form, a part of it or a parameter: one by one, since when, and with their
 * earlier values. Tells `closed`.
 */
export class GjExplainDrawer extends withProperties(GjElement, {
  place: given<ExplainedPlace>(),
  /** The places that one chooses among: they stay while another is asked about. */
  places: state<readonly NamedPlace[]>(() => []),
}) {
  static override styles = [
    shared,
    timelineStyles,
    boxless,
    css`
      section {
        padding-block-end: var(--gj-3);
      }
      details ul {
        padding-inline-start: var(--gj-size-18);
      }
    `,
  ];
  readonly #data = new Loading<Explained, ExplainedPlace>(this, {
    key: () => this.place,
    load: readExplained,
    loaded: ({ places }) => {
      this.places = places;
    },
  });

  override render() {
    const { place, places } = this;
    const here = 'form' in place ? place.place : place.param;
    const heading = places.find((one) => one.place === here)?.text ?? '';
    return html`<gj-dialog drawer wide plain label=${msg('来源', { id: 'explain' })}>
      <div class="stack">
        ${
          'form' in place && places.length > 0
            ? html`<label class="text-field"><span>${msg('关于', { id: 'explain-of' })}</span>
              <select class="plain" title=${heading} @change=${(event: Event) => {
                this.place = { form: place.form, place: (event.target as HTMLSelectElement).value };
              }}>${places.map(
                (one) =>
                  html`<option value=${one.place} .selected=${one.place === here}>${one.text}</option>`,
              )}</select></label>`
            : nothing
        }
        ${this.#data.shown(({ properties }) =>
          properties.length > 0
            ? properties.map((one) => this.#property(one))
            : html`<gj-state symbol="list" text=${msg('没有元数据包设置过它。', { id: 'explain-nothing' })}></gj-state>`,
        )}
      </div></gj-dialog>`;
  }

  #property({ property, name, manner, value, shown, said }: ExplainedProperty): TemplateResult {
    const id = property.replaceAll(/[^\w-]/g, '-');
    return html`<section class="ruled" aria-labelledby=${id}>
      <h3 class="flex wraps centred gap-half-2 below-1" id=${id}>${name} <span class="badge">${mannerText(manner)}</span></h3>
      <p class="below-2 breaks as-typed"><span
          class="muted small">${msg('当前值', { id: 'explain-holds' })}</span> ${this.#value(value, shown)}</p>
      <ol class="timeline">${said.map((one, at) => this.#layer(one, at === said.length - 1))}</ol></section>`;
  }

  #layer(one: LayerSaid, isLast: boolean): TemplateResult {
    const { packageLabel, package: name, version, overruled, earlier, says } = one;
    return html`<li class=${isLast && says ? 'now' : ''}>
      <div><b>${packageLabel ? say(packageLabel) : name}</b> <span class="small muted">${name === 'local' ? '' : version}</span>
        ${overruled ? html`<span class="badge warn">${msg('您已决定不采用', { id: 'explain-overruled' })}</span>` : nothing}</div>
      ${this.#spoken(one)}
      ${
        earlier.length > 0
          ? html`<details class="small"><summary>${icon('history', 14)}${plural(
              msg(str`此前的 ${earlier.length} 个值`, { id: 'explain-earlier' }),
            )}</summary>
            <ul class="gridded gap-1 above-1">${earlier.map((then) => html`<li>${this.#spoken(then)}</li>`)}</ul></details>`
          : nothing
      }</li>`;
  }

  #spoken({ says, value, shown, by, at }: Spoken): TemplateResult {
    const who = dotted([by, moment(at)]);
    const silent = html`<span class="muted">${msg('（不再设置）', { id: 'explain-silent' })}</span>`;
    return html`<div class="breaks as-typed">${says ? this.#value(value, shown) : silent}</div>
    ${who === nothing ? nothing : html`<div class="small muted">${who}</div>`}`;
  }

  /** A condition as people read it; all else as the server says it. */
  #value(value: Json, shown: string | null): string {
    return this.#data.value?.words.get(value) ?? shown ?? '';
  }
}

function mannerText(manner: ExplainedProperty['manner']): string {
  switch (manner) {
    case 'shared':
      return msg('后设置的优先', { id: 'explain-shared' });
    case 'set':
      return msg('合成一组', { id: 'explain-set' });
    case 'stricter':
      return msg('从严', { id: 'explain-stricter' });
    case 'locked':
      return msg('锁定，不能改', { id: 'explain-locked' });
    case 'owner':
      return msg('由所属的包决定', { id: 'explain-owner' });
  }
}
customElements.define('gj-explain-drawer', GjExplainDrawer);
