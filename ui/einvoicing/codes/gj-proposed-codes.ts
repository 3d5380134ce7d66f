import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { percentText } from '../../../metadata/common/grouped.ts';
import type { ProposedCodes } from '../../../rules/einvoicing/contract/proposed-codes.ts';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { shared } from '../../theme/shared.ts';
import { einvoicingApi } from '../common/einvoicing-api.ts';

type Proposed = ProposedCodes['items'][number];

/** Milliseconds in which one goes on typing. */
const typing = 300;
/** So many have room beside one another. */
const most = 4;

const hint = (text: string) => html`<span class="muted">${text}</span>`;

/** The tax codes that the name of an item speaks for, while it has none: one is taken by a click. */
export class GjProposedCodes extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Another one whenever the record changes. */
  turn: given<number>(),
}) {
  static override styles = [
    shared,
    css`
      .chips {
        align-items: center;
        min-block-size: var(--gj-size-30);
      }
    `,
  ];

  readonly #codes = new Loading<readonly Proposed[], string>(this, {
    key: () => this.#name || undefined,
    load: async (name, signal) => {
      await new Promise((resolve) => setTimeout(resolve, typing));
      signal.throwIfAborted();
      return (await einvoicingApi.call('GET /api/issuing/tax-codes', { signal, query: { name } })).items;
    },
    keeps: true,
  });

  get #name(): string {
    const { name } = this.editor?.edited ?? {};
    return typeof name === 'string' ? name.trim() : '';
  }

  override render() {
    const field = this.editor?.form.byId.get('taxCategory');
    if (!field || !this.editor || this.editor.edited[field.name]) return nothing;
    return html`<section class="card flex wraps centred gap-2-3" aria-labelledby="proposed">
      <h2 id="proposed">${msg('按名称推荐的税收分类编码', { id: 'codes-proposed' })}</h2>
      <div class="chips" aria-live="polite">${this.#content()}</div></section>`;
  }

  /** In the same room, whatever there is to be said: nobody types in a field that moves away. */
  #content(): unknown {
    const { value, failure } = this.#codes;
    if (this.#name === '') return hint(msg('填写名称后给出推荐', { id: 'codes-hint' }));
    if (failure !== null) return failureLine(failure, () => void this.#codes.load());
    if (value === undefined) return hint(msg('正在查找…', { id: 'codes-searching' }));
    if (value.length === 0) return hint(msg('没有相近的编码，请在下方选择', { id: 'codes-none' }));
    return value.slice(0, most).map((one) => this.#button(one));
  }

  #button(one: Proposed): TemplateResult {
    const { number, name, rates } = one;
    const shown = rates.map(percentText).join(', ');
    return html`<button class="quiet" @click=${() => this.#take(one)}><b>${name}</b>
      <span class="code">${number}</span> <span>${shown}</span>
      <span class="muted">${whyOf(one)}</span></button>`;
  }

  #take({ id, number, name }: Proposed): void {
    const field = this.editor?.form.byId.get('taxCategory');
    if (field) this.editor?.change(field, { id, number, name });
  }
}

function whyOf({ by, like }: Proposed): string {
  switch (by) {
    case 'correction':
      return msg('人工纠偏用过', { id: 'codes-correction' });
    case 'item':
      return msg('已有开票项用过', { id: 'codes-item' });
    case 'issued':
      return msg('开过的发票用过', { id: 'codes-issued' });
    case 'name':
      return msg('与编码名称相符', { id: 'codes-name' });
    case 'keyword':
      return msg(str`符合关键字“${like}”`, { id: 'codes-keyword' });
    case 'pinyin':
      return msg('与拼音相符', { id: 'codes-pinyin' });
    case 'likeness':
      return msg(str`与“${like}”相近`, { id: 'codes-likeness' });
  }
}

customElements.define('gj-proposed-codes', GjProposedCodes);
