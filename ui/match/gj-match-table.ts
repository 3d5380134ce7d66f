import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Json, JsonObject } from '../../metadata/common/json.ts';
import { isList } from '../../metadata/kinds/common/reading.ts';
import type { Compiled, Node } from '../../rules/condition/compiled.ts';
import { describe, describeHead } from '../../rules/condition/describe.ts';
import { findingWord } from '../fields/finding-word.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { analyseRules } from '../fields/match-findings.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import { tableStyles } from '../kit/table/table-styles.ts';
import type { FormModel } from '../model/form-model.ts';
import { ruleName } from '../model/rule-name.ts';
import { actsFor } from '../organisations/sharing/sharing-orgs.ts';
import { language, plural, say } from '../session/i18n.ts';
import { many } from '../session/many.ts';
import { serverClock } from '../session/server-clock.ts';
import { shared } from '../theme/shared.ts';
import type { MatchAsk } from './match-run.ts';
import { neverWinning } from './rule-findings.ts';
import { type Hits, hitsOf, mostDocuments, weeksOf } from './rule-hits.ts';
import { keyOf, type RuleTable, ruleTable, type TabledRule, type TableField, valueAt } from './rule-table.ts';
import { ruleTableStyles } from './rule-table-styles.ts';
import '../kit/chart/gj-spark.ts';
import '../kit/gj-state.ts';

/** The reason why a rule cannot win. */
interface Dead {
  readonly word: string;
  readonly reason?: string;
}

/**
 * The rules of a form as a decision table: what they share in columns, in the order of precedence, with how often each
 * won.
 */
export class GjMatchTable extends withProperties(GjElement, {
  form: given<FormModel>(),
  about: given<FormModel>(),
  ask: given<MatchAsk>(),
}) {
  static override styles = [shared, tableStyles, ruleTableStyles];

  /** The table first; what needs counting and searching comes as it is found. */
  readonly #laid = new Loading(this, {
    key: () => JSON.stringify([this.ask, language()]),
    load: () => ruleTable(this.form, this.about, this.ask),
  });
  readonly #counted = new Loading<Hits, RuleTable>(this, {
    key: () => this.#laid.value,
    load: (_, signal) => hitsOf(this.ask, signal),
  });
  readonly #dead = new Loading<ReadonlyMap<string, Dead>, RuleTable>(this, {
    key: () => this.#laid.value,
    load: (laid, signal) => this.#analyse(laid, signal),
  });
  readonly #editing = new Doing(this, { notifies: true });

  async #analyse({ rules }: RuleTable, signal: AbortSignal): Promise<ReadonlyMap<string, Dead>> {
    let dead = new Map(
      rules.flatMap((rule) => {
        const own = deadByItself(rule);
        return own ? [[keyOf(rule.head), own] as const] : [];
      }),
    );
    for (let after: string | null | undefined = ''; after !== null && !signal.aborted; ) {
      this.#dead.set(dead);
      const asked = { org: this.ask.org, ...(after ? { after } : {}) };
      const { items, next } = await analyseRules(this.form.name, asked, signal);
      dead = new Map(dead);
      for (const item of items)
        if (neverWinning.has(item.code) && !dead.has(keyOf(item)))
          dead.set(keyOf(item), { word: findingWord(item.code), reason: item.reason });
      after = next;
    }
    return dead;
  }

  /** Answers whether the condition can be edited in the table; where rows match, it is edited at the record. */
  #mayEdit({ head }: TabledRule): boolean {
    const { form } = this;
    const path = form.match?.condition ?? '';
    return (
      form.byId.has(path) &&
      form.can.has('edit') &&
      form.writable.has(path) &&
      !head.personalised &&
      actsFor(head.org.number)
    );
  }

  async #edit({ head }: TabledRule): Promise<void> {
    const { form, about } = this;
    const field = form.byId.get(form.match?.condition ?? '');
    if (!field) return;
    await this.#editing.run(async () => {
      const { editRule } = await import('./edit-rule.ts');
      await editRule({ form, about, head, field, undone: () => void this.#laid.load() });
    });
    // Also where somebody else was quicker: what is there now is what one goes on from.
    await this.#laid.load();
  }

  override render() {
    const { value: laid, failure } = this.#laid;
    if (failure !== null)
      return html`<div class="card"><gj-state .failure=${failure} @retry=${() => this.#laid.load()}></gj-state></div>`;
    if (!laid) return html`<div class="card" aria-busy="true"></div>`;
    if (laid.rules.length === 0)
      return html`<div class="card"><gj-state symbol="match"
          text=${msg('这个组织还没有可用的规则。', { id: 'table-empty' })}></gj-state></div>`;
    return html`<section class="card" aria-busy=${this.#counted.busy}>
      <p class="below-2 muted smaller" role="status">${this.#status(laid)}</p>
      <div class="wide scrolls" tabindex="0" role="region" aria-label=${msg('规则表', { id: 'tab-table' })}>
        <table class="plain" aria-label=${msg('规则表', { id: 'tab-table' })}>${this.#head(laid)}
          <tbody>${laid.rules.map((rule, at) => this.#row(laid, rule, at))}</tbody>
        </table>
      </div></section>`;
  }

  #status({ rules, more }: RuleTable): string {
    const { value: hits } = this.#counted;
    const uncounted = this.#counted.failure ?? this.#dead.failure;
    const parts = [
      plural(msg(str`${rules.length} 条规则，排在上面的优先`, { id: 'table-rules' })),
      ...(more > 0 ? [plural(msg(str`另有 ${more} 条排在后面，未列出`, { id: 'table-more' }))] : []),
    ];
    const things = many(this.about);
    if (uncounted !== null) parts.push(failureText(uncounted));
    else if (!hits) parts.push(msg(str`正在统计最近 90 天的${things}…`, { id: 'table-counting' }));
    else if (hits.documents < mostDocuments)
      parts.push(msg(str`胜出：最近 90 天的${things}（${hits.documents}）`, { id: 'table-counted' }));
    else
      parts.push(
        msg(str`胜出：最近 90 天中最新的 ${hits.documents} 条${things}`, { id: 'table-counted-newest' }),
      );
    return parts.join(language() === 'zh' ? '；' : '; ');
  }

  #head({ table, aims, order, results, rules }: RuleTable): TemplateResult {
    const head = ({ field }: TableField) => html`<th scope="col">${say(field.label)}</th>`;
    const hasRest = table.rows.some(({ rest }) => rest !== null);
    const asks = table.columns.length + aims.length + (hasRest ? 1 : 0);
    const behind = order.length + (rules.some(hasWindow) ? 1 : 0);
    return html`<thead>
      ${
        asks > 0 && results.length > 0
          ? html`<tr class="groups"><td colspan="3"></td><th class="to-middle" scope="colgroup"
              colspan=${asks}>${msg('条件', { id: 'table-conditions' })}</th>
              <th class="to-middle" scope="colgroup" colspan=${results.length}>${msg('结果', { id: 'table-results' })}</th>${
                behind > 0 ? html`<td colspan=${behind}></td>` : nothing
              }</tr>`
          : nothing
      }
      <tr><th scope="col" class="place muted figures to-end">${msg('序', { id: 'table-place' })}</th>
        <th scope="col" class="rule">${msg('规则', { id: 'rule' })}</th>
        <th scope="col" class="to-end">${msg('胜出', { id: 'table-hits' })}</th>
        ${aims.map(head)}
        ${table.columns.map(({ leaf }) => html`<th scope="col">${describeHead(leaf.fact, language(), leaf.over)}</th>`)}
        ${
          hasRest
            ? html`<th scope="col">${
                table.columns.length > 0
                  ? msg('其他条件', { id: 'table-rest' })
                  : msg('条件', { id: 'table-conditions' })
              }</th>`
            : nothing
        }
        ${results.map(head)}
        ${order.map(head)}
        ${rules.some(hasWindow) ? html`<th scope="col">${msg('有效期', { id: 'table-window' })}</th>` : nothing}</tr>
    </thead>`;
  }

  #row(laid: RuleTable, rule: TabledRule, at: number): TemplateResult {
    const { table, aims, order, results, rules } = laid;
    const { cells = [], rest = null } = table.rows[at] ?? {};
    const dead = this.#dead.value?.get(keyOf(rule.head));
    const may = this.#mayEdit(rule);
    const edit = () => void this.#edit(rule);
    const words = (node: Node | null, bare: boolean) => wordsOf(rule.compiled, node, laid, bare);
    const cell = (content: unknown) =>
      html`<td class=${may ? 'asks may pressable' : 'asks'} @click=${may ? edit : nothing}>${content}</td>`;
    // A path into rows, in a table where records match, has the values of several rows.
    const isOfRows = (path: string) => path.includes('.') && rule.row === null;
    const value = ({ path, field }: TableField) =>
      html`<td class=${uiKind(field).align === 'end' ? 'end to-end' : ''}>${shown(
        valueAt(this.form, rule, path),
        field,
        isOfRows(path),
      )}</td>`;
    const hasRest = table.rows.some((one) => one.rest !== null);
    return html`<tr class=${dead ? 'dead' : ''}>
      <td class="place muted figures to-end">${at + 1}</td>
      <th scope="row" class="rule"><span class="named flex high apart gap-1"><a class=${dead ? 'inherits' : ''}
          href="/forms/${this.form.name}/${rule.head.id}">${ruleName(rule.head)}</a>${
            may
              ? html`<button class="square" title=${msg('编辑条件', { id: 'table-edit' })}
              aria-label=${msg(str`编辑条件：${ruleName(rule.head)}`, { id: 'edit-condition-of' })}
              @click=${edit}>${icon('edit', 13)}</button>`
              : nothing
          }</span>${
            dead
              ? html`<span class="blocks smaller regular"><span class="badge">${dead.word}</span> ${dead.reason ?? ''}</span>`
              : nothing
          }</th>
      <td class="to-end">${this.#hits(rule)}</td>
      ${aims.map(value)}
      ${cells.map((node) => cell(words(node, true) || nothingAsked()))}
      ${hasRest ? cell(this.#rest(rule, rest, words)) : nothing}
      ${results.map(value)}
      ${order.map(value)}
      ${rules.some(hasWindow) ? html`<td class="tight">${windowOf(rule.record)}</td>` : nothing}
    </tr>`;
  }

  #rest(
    { compiled, condition }: TabledRule,
    rest: Node | null,
    words: (node: Node | null, bare: boolean) => string,
  ): unknown {
    if (compiled) return words(rest, false) || nothingAsked();
    if (condition !== null) return html`<code>${JSON.stringify(condition)}</code>`;
    return html`<span class="muted">${
      this.form.match?.emptyMatches
        ? msg('没有条件，总是满足', { id: 'table-always' })
        : msg('没有条件，从不满足', { id: 'table-never' })
    }</span>`;
  }

  async #open(head: TabledRule['head']): Promise<void> {
    const { openReach } = await import('./open-reach.ts');
    await openReach({ about: this.about, ask: this.ask, head }, this);
  }

  #hits({ head }: TabledRule): unknown {
    const { value: hits, failure } = this.#counted;
    if (!hits) return html`<span class="muted">${failure === null ? '…' : ''}</span>`;
    if (hits.documents === 0) return html`<span class="muted">–</span>`;
    const { won = 0, lostTo = [], days = [] } = hits.rules.get(keyOf(head)) ?? {};
    const lost = lostTo.reduce((sum, { count }) => sum + count, 0);
    const to = lostTo.map((other) => `${ruleName(other)} ×${other.count}`).join('\n');
    const weeks = weeksOf(days, serverClock.moment.today);
    const byWeek = msg(str`每周胜出：${weeks.join(' ')}`, { id: 'reach-weeks' });
    return html`${
      won === 0
        ? html`<span class="muted">0</span>`
        : html`<span class="flex centred gap-1"><gj-spark label=${byWeek} .values=${weeks.map(String)}></gj-spark>
            <button class="low-as-text unpadded groundless borderless in-accent" title=${msg('胜出的单据', { id: 'reach' })}
              aria-label=${msg(str`${ruleName(head)}：胜出 ${won}`, { id: 'reach-open' })}
              @click=${() => this.#open(head)}>${won.toLocaleString()}</button></span>`
    }${
      lost > 0
        ? html`<span class="small muted blocks one-line" title=${to}>${msg(str`落选 ${lost}`, { id: 'table-lost' })}</span>`
        : nothing
    }`;
  }
}

/** Answers why a rule cannot win, as far as its record alone says: it is disabled or has expired. */
function deadByItself({ record, row }: TabledRule): Dead | null {
  if (record['enabled'] === false || row?.['enabled'] === false)
    return { word: msg('禁用', { id: 'disabled' }) };
  const { today } = serverClock.moment;
  const { validTo } = record as JsonObject;
  return typeof validTo === 'string' && validTo < today
    ? { word: msg('已过期', { id: 'table-over' }) }
    : null;
}

function wordsOf(
  compiled: Compiled | null,
  node: Node | null,
  { wording }: RuleTable,
  bare: boolean,
): string {
  return compiled && node ? describe({ ...compiled, node }, language(), { ...wording, bare }) : '';
}

function nothingAsked(): TemplateResult {
  return html`<span class="muted" aria-label=${msg('不限', { id: 'table-any' })}>–</span>`;
}

function shown(value: Json, field: TableField['field'], several: boolean): unknown {
  if (value === null || value === '') return nothing;
  const kind = uiKind(field);
  if (!several || !isList(value)) return kind.show(value, field);
  return value.map((one, at) => html`${at > 0 ? ', ' : ''}${kind.show(one, field)}`);
}

function hasWindow({ record }: TabledRule): boolean {
  const { validFrom, validTo } = record as JsonObject;
  return Boolean(validFrom ?? validTo);
}

function windowOf({ validFrom, validTo }: JsonObject): unknown {
  return validFrom || validTo ? `${String(validFrom ?? '')} – ${String(validTo ?? '')}` : nothing;
}
customElements.define('gj-match-table', GjMatchTable);
