import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { parseDecimal, sum } from '../../../metadata/common/decimal.ts';
import type { Approvers } from '../../../metadata/contract/inbox/calls.ts';
import type { SplitChoice } from '../../../rules/einvoicing/split/choice.ts';
import type { SplitInvoice } from '../../../rules/einvoicing/split/split-document.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { waitingWords } from '../../record/waiting-words.ts';
import { plural } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { stationForms } from './desk-data.ts';
import { cutOff, type Hand, handFrom, moved, type Size, type Spot } from './hand-split.ts';
import { openDesk } from './open-desk.ts';
import { footBar, moveBar, type PartOf, type SplitBy, sumBar, waysBar } from './split-bars.ts';
import {
  issuesOf,
  type NamedWay,
  noIssues,
  readSplitDocument,
  readSplitNames,
  type SplitDocument,
  wouldFit,
} from './split-data.ts';
import { type SplitAnswer, SplitDoor } from './split-door.ts';
import { splitPageStyles } from './split-styles.ts';
import { type SplitStop, splitStop } from './split-words.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-state.ts';
import './gj-split-column.ts';

interface SplitQuestion {
  readonly choice: SplitChoice;
  /** Once, and whenever it is another. */
  readonly basis: NonNullable<SplitDocument['basis']> | undefined;
}

const noAnswer: SplitAnswer = { invoices: [], issues: [] };

/** Invoices that are drawn before somebody asks for more. */
const portion = 40;
/** Milliseconds that somebody may go on typing. */
const pause = 250;

/** One application, split in the ways there are, with what comes of each as one looks; and by hand, line by line. */
export class SplitPage extends withProperties(GjElement, {
  names: state<Readonly<Record<NamedWay, string>>>(() => ({
    gross: '',
    count: '',
    line: '',
  })),
  way: state<SplitBy>('limit'),
  count: state('2'),
  grossLimit: state(''),
  hand: state<Hand | null>(null),
  /** Lines of one invoice that are picked, by place. */
  picked: state<{ readonly invoice: number; readonly lines: ReadonlySet<number> }>(() => ({
    invoice: 0,
    lines: new Set<number>(),
  })),
  /** The invoice that something is held over; one behind the last is a new one. */
  over: state<number | null>(null),
  target: state(1),
  part: state(''),
  partOf: state<PartOf>('all'),
  drawn: state(portion),
}) {
  static override styles = [shared, page, splitPageStyles];

  readonly #document = new Loading(this, {
    key: () => router.place.query.get('document') ?? undefined,
    load: async (id) => {
      const [document, names] = await Promise.all([readSplitDocument(id), readSplitNames()]);
      this.names = names;
      return document;
    },
    loaded: (document) => {
      if (document.basis) this.#judge(document);
    },
  });
  /** Of questions that overtake each other the last is answered. */
  readonly #answer = new Loading<SplitAnswer, SplitQuestion>(this, {
    key: null,
    keeps: true,
    load: async ({ choice, basis }) => (await this.#door?.ask(choice, basis)) ?? noAnswer,
    loaded: (answer) => {
      this.#issues = answer.invoices.map((invoice, at) => issuesOf(answer, at, invoice));
      this.#gross = sum(answer.invoices.map((one) => one.gross));
    },
  });
  /** Who has to approve the application before anything can be made of it; null: nobody. */
  readonly #waits = new Loading<Approvers | null, string>(this, {
    key: () => this.#document.value?.id,
    load: async (id, signal) => {
      const path = { form: stationForms.application, id };
      return (await session.api.call('GET /api/forms/:form/records/:id/approvers', { path, signal })).waits;
    },
  });
  readonly #past: Hand[] = [];
  /** Of the answer that is shown, by invoice: what is held over the page is drawn often. */
  #issues: readonly SplitAnswer['issues'][] = [];
  #gross = '0';
  #door: SplitDoor | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#door = new SplitDoor();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    this.#door?.close();
    super.disconnectedCallback();
  }

  get answer(): SplitAnswer | null {
    return this.#answer.value ?? null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.#document.value?.basis) return;
    if (changed.has('way') || changed.has('hand')) this.#judge();
    else if (changed.has('count') || changed.has('grossLimit')) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#judge(), pause);
    }
  }

  get #choice(): SplitChoice {
    switch (this.way) {
      case 'count': {
        const count = Math.trunc(Number(this.count));
        return { by: 'count', count: Math.max(2, Math.min(5_000, Number.isFinite(count) ? count : 2)) };
      }
      case 'gross': {
        const limit = parseDecimal(this.grossLimit);
        return { by: 'gross', ...(limit === null ? {} : { gross: { limit } }) };
      }
      case 'hand':
        return { by: 'hand', invoices: this.hand ?? [] };
      default:
        return { by: this.way };
    }
  }

  #judge(document?: SplitDocument): void {
    void this.#answer.load({ choice: this.#choice, basis: document?.basis ?? undefined });
  }

  #numberOf = (from: number): number => this.#document.value?.basis?.document.lines[from]?.seq ?? from + 1;

  #sizeAt = ({ invoice, line }: Spot): Size | undefined => {
    const found = this.answer?.invoices[invoice]?.lines.find(({ from }) => this.#numberOf(from) === line);
    return found && { quantity: found.quantity || null, amount: found.amount || '0' };
  };

  /** The split to go on with by hand: the one made so far, or else the outcome of the rule. */
  get #byHand(): Hand {
    if (this.way === 'hand' && this.hand) return this.hand;
    return handFrom(
      this.answer?.invoices ?? [],
      this.#numberOf,
      this.way === 'count' ? 'quantity' : 'amount',
    );
  }

  #set(hand: Hand): void {
    this.#past.push(this.#byHand);
    this.hand = hand;
    this.way = 'hand';
    this.picked = { invoice: 0, lines: new Set() };
  }

  #undo(): void {
    const before = this.#past.pop();
    if (before) this.hand = before;
  }

  get #spots(): readonly Spot[] {
    const { invoice, lines } = this.picked;
    return [...lines].map((from) => ({ invoice, line: this.#numberOf(from) }));
  }

  #move(to: number): void {
    if (this.#spots.length > 0 && to >= 0 && to !== this.picked.invoice)
      this.#set(moved(this.#byHand, this.#spots, to, this.#sizeAt));
  }

  /** As much of the line as is typed, or all that is picked. */
  #moveAsked(): void {
    const [spot] = this.#spots;
    if (!spot) return;
    if (this.partOf === 'all') {
      this.#move(this.target);
      return;
    }
    const value = parseDecimal(this.part);
    if (value === null) return;
    const part = this.partOf === 'quantity' ? { quantity: value } : { amount: value };
    const cut = cutOff(this.#byHand, spot, part, this.target, this.#sizeAt);
    if (cut) {
      this.part = '';
      this.#set(cut);
    }
  }

  #pick(invoice: number, { from, beside }: { readonly from: number; readonly beside: boolean }): void {
    const lines = new Set(beside && this.picked.invoice === invoice ? this.picked.lines : []);
    if (beside && lines.has(from)) lines.delete(from);
    else lines.add(from);
    this.picked = { invoice, lines };
    const count = this.answer?.invoices.length ?? 0;
    if (this.target === invoice || this.target > count) this.target = invoice === 0 ? Math.min(1, count) : 0;
  }

  /** With the discounts that go along. */
  #pickedLines(): SplitInvoice['lines'] {
    const { invoice, lines } = this.picked;
    const own = this.answer?.invoices[invoice]?.lines ?? [];
    return own.filter(({ from, kind }) => lines.has(kind === 'discount' ? from - 1 : from));
  }

  #hold(event: DragEvent, to: number): void {
    if (this.picked.lines.size === 0) return;
    event.preventDefault();
    if (this.over !== to) this.over = to;
  }

  async #confirm(capability: 'plan-application' | 'issue-application'): Promise<void> {
    const { value: document } = this.#document;
    if (document && (await openDesk(capability, [document.id], { split: this.#choice })))
      await router.go(`/forms/${stationForms.application}/${document.id}`);
  }

  override render() {
    const title = msg('拆分工作台', { id: 'desk-split' });
    const { value: document } = this.#document;
    const where = document
      ? html`<a
          slot="where"
          href="/forms/${stationForms.application}/${document.id}"
        >${document.number} ${document.buyerName}</a>`
      : nothing;
    return html`<gj-page-head heading=${title}>${where}</gj-page-head>${this.#content()}`;
  }

  #content(): TemplateResult {
    if (router.place.query.get('document') === null)
      return html`<gj-state symbol="invoice" text=${msg('从一张开票申请单打开拆分工作台。', { id: 'desk-split-begin' })}></gj-state>`;
    return this.#document.shown((document) => {
      const issues = document.issues.map(({ text }) => text).join(' ');
      const stop = splitStop(document);
      if (stop?.isOver)
        return html`<gj-state symbol="invoice" text=${stop.text}>
          <a class="button" href=${stop.next.href}>${stop.next.text}</a></gj-state>`;
      return document.basis
        ? html`${this.#ways()}${this.#sum(document)}${this.#tools()}
            ${
              this.answer === null && this.#answer.busy
                ? html`<gj-skeleton .outline=${{ cards: [2, 2] }}></gj-skeleton>`
                : this.#board(document)
            }${this.#foot(stop)}`
        : html`<gj-state
            symbol="alert"
            text=${issues || msg('这张申请单现在不能拆分。', { id: 'desk-split-none' })}
          ></gj-state>`;
    });
  }

  #ways(): TemplateResult {
    const { way, count, grossLimit, names } = this;
    return waysBar({
      way,
      count,
      grossLimit,
      names,
      ruledLimit: this.#document.value?.basis?.gross?.limit ?? '',
      choose: (chosen) => {
        if (chosen === 'hand') this.#set(this.#byHand);
        else this.way = chosen;
      },
      typed: (input) => Object.assign(this, input),
    });
  }

  #sum({ gross }: SplitDocument): TemplateResult {
    return sumBar(this.answer, { gross: this.#gross, documentGross: gross, busy: this.#answer.busy });
  }

  #tools(): TemplateResult {
    const { picked, target, partOf, part } = this;
    const count = picked.lines.size;
    const isPart = count === 1 && parseDecimal(part) !== null;
    return moveBar({
      count,
      invoice: picked.invoice,
      invoices: this.answer?.invoices.length ?? 0,
      target,
      partOf,
      part,
      mayMove: count > 0 && (partOf === 'all' || isPart),
      mayUndo: this.#past.length > 0 && this.way === 'hand',
      change: (to) => Object.assign(this, to),
      move: () => this.#moveAsked(),
      undo: () => this.#undo(),
    });
  }

  #board(document: SplitDocument): TemplateResult {
    const { answer, picked, over } = this;
    const invoices = answer?.invoices ?? [];
    const carried = over === null ? [] : this.#pickedLines();
    const isOver = (at: number) => over === at && at !== picked.invoice;
    const fits = (at: number) => wouldFit(invoices[at], carried, document);
    const drop = (event: DragEvent, to: number) => {
      event.preventDefault();
      this.over = null;
      this.#move(to);
    };
    return html`<div class="board stack-3 high" @dragend=${() => {
      this.over = null;
    }}>${invoices.slice(0, this.drawn).map(
      (invoice, at) => html`<gj-split-column
          class="flex column clips surface rounded-l"
          .invoice=${invoice}
          .at=${at}
          .limit=${this.way === 'gross' ? null : document.limit}
          .rows=${document.rows}
          .picked=${picked.invoice === at ? picked.lines : none}
          .issues=${this.#issues[at] ?? noIssues}
          ?accepts=${isOver(at) && fits(at)}
          ?refuses=${isOver(at) && !fits(at)}
          @pick=${({ detail }: CustomEvent<{ from: number; beside: boolean }>) => this.#pick(at, detail)}
          @carry=${({ detail }: CustomEvent<number>) => this.#move(at + detail)}
          @dragover=${(event: DragEvent) => this.#hold(event, at)}
          @drop=${(event: DragEvent) => drop(event, at)}
        ></gj-split-column>`,
    )}
      <div
        class="new across muted dashed rounded-l ${over === invoices.length ? 'on' : ''}"
        @dragover=${(event: DragEvent) => this.#hold(event, invoices.length)}
        @drop=${(event: DragEvent) => drop(event, invoices.length)}
      >${icon('add', 14)} ${msg('拖到这里成为新发票', { id: 'desk-split-drop' })}</div></div>
      ${
        invoices.length > this.drawn
          ? html`<button class="plain" @click=${() => {
              this.drawn += portion;
            }}>${plural(msg(str`还有 ${invoices.length - this.drawn} 张`, { id: 'desk-more-invoices' }))}</button>`
          : nothing
      }`;
  }

  #foot(stop: SplitStop | undefined): TemplateResult {
    const { answer } = this;
    // Where nobody can tell, the server says so once it is asked.
    const waits = this.#waits.failure === null ? this.#waits.value : null;
    const may = (action: string) => session.form(stationForms.application)?.actions.includes(action) ?? false;
    return footBar({
      said: waits ? waitingWords(waits) : stop?.text,
      next: stop?.next,
      isStopped:
        waits !== null ||
        answer === null ||
        this.#answer.busy ||
        answer.invoices.length === 0 ||
        answer.issues.some(({ severity }) => severity === 'stops'),
      ...(may('plan') && { plan: () => this.#confirm('plan-application') }),
      ...(may('issue') && { issue: () => this.#confirm('issue-application') }),
    });
  }
}

const none: ReadonlySet<number> = new Set();

customElements.define('gj-split-page', SplitPage);
