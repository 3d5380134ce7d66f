import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { isObject } from '../../../metadata/common/json.ts';
import { filledText } from '../../../metadata/common/read.ts';
import { isTaxCode } from '../../../rules/einvoicing/common/tax-code.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import type { RecordEditor } from '../../record/editor/record-editor.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';

/** Milliseconds in which one goes on typing. */
const typing = 300;
/** So many codes are looked up. */
const most = 100;

interface CodeOfLine {
  readonly line: number;
  readonly taxCode: string;
}

/** Says which lines have a tax code that is in no table: no short name stands before their items. */
export class GjUnknownCodes extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  /** Another one whenever the record changes. */
  turn: given<number>(),
}) {
  static override styles = shared;

  readonly #known = new Loading<ReadonlySet<string>, string>(this, {
    key: () => [...new Set(this.#codes.map(({ taxCode }) => taxCode))].slice(0, most).join(',') || undefined,
    load: async (codes, signal) => {
      await new Promise((later) => setTimeout(later, typing));
      const value = codes.split(',');
      const filter = JSON.stringify({ fact: 'number', operator: 'in', value });
      const { items } = await session.api.call('GET /api/forms/:form/records', {
        path: { form: 'tax-category' },
        query: { filter, fields: 'number', limit: most },
        signal,
      });
      const known = new Set(items.map(({ number }) => String(number)));
      return new Set(value.filter((code) => !known.has(code)));
    },
  });

  /** An item that has its short name already needs none. */
  get #codes(): readonly CodeOfLine[] {
    const { lines } = this.editor.edited;
    if (!Array.isArray(lines)) return [];
    return lines.flatMap((row, at): readonly CodeOfLine[] => {
      if (!isObject(row)) return [];
      const { taxCode, itemName } = row;
      const code = filledText(taxCode);
      const isNamed = String(itemName ?? '').startsWith('*');
      return code !== null && isTaxCode(code) && !isNamed ? [{ line: at + 1, taxCode: code }] : [];
    });
  }

  override render() {
    const unknown = this.#known.value ?? new Set();
    const found = this.#codes.filter(({ taxCode }) => unknown.has(taxCode));
    if (found.length === 0) return nothing;
    return html`<div class="pad-2-3 in-warn edged toned warn rounded-l" role="status"><ul>${found.map(
      ({ line, taxCode }) =>
        html`<li>${icon('alert', 14)} ${msg(
          str`第 ${line} 行的税收分类编码 ${taxCode} 不在编码表中，票面的商品名称前没有“*简称*”；请核对，或导入最新编码表`,
          { id: 'code-unknown' },
        )}</li>`,
    )}</ul></div>`;
  }
}
customElements.define('gj-unknown-codes', GjUnknownCodes);
