import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Label } from '../../../metadata/common/label.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import { labelFields } from '../words/label-pair.ts';
import { proposedNames } from '../words/proposed-names.ts';
import { typedText } from '../words/typed-text.ts';
import { type ShipFlaws, type ShipSaid, unsaid } from './ship-said.ts';

type Text = Exclude<keyof ShipSaid, 'label' | 'onto'>;
/** What a new version keeps. */
const kept: ReadonlySet<Text> = new Set(['name', 'prefix']);

const typingPause = 300;

/**
 * The label, name and prefix of a package that is made here; name and prefix follow the label until somebody types
 * them. Tells `said`.
 */
export class GjShipCalled extends withProperties(GjElement, {
  said: given<ShipSaid>(() => unsaid),
  flaws: given<ShipFlaws>(() => ({})),
}) {
  static override styles = [
    shared,
    css`
      :host,
      .row {
        display: grid;
        gap: var(--gj-3);
      }
      .row {
        grid-template-columns: repeat(3, minmax(0, 1fr));
      }
      .row > .problem {
        margin-block-start: calc(-1 * var(--gj-2));
      }
      @media (max-width: 600px) {
        .row {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      small {
        font-size: inherit;
      }
      .text-field input[readonly] {
        background: none;
        color: var(--gj-muted);
      }
      .text-field input[aria-invalid='true'] {
        border-color: var(--gj-error);
      }
    `,
  ];
  /** The name and prefix that were proposed last: a field that still has them goes on following the label. */
  #proposed = { name: '', prefix: '' };
  #naming: ReturnType<typeof setTimeout> | undefined;
  #proposing: Promise<void> | null = null;

  /** Once name and prefix follow the label that was typed last: whoever goes on at once has them as well. */
  async settle(): Promise<void> {
    if (this.#naming !== undefined) this.#follow(this.said.label);
    await this.#proposing;
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#naming);
    super.disconnectedCallback();
  }

  override render() {
    return html`<div class="row high">${labelFields(this.said.label, this.#called, true)}
        ${
          this.flaws.label === undefined
            ? nothing
            : html`<small class="problem spans" role="alert">${this.flaws.label}</small>`
        }</div>
      <div class="row high">${this.#text('name', msg('包名', { id: 'ship-name' }), msg('小写字母、数字和 -，全系统唯一', { id: 'ship-name-help' }))}
        ${this.#text('prefix', msg('前缀', { id: 'ship-prefix' }), msg('以后给其他包的表单加字段时，放在名称前面', { id: 'ship-prefix-help' }))}
        ${this.#text('version', msg('版本', { id: 'ship-version' }))}</div>
      <label class="text-field"><span>${msg('版本说明', { id: 'ship-notes' })}</span><textarea
          class="plain" ${typedText(this.said.notes)} @input=${(event: Event) =>
            this.#say({ notes: typed(event) })}></textarea></label>`;
  }

  #text(name: Exclude<Text, 'notes'>, label: string, help = ''): TemplateResult {
    const flaw = this.flaws[name];
    return html`<label class="text-field"><span>${label}<span class="in-error" aria-hidden="true"> *</span></span>
      <input aria-required="true" autocomplete="off" spellcheck="false" ?readonly=${this.said.onto !== '' && kept.has(name)}
        aria-invalid=${flaw !== undefined || nothing}
        aria-describedby=${`${name}-more`} ${typedText(this.said[name])}
        @input=${(event: Event) => this.#say({ [name]: typed(event) })} />
      <span class="blocks" id=${`${name}-more`}>${
        flaw === undefined ? nothing : html`<small class="problem blocks" role="alert">${flaw}</small>`
      }${help === '' ? nothing : html`<small class="blocks">${help}</small>`}</span></label>`;
  }

  #say(change: Partial<ShipSaid>): void {
    this.emit('said', { ...this.said, ...change });
  }

  readonly #called = (label: Label): void => {
    this.#say({ label });
    clearTimeout(this.#naming);
    this.#naming = setTimeout(() => this.#follow(label), typingPause);
  };

  #follow(label: Label): void {
    clearTimeout(this.#naming);
    this.#naming = undefined;
    this.#proposing = this.#propose(label);
  }

  async #propose(label: Label): Promise<void> {
    if (label.zh.trim() === '' || this.said.onto !== '') return;
    const [names, prefixes] = await Promise.all(
      (['package', 'prefix'] as const).map((of) => proposedNames([label], { of }).catch(() => [])),
    );
    const proposed = { name: names?.[0] ?? '', prefix: prefixes?.[0] ?? '' };
    const follows = (text: 'name' | 'prefix') =>
      this.said[text] === '' || this.said[text] === this.#proposed[text];
    const change = {
      ...(follows('name') && { name: proposed.name }),
      ...(follows('prefix') && { prefix: proposed.prefix }),
    };
    this.#proposed = proposed;
    if (this.isConnected) this.#say(change);
  }
}

function typed({ target }: Event): string {
  return (target as HTMLInputElement).value;
}
customElements.define('gj-ship-called', GjShipCalled);
