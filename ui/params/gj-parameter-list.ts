import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { everyInstance } from '../../rules/params/address.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { moment } from '../kit/moment.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { shared } from '../theme/shared.ts';
import { InstanceNames } from './instance-names.ts';
import { addressOf, isOn, type Parameter, type ParameterQuery } from './parameter-data.ts';
import { codeShown, fromChip, isNumber, keyShown, valueShown } from './parameter-words.ts';
import { RowsInSight } from './rows-in-sight.ts';
import { stepTo } from './step-among.ts';
import { comingLine } from './waiting-values.ts';

/**
 * Parameters: what holds, where it comes from, since when and by whom. Only what is in sight is drawn,
 * however many there are.
 */
export class GjParameterList extends withProperties(GjElement, {
  parameters: given<readonly Parameter[]>(() => []),
  asked: given<ParameterQuery>(),
  /** Path of the one that is open beside the list. */
  open: given<string | null>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        container-type: inline-size;
      }
      :host(:focus-visible) {
        outline: var(--gj-focus);
        outline-offset: calc(-1 * var(--gj-half));
      }
      [role='row'] {
        grid-template-columns: minmax(0, 5fr) minmax(0, 4fr) minmax(0, 3fr) minmax(0, 3fr);
      }
      [role='row'] > * {
        min-width: 0;
        padding: var(--gj-cell) var(--gj-2h);
      }
      .top {
        inset-block-start: 0;
        z-index: 1;
      }
      .line {
        content-visibility: auto;
        contain-intrinsic-size: auto var(--gj-size-48);
      }
      .line:not(.open):hover {
        background: var(--gj-head);
      }
      .line.instance > :first-child {
        padding-inline-start: var(--gj-size-28);
      }
      /* Beneath the head, which stays. */
      .line,
      .line a {
        scroll-margin-block: var(--gj-8) var(--gj-2);
      }
      @container (max-width: 700px) {
        [role='row'] {
          grid-template-columns: minmax(0, 5fr) minmax(0, 4fr) minmax(var(--gj-size-90), 3fr);
        }
        .since {
          display: none;
        }
      }
      @container (max-width: 420px) {
        [role='row'] {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
        .line > :first-child {
          grid-row: 1 / span 2;
        }
        .line > :nth-child(3) {
          grid-column: 2;
          padding-block-start: 0;
        }
        .head > :nth-child(3) {
          display: none;
        }
      }
    `,
  ];

  readonly #sight = new RowsInSight(this);
  readonly #names = new InstanceNames(this);

  /** Puts the focus on a line, or on the first. */
  async reach(path?: string): Promise<void> {
    await this.updateComplete;
    await this.#sight.reach(
      Math.max(
        0,
        this.parameters.findIndex((one) => one.path === path),
      ),
    );
    const at = path === undefined ? undefined : this.#link(path);
    (at ?? this.renderRoot.querySelector<HTMLElement>('a[data-path]'))?.focus();
  }

  #link(path: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`a[data-path="${CSS.escape(path)}"]`);
  }

  /** Scrolls to the parameter that the address opened, so that one sees it in the list too. */
  protected override updated(): void {
    const { open } = this;
    if (open === this.#seen || this.parameters.length === 0) return;
    const block = this.#seen === null ? 'center' : 'nearest';
    this.#seen = open;
    const show = () => this.renderRoot.querySelector('.line.open')?.scrollIntoView({ block });
    const at = this.parameters.findIndex(({ path }) => path === open);
    if (at >= 0) void this.#sight.reach(at).then(show);
    // Lines that came into sight by it may be higher than was thought.
    requestAnimationFrame(show);
  }
  #seen: string | null = null;

  #keys(event: KeyboardEvent): void {
    const at = event.composedPath()[0];
    const path = at instanceof HTMLElement ? at.dataset['path'] : undefined;
    if (event.key === 'F2' && path !== undefined) {
      event.preventDefault();
      this.emit('edit', path);
    } else if (event.key === 'ArrowLeft' && path !== undefined) {
      event.preventDefault();
      this.emit('types');
    } else {
      const to = stepTo(
        event,
        this.parameters.findIndex((one) => one.path === path),
        this.parameters.length,
      );
      const next = to === undefined ? undefined : this.parameters[to];
      if (to === undefined || path === undefined) return;
      event.preventDefault();
      if (next) void this.reach(next.path);
    }
  }

  override render() {
    const { parameters } = this;
    const { from, to, before, after } = this.#sight.stretch(parameters.map(({ path }) => path));
    const there = parameters.slice(from, to);
    const stop = there.find(({ path }) => path === this.open) ?? there[0];
    return html`<div role="table" class="breaks" aria-label=${msg('参数', { id: 'parameters' })}
      aria-rowcount=${parameters.length + 1}
      @keydown=${this.#keys}>
      <div role="rowgroup" class="top sticky"><div role="row"
          class="head gridded muted smaller bold shaded ruled" aria-rowindex="1">
        <span role="columnheader">${msg('参数', { id: 'parameters' })}</span>
        <span role="columnheader">${msg('有效值', { id: 'params-effective' })}</span>
        <span role="columnheader">${msg('来源', { id: 'params-from' })}</span>
        <span role="columnheader" class="since">${msg('何时、何人设置', { id: 'params-since' })}</span>
      </div></div>
      <div role="rowgroup" style="padding-block: ${before}px ${after}px">${repeat(
        there,
        ({ path }) => path,
        (one, at) => this.#line(one, from + at, one === stop),
      )}</div>
    </div>`;
  }

  /** Answers the key of a parameter; where one looks at all types, with its type before it. */
  #key({ key, definition }: Parameter): string {
    return this.asked.type === null ? codeShown(key, definition) : keyShown(key, definition);
  }

  /** The key of what is named above it; and what it is one of, where the line above need not say so. */
  #below({ key, definition }: Parameter): string {
    const { on, q, danger } = this.asked;
    const name = this.#names.of(key, definition);
    const isAlone = !name || on || danger || q !== '';
    return [name && key, isAlone && say(definition.label)].filter(Boolean).join(' · ');
  }

  #line(parameter: Parameter, at: number, isStop: boolean): TemplateResult {
    const { path, definition, effective, key } = parameter;
    const danger = msg('慎用：会关闭检查或切换环境', { id: 'params-danger-why' });
    const { value, from, isSet, coming } = effective;
    const isOpen = path === this.open;
    const isInstance = definition.key === undefined && key !== everyInstance;
    const address = addressOf(this.asked, path);
    return html`<div role="row" data-row=${at} aria-rowindex=${at + 2} title=${say(definition.help) || nothing}
      class="line gridded pressable ruled ${isOpen ? 'open chosen' : ''} ${isInstance ? 'instance' : ''}" @click=${(
        event: Event,
      ) => {
        const isLink = event.composedPath().some((node) => node instanceof HTMLAnchorElement);
        if (!isLink && !isOpen) void router.go(address);
      }}>
      <span role="cell"><a class="inherits" href=${address} data-path=${path} tabindex=${isStop ? 0 : -1}
        aria-current=${isOpen || nothing}>${isInstance ? (this.#names.of(key, definition) ?? key) : say(definition.label)}</a>
        ${
          isOn(parameter)
            ? html`<span class="badge many-lines warn"
                title=${danger}>${icon('alert', 12)}${msg('慎用', { id: 'params-danger' })}</span>`
            : definition.danger
              ? html`<span class="danger in-warn" role="img" aria-label=${danger} title=${danger}>${icon('alert', 14)}</span>`
              : nothing
        }
        ${
          isInstance
            ? html`<span class="small muted blocks">${dotted(this.#below(parameter))}</span>`
            : html`<code class="blocks muted">${brokenKey(this.#key(parameter))}</code>`
        }</span>
      <span role="cell">${valueShown(value, definition)}
        ${
          isSet || from.scope === 'preset' || isNumber(value, definition)
            ? nothing
            : html`<div class="small muted">${say(definition.unset.label)}</div>`
        }${coming ? comingLine(coming, definition) : nothing}</span>
      <span role="cell">${fromChip(from)}</span>
      <span role="cell" class="since small muted">${[from.by?.name, moment(from.at)]
        .filter(Boolean)
        .map((text) => html`<div>${text}</div>`)}</span>
    </div>`;
  }
}

/** A long key goes on in the next line between its words. */
const brokenKey = (key: string) => key.split(/(?<=_)/).map((word) => html`${word}<wbr>`);

customElements.define('gj-parameter-list', GjParameterList);
