import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { isObject } from '../../metadata/common/json.ts';
import type { MatchedItem } from '../../metadata/contract/match/rule.ts';
import { factsWrong } from '../condition/facts/facts-wrong.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { csvText, downloadText } from '../kit/download-text.ts';
import { byCount, byText } from '../kit/table/row-order.ts';
import { table } from '../kit/table/table.ts';
import type { Column } from '../kit/table/table-shape.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { plural, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { type BatchResult, differs, isShown, namedBeside, type Shown } from './batch-results.ts';

/**
 * The winner for each of many facts, as a table that can be narrowed and downloaded. Tells `look` with facts to be
 * looked at alone.
 */
export class GjMatchResults extends withProperties(GjElement, {
  /** Of the rules. */
  form: given<FormModel>(),
  /** Of the facts. */
  about: given<FormModel>(),
  results: given<readonly BatchResult[]>(() => []),
  shown: state<Shown>('all'),
}) {
  static override styles = [
    shared,
    css`
      .bar p {
        flex: 1 1 var(--gj-size-240);
      }
    `,
  ];

  override render() {
    const { results } = this;
    const count = (shown: Shown) => results.filter((result) => isShown(result, shown)).length;
    const [none, wrong] = [count('none'), count('wrong')];
    const listed = results.filter((result) => isShown(result, this.shown));
    return html`<section class="card" aria-live="polite">
      <div class="bar toolbar below-2">
        <p>${plural(
          msg(
            str`${results.length} 条数据：${results.length - none - wrong} 条匹配，${none} 条没有规则匹配，${wrong} 条数据有错`,
            { id: 'batch-sum' },
          ),
        )}</p>
        <select class="plain wide-as-text" aria-label=${msg('只看', { id: 'only-see' })} @change=${(
          event: Event,
        ) => {
          event.stopPropagation();
          this.shown = (event.target as HTMLSelectElement).value as Shown;
        }}>${kinds.map(
          (kind) =>
            html`<option value=${kind} .selected=${kind === this.shown}>${kindText(kind)} (${count(kind)})</option>`,
        )}</select>
        <button ?disabled=${listed.length === 0}
            @click=${() => this.#export(listed)}>${icon('download', 14)}${msg('导出结果', { id: 'export-results' })}</button>
      </div>
      ${this.#table(listed)}
    </section>`;
  }

  #table(listed: readonly BatchResult[]): TemplateResult {
    return html`<div class="relative scrolls-across">${table({
      caption: msg('匹配的结果', { id: 'batch-results' }),
      columns: this.#columns(),
      rows: listed,
      acting: {
        label: msg('查看详情', { id: 'look' }),
        name: ({ index }) => msg(str`查看第 ${index + 1} 条的详情`, { id: 'look-at' }),
        face: () => msg('查看详情', { id: 'look' }),
        act: ({ facts }) => this.emitUp('look', { facts }),
        can: ({ facts }) => isObject(facts),
      },
      empty: { symbol: 'match', text: msg('没有这样的结果', { id: 'no-such-result' }) },
    })}</div>`;
  }

  #columns(): readonly Column<BatchResult>[] {
    return [
      {
        label: msg('序号', { id: 'row-place' }),
        role: 'place',
        cell: ({ index }) => index + 1,
        order: byCount(({ index }) => index),
      },
      {
        label: say(this.about.recordLabel),
        role: 'name',
        cell: ({ number, beside }) => {
          const more = beside.filter((text) => text !== '').join(' ');
          return number === '' && more === ''
            ? html`<span class="muted">—</span>`
            : html`${number} <span class="muted">${more}</span>`;
        },
        order: byText(({ number }) => number),
      },
      {
        label: msg('匹配的规则', { id: 'rule-won' }),
        cell: (result) => this.#outcome(result),
        order: byText((result) => this.#text(result)),
      },
    ];
  }

  #outcome(result: BatchResult): TemplateResult {
    const { before } = result;
    return html`${this.#won(result)}${
      before && differs(result)
        ? html`<span class="small muted blocks">${msg(str`上次：${this.#text(before)}`, { id: 'last-time' })}</span>`
        : nothing
    }`;
  }

  #won(item: MatchedItem): TemplateResult {
    if (item.problem) return html`<span class="problem">${this.#text(item)}</span>`;
    return item.winner
      ? html`<a href="/forms/${this.form.name}/${item.winner.id}">${this.#text(item)}</a>`
      : html`<span class="badge warn">${this.#text(item)}</span>`;
  }

  #text({ problem, winner }: MatchedItem): string {
    if (problem) return (problem.errors && factsWrong(problem.errors, this.about)) || (problem.detail ?? '');
    return winner ? ruleName(winner) : msg('没有规则匹配', { id: 'nobody-won' });
  }

  #export(listed: readonly BatchResult[]): void {
    const head = [
      msg('序号', { id: 'row-place' }),
      say(this.about.number?.label ?? this.about.recordLabel),
      ...namedBeside(this.about).map(({ label }) => say(label)),
      msg('匹配的规则', { id: 'rule-won' }),
      msg('上次', { id: 'last-run' }),
    ];
    const lines = listed.map((result) => [
      ...[String(result.index + 1), result.number, ...result.beside],
      this.#text(result),
      result.before ? this.#text(result.before) : '',
    ]);
    downloadText(`${this.form.name}-match.csv`, 'text/csv', csvText([head, ...lines]));
  }
}

const kinds: readonly Shown[] = ['all', 'none', 'differs', 'wrong'];

function kindText(shown: Shown): string {
  const texts: Readonly<Record<Shown, string>> = {
    all: msg('全部', { id: 'all' }),
    none: msg('没有规则匹配', { id: 'nobody-won' }),
    differs: msg('与上次不同', { id: 'differs-from-last' }),
    wrong: msg('数据有错', { id: 'facts-are-wrong' }),
  };
  return texts[shown];
}
customElements.define('gj-match-results', GjMatchResults);
