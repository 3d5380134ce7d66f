import { css, html, LitElement, type TemplateResult } from 'lit';
import type { Language } from '../../../metadata/common/label.ts';
import type { ScanFilled, ScanPage, ScanReceipt } from '../../../rules/einvoicing/contract/scanning.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { shared } from '../../theme/shared.ts';
import './gj-scan-form.ts';
import './gj-scan-receipt.ts';
import { type Failure, failureOf, scanDoor } from './scan-door.ts';
import { scanStyles } from './scan-styles.ts';
import { browserLanguage, sayIn, type Word } from './scan-words.ts';

/** Milliseconds between two looks at a receipt that the shop is still at. */
const pause = 15_000;

/** The page of a code that customers scan, and of the receipt that they have of it then. */
export class GjScanPage extends withProperties(LitElement, {
  language: state<Language>(browserLanguage),
  page: state<ScanPage | null>(null),
  receipt: state<ScanReceipt | null>(null),
  failure: state<Failure | null>(null),
  /** Just now, so that the customer is told to keep the page. */
  sent: state(false),
  busy: state(false),
}) {
  static override styles = [
    shared,
    scanStyles,
    css`
      :host {
        max-width: var(--gj-size-480);
        margin: 0 auto;
        padding: var(--gj-4);
      }
      main {
        display: grid;
        gap: var(--gj-4);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--gj-3);
        padding-block-end: var(--gj-2);
      }
    `,
  ];

  readonly #door = scanDoor(() => this.language);
  /** However often this page sends its request, it is one. */
  readonly #once = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join(
    '-',
  );
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override disconnectedCallback(): void {
    clearTimeout(this.#timer);
    super.disconnectedCallback();
  }

  override render() {
    const say = sayIn(this.language);
    document.documentElement.lang = this.language === 'zh' ? 'zh-Hans' : 'en';
    document.title = say('title');
    return html`<header>
        <span class="muted breaks">${this.page?.seller ?? this.receipt?.seller ?? ''}</span>
        <button type="button" class="plain rigid" lang=${this.language === 'zh' ? 'en' : 'zh-Hans'}
          @click=${() => {
            this.language = this.language === 'zh' ? 'en' : 'zh';
          }}>${say('other')}</button>
      </header>
      <main><h1>${say('title')}</h1>${this.#content()}</main>`;
  }

  #content(): TemplateResult {
    const say = sayIn(this.language);
    const { failure, page, receipt } = this;
    if (receipt)
      return html`<gj-scan-receipt .receipt=${receipt} .language=${this.language} .sent=${this.sent} .busy=${this.busy}
        @refresh=${() => void this.#load()}></gj-scan-receipt>`;
    if (page && page.state === 'ready')
      return html`<gj-scan-form .page=${page} .language=${this.language} .door=${this.#door} .key=${lastOf(location.pathname)}
        .failure=${failure} .busy=${this.busy}
        @send=${(event: CustomEvent<ScanFilled>) => void this.#send(event.detail)}></gj-scan-form>`;
    if (page)
      return page.state === 'slip-needed' ? notice('slipTitle', 'slip') : notice('unreadyTitle', 'unready');
    if (!failure) return html`<p role="status" aria-busy="true">${say('loading')}</p>`;
    if (failure.kind === 'over')
      return isReceipt() ? notice('receiptOverTitle', 'receiptOver') : notice('overTitle', 'over');
    return html`<div class="sheet" role="alert">
      <p>${textOf(failure, this.language)}</p>
      <button type="button" ?disabled=${this.busy} @click=${() => void this.#load()}>${say('again')}</button>
    </div>`;

    function notice(title: Word, text: Word): TemplateResult {
      return html`<div class="sheet" role="status"><h2>${say(title)}</h2><p>${say(text)}</p></div>`;
    }
  }

  async #load(): Promise<void> {
    clearTimeout(this.#timer);
    this.busy = true;
    const key = lastOf(location.pathname);
    try {
      if (isReceipt()) this.receipt = await this.#door.call('GET /api/scan/receipts/:key', { path: { key } });
      else if (isCode())
        this.page = await this.#door.call('GET /api/scan/:key', { path: { key }, query: purchase() });
      else this.failure = { kind: 'over' };
      if (this.page || this.receipt) this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
      // What was read before still says more than that there is no connection.
      if (this.failure.kind === 'over') this.receipt = null;
    }
    this.busy = false;
    if (this.receipt && isUnderWay(this.receipt)) this.#timer = setTimeout(() => void this.#load(), pause);
  }

  async #send(filled: ScanFilled): Promise<void> {
    this.busy = true;
    this.failure = null;
    const key = lastOf(location.pathname);
    const { seal } = purchase();
    try {
      const body = seal === undefined ? filled : { ...filled, seal };
      const asked = { path: { key }, body, once: this.#once };
      const { receipt } = await this.#door.call('POST /api/scan/:key', asked);
      history.replaceState(null, '', `/scan/receipts/${receipt}`);
      this.sent = true;
      this.page = null;
      await this.#load();
      scrollTo(0, 0);
    } catch (error) {
      this.failure = failureOf(error);
      if (this.failure.kind === 'over') this.page = null;
    }
    this.busy = false;
  }
}

/** There is more to come: the invoice, or its files. */
function isUnderWay({ state, invoices }: ScanReceipt): boolean {
  return (
    state === 'waiting' || invoices.some(({ status, files }) => status === 'normal' && files.length === 0)
  );
}

/** What is wrong, as a sentence. */
function textOf(failure: Failure, language: Language): string {
  const say = sayIn(language);
  if (failure.kind === 'wait') return say('wait', { seconds: failure.seconds });
  if (failure.kind === 'told') return failure.text;
  return say(failure.kind === 'over' ? 'over' : 'failed');
}

function isReceipt(): boolean {
  return /^\/scan\/receipts\/[^/]+$/.test(location.pathname);
}

/** Addresses of before there were keys have more parts, and are over. */
function isCode(): boolean {
  return /^\/scan\/[^/]+$/.test(location.pathname);
}

function lastOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

/** What the address says of the purchase. */
function purchase(): { readonly amount?: string; readonly number?: string; readonly seal?: string } {
  const said = new URLSearchParams(location.search);
  const names = ['amount', 'number', 'seal'].filter((name) => said.has(name));
  return Object.fromEntries(names.map((name) => [name, said.get(name) ?? '']));
}

customElements.define('gj-scan-page', GjScanPage);
