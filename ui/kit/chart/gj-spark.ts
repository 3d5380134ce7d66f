import { css, html, nothing, svg } from 'lit';
import { GjElement } from '../base/gj-element.ts';
import { given, text, withProperties } from '../base/with-properties.ts';
import { scaleOf } from './scale.ts';

const width = 96;
const height = 22;

/** A few numbers in a row of text, the last of them marked. What it says in words is its label. */
export class GjSpark extends withProperties(GjElement, {
  /** As decimal texts, the oldest first; null where nobody looked. */
  values: given<readonly (string | null)[]>(() => []),
  label: text(),
}) {
  static override styles = css`
    :host {
      display: inline-block;
      vertical-align: middle;
    }
    svg {
      display: block;
      overflow: visible;
    }
  `;

  override render(): unknown {
    const { values } = this;
    const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
    const scale = scaleOf(
      known.map(({ value }) => value),
      height - 4,
    );
    const step = (width - 6) / Math.max(1, values.length - 1);
    const x = (at: number) => 3 + step * at;
    const y = (value: string) => height - 2 - scale.at(value);
    const path = known
      .map(({ value, at }) => `${values[at - 1] == null ? 'M' : 'L'}${x(at)} ${y(value)}`)
      .join('');
    const last = known.at(-1);
    return html`<svg role="img" aria-label=${this.label} width=${width} height=${height}>
      <title>${this.label}</title>
      ${svg`<line x1="0" x2=${width} y1=${y('0')} y2=${y('0')} stroke="var(--gj-line)"></line>
        <path d=${path} fill="none" stroke="var(--gj-accent)" stroke-width="1.5" stroke-linejoin="round"></path>
        ${last ? svg`<circle cx=${x(last.at)} cy=${y(last.value)} r="2.5" fill="var(--gj-accent)"></circle>` : nothing}`}
    </svg>`;
  }
}
customElements.define('gj-spark', GjSpark);
