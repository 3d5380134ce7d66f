import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { InboxDecision, InboxItem } from '../../../metadata/contract/inbox/calls.ts';
import { inboxKinds } from '../../../metadata/inbox.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import { SecondPress } from '../../kit/base/second-press.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { GjMenu, MenuItem } from '../../kit/gj-menu.ts';
import { moment } from '../../kit/moment.ts';
import { router } from '../../session/router.ts';
import { shared } from '../../theme/shared.ts';
import { countOf, kindWords, timeOf } from './inbox-words.ts';
import { type SnoozeChoice, snoozeChoices } from './snooze-until.ts';
import '../../kit/gj-menu.ts';

/** With the first thing that is done: whoever only looks loads none of it. */
const loadActs = onceLoaded(() => import('./inbox-acts.ts'));

const isDone = async (item: InboxItem) => (await loadActs()).done(item);
const reopened = async (item: InboxItem) => (await loadActs()).reopen(item);

/**
 * Items of the inbox by what is wanted, in the order in which they come; each with why it needs somebody and where
 * that is mended or decided. By keyboard: ↑ and ↓ or J and K go from one to the next, Enter opens, R leads to what mends it, E is
 * done with it, S puts it off, A gives it to somebody, Y does the first thing that can be decided at once.
 */
export class GjInboxList extends withProperties(GjElement, {
  items: given<readonly InboxItem[]>(() => []),
  label: text(),
  /** All in one list, and nothing is done to them: one looks, and goes there. */
  short: flag(),
  /** The item that is about to be put off. */
  later: state<InboxItem | undefined>(undefined),
}) {
  static override styles = [
    shared,
    css`
      li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: start;
        gap: 0 var(--gj-3);
        padding: var(--gj-2) var(--gj-3);
      }
      /* Below what is to be done, whose room is taken whether it is shown or not. */
      .more {
        grid-column: 2 / -1;
        grid-row: 2;
      }
      li:is(:hover, :focus-within) {
        background: var(--gj-head);
      }
      .acts {
        min-width: max-content;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--gj-3);
      }
      .facts div {
        display: flex;
        gap: var(--gj-1);
        min-width: 0;
      }
      .facts dd {
        margin: 0;
      }
      .offered {
        opacity: 0;
      }
      li:is(:hover, :focus-within) .offered {
        opacity: 1;
      }
      @media (hover: none) {
        .offered {
          opacity: 1;
        }
      }
      /* In a narrow card what is to be done stands below the words, which are never squeezed. */
      :host([short]) li {
        padding-inline: 0;
      }
      :host([short]) .words {
        grid-column: 2 / -1;
      }
      :host([short]) .more {
        grid-column: 2;
      }
      :host([short]) .acts {
        grid-area: 2 / 3;
        align-self: end;
        margin-block-start: var(--gj-1);
      }
      @media (max-width: 1280px) {
        :host([short]) .acts {
          grid-area: 3 / 2 / auto / -1;
          justify-self: end;
        }
      }
      @media (max-width: 600px) {
        .acts {
          grid-column: 1 / -1;
          grid-row: 3;
          margin-block-start: var(--gj-2);
          min-width: 0;
          flex-wrap: wrap;
          justify-content: end;
        }
        .acts :is(button, .button) {
          min-height: var(--gj-size-44);
          min-width: var(--gj-size-44);
        }
      }
    `,
  ];

  override render() {
    return html`<div class="stack" @keydown=${this.#keys}>${
      this.short
        ? this.#lines(this.items, this.label)
        : inboxKinds.map((kind) => {
            const some = this.items.filter((item) => item.kind === kind);
            const words = kindWords[kind].text();
            return some.length === 0
              ? nothing
              : html`<section class="card unpadded clips" aria-label=${words}>
                  <h2 class="pad-2-3 ruled">${words} <span class="small muted regular">${some.length}</span></h2>
                  ${this.#lines(some, words)}
                </section>`;
          })
    }</div>
    ${this.short ? nothing : html`<gj-menu lent .items=${this.#moments} @pick=${this.#picked}></gj-menu>`}`;
  }

  #lines(items: readonly InboxItem[], label: string): TemplateResult {
    return html`<ul class="parted" aria-label=${label}>${repeat(
      items,
      ({ id }) => id,
      (item) => this.#row(item),
    )}</ul>`;
  }

  #row(item: InboxItem): TemplateResult {
    const { icon: symbol, tone, text: kind } = kindWords[item.kind];
    const { title, reason } = item;
    const count = countOf(item);
    const isSaid = `${title} ${reason ?? ''}`.includes(count);
    // Facts have the whole row; a time alone stands close below the words.
    const isAside = this.short || item.facts.length > 0;
    return html`<li data-item=${item.id}>
      <span class=${tone} role="img" aria-label=${kind()} title=${kind()}>${icon(symbol)}</span>
      <div class="words shrinks">
        <a class="whole breaks" href=${item.path}>${title}</a>${
          count && !isSaid
            ? html` <b class="badge" title=${msg(str`涉及 ${count} 项`, { id: 'inbox-of-many' })}>${count}</b>`
            : nothing
        }
        ${reason ? html`<p class="small muted breaks">${reason}</p>` : nothing}
        ${isAside ? nothing : this.#more(item)}
      </div>
      ${isAside ? html`<div class="more shrinks">${this.#more(item)}</div>` : nothing}
      ${this.short && !item.remedy ? nothing : html`<div class="acts across-close">${this.short ? this.#remedy(item) : this.#acts(item)}</div>`}
    </li>`;
  }

  #more(item: InboxItem): TemplateResult {
    const time = timeOf(item, Date.now());
    return html`${item.facts.length > 0 ? this.#facts(item) : nothing}
      <p class="small flex wraps gap-half-2">
        ${item.sentBy?.name ? html`<span class="muted">${item.sentBy.name}</span>` : nothing}${
          time.text ? html`<span class=${time.tone}>${time.text}</span>` : nothing
        }${this.#who(item)}
      </p>`;
  }

  /** What one decides by; the amounts stand out. Where there is little room the values speak for themselves. */
  #facts({ facts }: InboxItem): TemplateResult {
    return html`<dl class="facts small flush">${facts.map(
      ({ label, text: said, amount }) =>
        html`<div><dt class=${this.short ? 'sr-only' : 'muted'}>${label}</dt><dd class=${amount ? 'bold figures breaks' : 'breaks'}
          title=${this.short ? label : nothing}>${said}</dd></div>`,
    )}</dl>`;
  }

  #decisions(item: InboxItem): readonly TemplateResult[] {
    return item.decisions.map(
      (decision, at) =>
        html`<button class=${at === 0 && isPlain(decision) ? 'small primary' : 'small'}
          data-decision=${decision.action}
          @click=${this.#meant(item, () => this.#decide(item, decision))}>${decision.label}</button>`,
    );
  }

  #decide(item: InboxItem, decision: InboxDecision): Promise<void> {
    return this.#leave(item, async () => (await loadActs()).decide(this, item, decision));
  }

  #who({ state, assignee, assignedBy, snoozedUntil }: InboxItem): TemplateResult | typeof nothing {
    const name = (who: InboxItem['assignee']) => who?.name ?? who?.number ?? '';
    if (state === 'snoozed')
      return html`<span class="muted">${msg(str`推迟到 ${moment(snoozedUntil)}`, { id: 'inbox-until-then' })}</span>`;
    if (state === 'assigned')
      return html`<span class="muted">${msg(str`由${name(assignee)}处理`, { id: 'inbox-with' })}</span>`;
    if (assignee)
      return html`<span class="in-accent">${msg(str`${name(assignedBy)}交给您`, { id: 'inbox-from' })}</span>`;
    return nothing;
  }

  /** Where one goes on from here, the title leads to the record. */
  #remedy({ remedy, decisions }: InboxItem): TemplateResult | typeof nothing {
    const isDecided = !this.short && decisions.some(isPlain);
    return remedy && !isDecided
      ? html`<a class="button small" href=${remedy.path}>${remedy.label}</a>`
      : nothing;
  }

  #acts(item: InboxItem): TemplateResult {
    if (item.state !== 'open')
      return html`<button class="plain"
        @click=${this.#meant(item, () => this.#once(item, reopened))}>${icon('undo', 14)}${msg('放回', { id: 'inbox-reopen' })}</button>`;
    const offered = (
      symbol: 'assign' | 'clock' | 'check',
      label: string,
      act: (event: MouseEvent) => unknown,
    ) =>
      html`<button class="square offered" aria-label=${label} title=${label} @click=${act}>${icon(symbol)}</button>`;
    return html`
      ${offered('assign', msg('交给同事（A）', { id: 'inbox-assign-key' }), async () => (await loadActs()).assign(this, item))}
      ${offered('clock', msg('稍后提醒（S）', { id: 'inbox-snooze-key' }), (event) => this.#putOff(item, event.currentTarget))}
      ${offered(
        'check',
        msg('标为办完（E）', { id: 'inbox-done-key' }),
        this.#meant(item, () => this.#leave(item, isDone)),
      )}
      ${this.#decisions(item)}${this.#remedy(item)}`;
  }

  get #moments(): readonly MenuItem[] {
    const choices = momentsOf(this.later);
    if (choices.length === 0)
      return [
        {
          key: 'none',
          text: msg('即将到期，不能推迟', { id: 'snooze-none' }),
          icon: 'clock',
          disabled: true,
        },
      ];
    return choices.map(({ key, text: said }) => ({ key, text: said, icon: 'clock' }));
  }

  async #putOff(item: InboxItem, at: EventTarget | null): Promise<void> {
    this.later = item;
    await this.updateComplete;
    if (at instanceof HTMLElement) this.renderRoot.querySelector<GjMenu>('gj-menu')?.turnAt(at);
  }

  readonly #picked = ({ detail }: CustomEvent<string>): void => {
    const item = this.later;
    const choice = momentsOf(item).find(({ key }) => key === detail);
    if (item && choice) void this.#leave(item, async () => (await loadActs()).snooze(item, choice.until));
  };

  /** Whoever is done with an item stays where he is: on the next one. */
  async #leave(item: InboxItem, act: (item: InboxItem) => Promise<unknown>): Promise<void> {
    const shown = this.#shown;
    const at = shown.findIndex(({ id }) => id === item.id);
    const next = shown[at + 1] ?? shown[at - 1];
    if (!(await this.#once(item, act))) return;
    await this.updateComplete;
    const isHere = this.items.some(({ id, version }) => id === item.id && version === item.version);
    const to = isHere ? item : next;
    if (to) this.#linkOf(to.id)?.focus();
  }

  /** One act at a time on each item, as a double click is one; answers whether it was begun. */
  async #once(item: InboxItem, act: (item: InboxItem) => Promise<unknown>): Promise<boolean> {
    if (this.#busy.has(item.id)) return false;
    this.#busy.add(item.id);
    try {
      await act(item);
    } finally {
      this.#busy.delete(item.id);
    }
    return true;
  }
  readonly #busy = new Set<string>();

  /** An act that a press does, unless it was meant for what stood there before. */
  #meant(item: InboxItem, act: () => unknown): (event: MouseEvent) => void {
    return (event) => {
      if (!this.#presses.wasFor(event, item.id)) void act();
    };
  }
  readonly #presses = new SecondPress();

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('items')) this.#presses.moved();
  }

  /** The items in the order in which they stand on the page. */
  get #shown(): readonly InboxItem[] {
    return this.short
      ? this.items
      : inboxKinds.flatMap((kind) => this.items.filter((item) => item.kind === kind));
  }

  #linkOf(id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`[data-item="${CSS.escape(id)}"] a`);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#entering);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#entering);
    super.disconnectedCallback();
  }

  /** Whoever has just come to the page, and is at none of its items yet, gets to the first or the last by a key. */
  readonly #entering = (event: KeyboardEvent): void => {
    if (this.short || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const [at] = event.composedPath();
    if (at instanceof Element && at !== document.body && at.id !== 'page') return;
    const ends: Readonly<Record<string, number>> = {
      ArrowDown: 0,
      j: 0,
      Home: 0,
      ArrowUp: -1,
      k: -1,
      End: -1,
    };
    const end = ends[event.key];
    const item = end === undefined ? undefined : this.items.at(end);
    if (!item) return;
    event.preventDefault();
    this.#linkOf(item.id)?.focus();
  };

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = (event.target as Element).closest<HTMLElement>('[data-item]');
    const at = this.items.findIndex(({ id }) => id === row?.dataset['item']);
    const item = this.items[at];
    if (!item || !row) return;
    const to = {
      ArrowDown: at + 1,
      j: at + 1,
      ArrowUp: at - 1,
      k: at - 1,
      Home: 0,
      End: this.items.length - 1,
    }[event.key];
    const next = to === undefined ? undefined : this.items[to];
    if (next) this.#linkOf(next.id)?.focus();
    else if (!this.#does(event.key, item, row)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Answers whether the key is for something. */
  #does(key: string, item: InboxItem, row: HTMLElement): boolean {
    if (this.short || item.state !== 'open') return false;
    if (key === 'e') void this.#leave(item, isDone);
    else if (key === 's') void this.#putOff(item, row.querySelector('.offered'));
    else if (key === 'a') void loadActs().then(({ assign }) => assign(this, item));
    else if (key === 'y' && item.decisions[0] && isPlain(item.decisions[0]))
      void this.#decide(item, item.decisions[0]);
    else if (key === 'r' && item.remedy) void router.go(item.remedy.path);
    else return false;
    return true;
  }
}
function momentsOf(item: InboxItem | undefined): readonly SnoozeChoice[] {
  return snoozeChoices(new Date(), item?.until ? new Date(item.until) : null);
}

/** Whether it goes on without another question, which is what one does as a matter of course. */
const isPlain = ({ asksReason, confirm }: InboxDecision) => !asksReason && confirm === null;

customElements.define('gj-inbox-list', GjInboxList);
