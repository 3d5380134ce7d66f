import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { isObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import type { ProposedTitles } from '../../../rules/einvoicing/contract/proposed-titles.ts';
import { type BuyerMember, buyerMembers } from '../../../rules/einvoicing/titles/buyer-of-title.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { listed, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

type Proposed = ProposedTitles['items'][number];

/** Milliseconds in which one goes on typing. */
const typing = 300;
/** So many have room beside one another. */
const most = 6;

const naming = ['buyerCode', 'buyerName', 'buyerTaxNo', 'customerName', 'customerTaxNo'] as const;

/** What was taken of a title, and what stays as it was typed. */
interface Picked {
  readonly key: string;
  readonly filled: readonly Field[];
  readonly kept: readonly Field[];
}

/**
 * The titles of an application’s buyer: picking one fills what is empty. What was typed stays, which is said, and is
 * replaced by another click.
 */
export class GjBuyerTitles extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Another one whenever the record changes. */
  turn: given<number>(),
  picked: state<Picked | null>(() => null),
}) {
  static override styles = [
    shared,
    css`
      .chips > button {
        flex-wrap: wrap;
        justify-content: flex-start;
        inline-size: 100%;
        height: auto;
        min-height: var(--gj-size-30);
        padding-block: var(--gj-1);
      }
    `,
  ];

  readonly #titles = new Loading<readonly Proposed[], string>(this, {
    key: () => {
      const asked = this.#asked;
      return Object.keys(asked).length === 0 ? undefined : JSON.stringify(asked);
    },
    load: async (asked, signal) => {
      await new Promise((resolve) => setTimeout(resolve, typing));
      signal.throwIfAborted();
      const query = JSON.parse(asked) as Partial<Record<(typeof naming)[number], string>>;
      return (await einvoicingApi.call('GET /api/issuing/titles', { signal, query })).items;
    },
    keeps: true,
    loaded: () => this.#takePicked(),
  });
  /** The title that the record names by now; undefined: nobody has looked at it yet. */
  #named: string | null | undefined;
  /** What a picked title filled in, by member, so that the next one replaces it. */
  readonly #brought = new Map<BuyerMember, string>();

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('editor')) this.#named = undefined;
    const named = this.#picking;
    if (this.#named === undefined) this.#named = named;
    else if (named !== this.#named) this.#takePicked();
  }

  /** The title that is picked in the record itself. */
  get #picking(): string | null {
    const field = this.editor?.form.byId.get('buyerTitle');
    const value = field && this.editor?.edited[field.name];
    return isObject(value) ? String(value['id']) : null;
  }

  /** Fills in the first row of the title that somebody picked in the record, once it has come. */
  #takePicked(): void {
    const named = this.#picking;
    if (this.#named === undefined || named === this.#named) return;
    const one = this.#titles.value?.find(({ title }) => title.id === named);
    if (named !== null && !one) return;
    this.#named = named;
    const former = new Map(this.#brought);
    for (const [member, text] of former) if (this.#textOf(member) === text) this.#put(member, null);
    this.#brought.clear();
    if (!one) return;
    const open = this.#changes(one).filter((member) => !this.#isTyped(member, one));
    for (const member of open) this.#brought.set(member, one.fills[member] ?? '');
    this.#pick(one);
  }

  get #asked(): Partial<Record<(typeof naming)[number], string>> {
    const said = naming.flatMap((member) => {
      const value = this.#textOf(member).trim();
      return value === '' ? [] : [[member, value] as const];
    });
    return Object.fromEntries(said);
  }

  override render() {
    const { value = [], failure } = this.#titles;
    if (failure !== null) return failureLine(failure, () => void this.#titles.load());
    const offered = value.filter((one) => keyOf(one) === this.picked?.key || this.#changes(one).length > 0);
    if (offered.length === 0 || Object.keys(this.#asked).length === 0) return nothing;
    return html`<section class="card" aria-labelledby="titles">
      <h2 id="titles" class="below-2">${msg('购方的开票抬头', { id: 'titles-offered' })}</h2>
      <div class="chips">${offered.slice(0, most).map((one) => this.#button(one))}</div>
      <p class="small muted above-2" role="status">${this.#outcome()}</p></section>`;
  }

  #button(one: Proposed): TemplateResult {
    const { title, fills, isDefault } = one;
    const facts = [
      ...[fills.buyerTaxNo, fills.buyerAddress, fills.buyerPhone, fills.buyerBank, fills.buyerAccount],
      ...[fills.buyerMobile, fills.buyerEmail],
    ].filter((fact) => fact);
    return html`<button class="quiet many-lines to-start" aria-pressed=${keyOf(one) === this.picked?.key}
        @click=${() => this.#pick(one)}><b>${title.name}</b>
      ${isDefault ? html`<span class="badge">${msg('默认', { id: 'titles-default' })}</span>` : nothing}
      <span class="muted">${dotted(facts)}</span></button>`;
  }

  #outcome(): unknown {
    if (!this.picked) return msg('选择后填入空白的购方信息', { id: 'titles-hint' });
    const { filled, kept } = this.picked;
    const [added, stays] = [filled, kept].map((fields) => listed(fields.map(({ label }) => say(label))));
    return html`${filled.length > 0 ? msg(str`已填入：${added}。`, { id: 'titles-filled' }) : nothing}
      ${
        kept.length > 0
          ? html`${msg(str`已有内容，未改动：${stays}。`, { id: 'titles-kept' })}
            <button class="slim" @click=${() => this.#replace()}>${msg('用抬头替换', { id: 'titles-replace' })}</button>`
          : nothing
      }`;
  }

  #pick(one: Proposed): void {
    const { typed: kept = [], open = [] } = Object.groupBy(this.#changes(one), (member) =>
      this.#isTyped(member, one) ? 'typed' : 'open',
    );
    this.#fill(one, open);
    this.picked = { key: keyOf(one), filled: this.#fields(open), kept: this.#fields(kept) };
  }

  #replace(): void {
    const one = this.#titles.value?.find((title) => keyOf(title) === this.picked?.key);
    if (!one || !this.picked) return;
    const members = this.#changes(one);
    this.#fill(one, members);
    const filled = [...new Set([...this.picked.filled, ...this.#fields(members)])];
    this.picked = { ...this.picked, filled, kept: [] };
  }

  #fill({ fills }: Proposed, members: readonly BuyerMember[]): void {
    for (const member of members) this.#put(member, fills[member] ?? null);
  }

  #put(member: BuyerMember, text: string | null): void {
    const field = this.editor?.form.byId.get(member);
    if (field) this.editor?.change(field, text);
  }

  /** The members that picking would make something else, as far as one may change them. */
  #changes({ fills }: Proposed): readonly BuyerMember[] {
    return buyerMembers.filter((member) => {
      const field = this.editor?.form.byId.get(member);
      if (!field || !this.editor || !fills[member] || fills[member] === this.#textOf(member)) return false;
      return !this.editor.state(field).readonly;
    });
  }

  /**
   * A name that was begun is completed; and of what kind a buyer is follows from who he is, since the form itself says
   * company of everybody.
   */
  #isTyped(member: BuyerMember, { fills }: Proposed): boolean {
    if (member === 'buyerKind') return false;
    const text = this.#textOf(member);
    return text !== '' && !(member === 'buyerName' && fills.buyerName?.includes(text.trim()));
  }

  #textOf(member: BuyerMember | (typeof naming)[number]): string {
    const field = this.editor?.form.byId.get(member);
    const value = field && this.editor?.edited[field.name];
    return typeof value === 'string' ? value : '';
  }

  #fields(members: readonly BuyerMember[]): readonly Field[] {
    return members.flatMap((member) => this.editor?.form.byId.get(member) ?? []);
  }
}

function keyOf({ title, row }: Proposed): string {
  return `${title.id} ${row}`;
}

customElements.define('gj-buyer-titles', GjBuyerTitles);
