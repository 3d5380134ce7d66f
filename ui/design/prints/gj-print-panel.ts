import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json } from '../../../metadata/common/json.ts';
import { valueAt, withoutValue, withValue } from '../../../metadata/common/json-path.ts';
import type { Block, PrintSource } from '../../../metadata/print-source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { pickFileStyles } from '../../kit/styles/pick-file-styles.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { panelStyles } from '../property/panel-styles.ts';
import { editorStyles } from '../property/property-ask.ts';
import type { DrawnIssue } from '../work/bench-shapes.ts';
import { notifyFailure } from '../work/design-notices.ts';
import { blockEditor } from './block-editors.ts';
import { blockAt, pathOf, removeBlock, spotOf } from './block-tree.ts';
import { blockWords } from './block-words.ts';
import type { PrintAsk, Said } from './print-ask.ts';
import { numberBox } from './print-editors.ts';
import { templateEditor } from './template-editor.ts';

/**
 * All that can be said of a block, a column, a part of the page or the template. Tells `becomes` with the template as it
 * then is, `typed` while somebody types, and `pick` with another pointer.
 */
export class GjPrintPanel extends withProperties(GjElement, {
  form: given<FormModel>(),
  print: given<PrintSource>(),
  picked: text(),
  issues: given<readonly (DrawnIssue & { readonly at: string })[]>(() => []),
  words: state(''),
}) {
  static override styles = [
    shared,
    editorStyles,
    panelStyles,
    pickFileStyles,
    css`
      .words textarea {
        min-height: var(--gj-size-64);
      }
      input[type='color'] {
        width: var(--gj-size-64);
        padding: var(--gj-half);
      }
    `,
  ];
  #asked = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const when = blockAt(this.print, this.picked)?.when;
    const asked = when ? JSON.stringify([when, this.form.hash]) : '';
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.words = '';
    if (when) void this.#say(when as Json, asked);
  }

  async #say(when: Json, asked: string): Promise<void> {
    const { wordsOf } = await import('../property/design-condition.ts');
    const words = await wordsOf(when, { form: this.form, place: '' }).catch(() => JSON.stringify(when));
    if (asked === this.#asked) this.words = words;
  }

  #put(path: Said, value: unknown, typing = false): void {
    const now = this.print as unknown as Json;
    const next = value === undefined ? withoutValue(now, path) : withValue(now, path, value as Json);
    if (value === undefined && valueAt(now, path) === undefined) return;
    this.print = next as unknown as PrintSource;
    if (typing) this.emit('typed', next);
    else this.emit('becomes', next);
  }

  override render() {
    const { form, print, picked } = this;
    const block = blockAt(print, picked);
    const ask: PrintAsk = { form, print, put: (path, value, typing) => this.#put(path, value, typing) };
    return html`<div class="panel">${this.#head(block)}${this.#problems()}${
      block
        ? html`${blockEditor(block, {
            ...ask,
            put: (path, value, typing) => this.#put([...pathOf(picked), ...path], value, typing),
          })}${this.#when(block)}`
        : (this.#part(ask) ?? templateEditor(ask))
    }</div>`;
  }

  #head(block: Block | undefined): TemplateResult {
    const { print, picked } = this;
    const name = block ? blockWords[block.block].label() : partName(picked) || say(print.label);
    const mayGo = spotOf(picked) !== undefined || /^\/(head|foot)$|\/columns\/\d+$/.test(picked);
    return html`<header><span class="what across-close rest">${
      block ? icon(blockWords[block.block].icon) : nothing
    }<h2 class="shrinks breaks">${name}</h2></span>${
      mayGo
        ? html`<button class="square" aria-label=${msg('删除', { id: 'delete' })} title=${msg('删除', { id: 'delete' })}
            @click=${() => this.#remove()}>${icon('trash', 14)}</button>`
        : nothing
    }${
      picked === ''
        ? nothing
        : html`<button class="square" aria-label=${msg('关闭', { id: 'close' })}
            @click=${() => this.emit('pick', '')}>${icon('close', 14)}</button>`
    }</header>`;
  }

  #remove(): void {
    const { print, picked } = this;
    if (spotOf(picked)) {
      const { print: next, pointer } = removeBlock(print, picked);
      this.emit('becomes', next);
      this.emit('pick', pointer);
      return;
    }
    const outer = picked.replace(/\/columns\/\d+$/, '');
    const whole = blockAt(print, outer);
    // The last column goes with its block.
    if (outer !== picked && whole?.block === 'columns' && whole.columns.length < 2) {
      this.emit('becomes', removeBlock(print, outer).print);
      this.emit('pick', '');
      return;
    }
    this.#put(pathOf(picked), undefined);
    this.emit('pick', outer === picked ? '' : outer);
  }

  #problems(): TemplateResult | typeof nothing {
    const { picked, issues } = this;
    const own = issues.filter(({ at }) => picked === '' || at === picked || at.startsWith(`${picked}/`));
    if (own.length === 0) return nothing;
    return html`<ul class="gridded gap-1 below-2 smaller" aria-label=${msg('问题', { id: 'design-json-flaws' })}>${own.map(
      ({ message, severity, at }) =>
        html`<li class=${severity === 'error' ? 'problem' : 'muted'}>${say(message)}${
          picked === '' && at !== ''
            ? html` <button class="plain slim" @click=${() => this.emit('pick', nearestBlock(this.print, at))}>${msg(
                '查看',
                { id: 'print-show-problem' },
              )}</button>`
            : nothing
        }</li>`,
    )}</ul>`;
  }

  /** A column, or what stands on each page. */
  #part(ask: PrintAsk): TemplateResult | undefined {
    const { picked, print } = this;
    const path = pathOf(picked);
    if (/^\/(head|foot)$/.test(picked)) {
      const part = picked === '/head' ? print.head : print.foot;
      return numberBox({
        label: msg('高度（mm）', { id: 'print-height' }),
        value: part?.height,
        set: (height, typing) => ask.put([...path, 'height'], height ?? 1, typing),
      });
    }
    if (!/\/columns\/\d+$/.test(picked)) return undefined;
    const width = valueAt(print as unknown as Json, [...path, 'width']);
    return numberBox(
      {
        label: msg('宽度（mm）', { id: 'print-width' }),
        value: typeof width === 'number' ? width : undefined,
        set: (next, typing) => ask.put([...path, 'width'], next, typing),
      },
      msg('平分剩余宽度', { id: 'print-width-rest' }),
    );
  }

  #when(block: Block): TemplateResult {
    const label = msg('打印条件', { id: 'print-when' });
    const at = [...pathOf(this.picked), 'when'];
    const edit = async () => {
      try {
        const { editCondition } = await import('../property/design-condition.ts');
        const edited = await editCondition(
          block.when as Json | undefined,
          { form: this.form, place: '' },
          { title: label },
        );
        if (edited !== undefined) this.#put(at, edited ?? undefined);
      } catch (failure) {
        notifyFailure(failure);
      }
    };
    return html`<div class="field"><div class="head muted smaller">${label}</div>${
      block.when
        ? html`<div class="fills pad-1-2 breaks shaded edged rounded">${this.words || '…'}</div>`
        : nothing
    }<button class="plain" @click=${edit}>${icon('edit', 14)}${
      block.when ? msg('编辑', { id: 'edit' }) : msg('设置条件', { id: 'set-condition' })
    }</button>${
      block.when
        ? html`<button class="plain" @click=${() => this.#put(at, undefined)}>${msg('总是打印', { id: 'print-always' })}</button>`
        : nothing
    }</div>`;
  }
}
customElements.define('gj-print-panel', GjPrintPanel);

function partName(picked: string): string {
  if (picked === '/head') return msg('页眉', { id: 'print-head' });
  if (picked === '/foot') return msg('页脚', { id: 'print-foot' });
  return picked.includes('/columns/') ? msg('栏', { id: 'print-column' }) : '';
}

/** The innermost block that a place is in. */
function nearestBlock(print: PrintSource, place: string): string {
  for (let at = place; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (blockAt(print, at)) return at;
  return '';
}
