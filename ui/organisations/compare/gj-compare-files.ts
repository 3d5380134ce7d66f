import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { SpeltValue } from '../../../metadata/contract/params/many.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import { pickFile } from '../../kit/pick-file.ts';
import { pickFileStyles } from '../../kit/styles/pick-file-styles.ts';
import { putInBasket } from '../../params/basket/put-in-basket.ts';
import { codeShown, isSecret, valueShown, windowWords } from '../../params/parameter-words.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { compareFiles, type FilePair, takingOver, typed } from './compare-files.ts';
import type { ComparedRow } from './gj-compared.ts';
import { nameCell } from './name-cell.ts';
import './gj-compared.ts';

/**
 * Two files with values of parameters side by side, or one and what is set now, which can take over what the file says.
 */
export class GjCompareFiles extends withProperties(GjElement, {
  a: state<File | null>(null),
  b: state<File | null>(null),
}) {
  static override styles = [shared, pickFileStyles];

  readonly #pairs = new Loading<readonly FilePair[], [a: File, b: File | null]>(this, {
    key: () => (this.a ? [this.a, this.b] : undefined),
    load: ([a, b]) => compareFiles(a, b),
  });

  readonly #takeOver = (ids: ReadonlySet<string>): Promise<void> =>
    putInBasket((this.#pairs.value ?? []).filter(({ id }) => ids.has(id)).map(takingOver));

  override render() {
    return html`<div class="halves low below-3">
        ${this.#side('a', msg('左边的文件', { id: 'compare-file-left' }), msg('参数页导出的 xlsx、csv 或 json。', { id: 'compare-file-help' }))}
        ${this.#side('b', msg('右边的文件', { id: 'compare-file-right' }), msg('不选：与现在设置的值对比。', { id: 'compare-file-none' }))}
      </div>
      ${this.a ? this.#pairs.shown((pairs) => this.#compared(pairs), { outline: { rows: 10 } }) : nothing}`;
  }

  #side(name: 'a' | 'b', label: string, help: string): TemplateResult {
    return html`<fieldset class="chips shrinks pad-2-3 framed"><legend class="muted smaller">${label}</legend>
      ${pickFile({
        label,
        accept: '.xlsx,.csv,.json',
        file: this[name],
        take: (file) => {
          this[name] = file;
        },
      })}<p class="fills small muted">${help}</p></fieldset>`;
  }

  #compared(pairs: readonly FilePair[]): TemplateResult {
    const { a, b } = this;
    return html`<gj-compared .rows=${pairs.map(rowOf)} .heads=${[
      msg('参数', { id: 'parameters' }),
      msg('组织', { id: 'organisation' }),
      a?.name ?? '',
      b?.name ?? msg('现在设置的', { id: 'compare-file-now' }),
    ]} .takeOver=${b || !pairs.some(maySet) ? null : this.#takeOver} take=${msg('按文件设置（放入变更集）', { id: 'compare-file-take' })}
      alike=${msg('两边设置的值都一样。', { id: 'compare-file-same' })}></gj-compared>`;
  }
}

function maySet({ definition }: FilePair): boolean {
  return definition?.may.somewhere === true;
}

function rowOf(pair: FilePair): ComparedRow {
  const { id, definition, type, key, org, a, b, differs } = pair;
  const name = definition ? say(definition.label) : `${type} / ${key}`;
  const code = definition ? codeShown(key, definition) : `${type} / ${key}`;
  const where =
    org === null
      ? msg('全系统', { id: 'param-system' })
      : (session.organisations.find(({ number }) => number === org)?.name ?? org);
  const days = windowWords(pair);
  return {
    id,
    name,
    differs,
    pickable: maySet(pair) && definition !== undefined && !isSecret(definition),
    cells: [
      () => nameCell({ path: `${type}/${key}`, name, code, danger: definition?.danger ?? false }),
      () => html`${where}${days ? html`<div class="small muted">${days}</div>` : nothing}`,
      () => said(a, pair),
      () => said(b, pair),
    ],
  };
}

function said(one: SpeltValue | null, { definition }: FilePair): TemplateResult | string {
  if (!one || one.state === 'unset')
    return html`<span class="muted">${msg('未设置', { id: 'param-unset' })}</span>`;
  const lock = ['true', '1', '是'].includes(one.locked.toLowerCase())
    ? html` <span class="badge">${icon('lock', 12)}${msg('锁定', { id: 'change-lock' })}</span>`
    : nothing;
  const value = one.state === 'none' ? null : one.value === '' ? undefined : typed(one.value, definition);
  const shown = value === undefined ? nothing : definition ? valueShown(value, definition) : String(value);
  const spelt = one.raw === '' ? nothing : html` <code>${one.raw}</code>`;
  return html`${shown}${lock}${spelt}`;
}
customElements.define('gj-compare-files', GjCompareFiles);
