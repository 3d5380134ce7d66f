import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { isObject, type Json } from '../../metadata/common/json.ts';
import type { OperatorName, Over } from '../../metadata/condition.ts';
import type { Fact } from '../../rules/condition/scope.ts';
import { operatorWords } from '../../rules/condition/words.ts';
import { focusDrawn } from '../kit/base/focus.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, number, state, withProperties } from '../kit/base/with-properties.ts';
import { language } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionBench } from './condition-bench.ts';
import { type EditedLeaf, newLeaf } from './edited-condition.ts';
import { find, insert, replace } from './edited-moves.ts';
import type { OfferedFact } from './facts/facts-offered.ts';
import {
  comparisonOf,
  operatorsFor,
  oversOf,
  withFact,
  withOperator,
  withOver,
} from './operators-offered.ts';
import {
  beginDrag,
  doPartAction,
  drop,
  dropPlace,
  type PartAction,
  partActionOf,
  partMenu,
  partStyles,
} from './part-menu.ts';
import { isUnfinished, problemWords } from './problem-words.ts';
import { placesOf } from './value-field.ts';
import '../kit/gj-menu.ts';
import './gj-condition-value.ts';
import './facts/gj-fact-picker.ts';

interface Choice {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly text: (option: string) => string;
  readonly change: (option: string) => void;
}

/** One comparison: how rows are taken together, a field, an operator, a value or another field. */
export class GjConditionLeaf extends withProperties(GjElement, {
  bench: given<ConditionBench>(),
  leaf: given<EditedLeaf>(),
  /** From 1, within its group. */
  place: number(1),
  turn: given<number>(),
  readonly: flag(),
  drop: state<'before' | 'after' | undefined>(),
}) {
  static override styles = [
    shared,
    partStyles,
    css`
      gj-fact-picker {
        flex: 3 1 var(--gj-size-200);
      }
      .over {
        flex: 0 0 var(--gj-size-110);
      }
      .operator {
        flex: 0 0 var(--gj-size-120);
      }
      .with {
        flex: 0 0 var(--gj-size-80);
        padding-inline-start: var(--gj-1h);
      }
      .value {
        flex: 4 1 var(--gj-size-200);
      }
      .below {
        padding-inline-start: var(--gj-size-26);
      }
    `,
  ];

  get #fact(): Fact | undefined {
    return this.bench.factAt(this.leaf.fact, this.leaf.key);
  }

  protected override updated(_changed: PropertyValues): void {
    const part = this.bench.takeWanted(this.leaf.key);
    if (part === undefined) return;
    const places = { fact: 'gj-fact-picker', operator: '.operator', value: '.value', menu: 'gj-menu' };
    void focusDrawn(this.renderRoot.querySelector<GjElement>(places[part]));
  }

  #change(leaf: EditedLeaf, part: 'fact' | 'operator' | 'value' | null = null): void {
    const wanted = part === null ? null : { key: leaf.key, part };
    this.bench.edit(
      replace(this.bench.root, leaf.key, () => leaf),
      wanted,
    );
  }

  #pick(event: CustomEvent<string>): void {
    event.stopPropagation();
    const fact = this.bench.factAt(event.detail, this.leaf.key);
    if (fact) this.#change(withFact(this.leaf, event.detail, fact, this.#fact), 'operator');
  }

  #keys(event: KeyboardEvent): void {
    const { bench, leaf } = this;
    const onHandle = event.composedPath().some((node) => (node as Element).localName === 'gj-menu');
    const action = partActionOf(event, onHandle);
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      doPartAction(bench, leaf.key, action);
    } else if (event.key === 'Enter' && event.ctrlKey) {
      event.preventDefault();
      event.stopPropagation();
      const found = find(bench.root, leaf.key);
      const next = newLeaf();
      if (found?.parent)
        bench.edit(insert(bench.root, found.parent.key, found.at + 1, next), { key: next.key, part: 'fact' });
    }
  }

  override render() {
    const { bench, leaf, readonly } = this;
    const verdict = bench.verdicts.get(leaf.key);
    const problems = bench.problemsAt(leaf.key);
    const fact = this.#fact;
    const name = msg(str`条件 ${this.place}`, { id: 'condition-number' });
    return html`<div class="drop-${this.drop ?? 'none'}" role="group" aria-label=${name} @keydown=${this.#keys}
        @dragover=${(event: DragEvent) => {
          this.drop = dropPlace(event);
        }}
        @dragleave=${() => {
          this.drop = undefined;
        }}
        @drop=${(event: DragEvent) => {
          const where = this.drop;
          this.drop = undefined;
          if (where) drop(event, bench, leaf.key, where);
        }}>
      <div class="flex wraps high gap-1 ${verdict?.decided ? 'decided rounded' : ''}" ?inert=${readonly}>
        <span class="handle gridded central muted" draggable="true"
            @dragstart=${(event: DragEvent) => beginDrag(event, leaf.key)}>
          <gj-menu look="square" .items=${partMenu(bench, leaf)} .label=${msg(str`${name}：移动、取反、删除`, { id: 'part-actions' })}
            @pick=${(event: CustomEvent<PartAction>) => {
              doPartAction(bench, leaf.key, event.detail);
            }}>${icon('grip', 14)}</gj-menu>
        </span>
        ${
          leaf.denied
            ? html`<button class="toned warn in-warn" aria-label=${msg('去掉“非”', { id: 'no-not' })}
                title=${msg('去掉“非”', { id: 'no-not' })}
                @click=${() => doPartAction(bench, leaf.key, 'deny')}>${msg('非', { id: 'not' })}</button>`
            : nothing
        }
        <gj-fact-picker class="relative shrinks" .form=${bench.form} .offered=${bench.offeredAt(leaf.key)} .value=${leaf.fact}
          .label=${msg('字段', { id: 'field' })}
          .invalid=${problems.some((one) => one.path.endsWith('/fact') && (bench.strict || !isUnfinished(one)))}
          @pick=${this.#pick}></gj-fact-picker>
        ${fact ? this.#rest(fact) : nothing}
        ${
          verdict
            ? html`<span class="mark gridded central ${verdict.holds ? 'in-ok' : 'in-error'}" role="img"
                aria-label=${
                  verdict.holds ? msg('满足', { id: 'holds' }) : msg('不满足', { id: 'fails' })
                }>${icon(verdict.holds ? 'check' : 'close', 14)}</span>`
            : nothing
        }
      </div>
      <div class="below flex wraps gap-half-3 breaks">
        ${
          verdict?.actual
            ? html`<span class="small muted">${msg(str`实际为 ${verdict.actual[language()]}`, { id: 'actual-is' })}</span>`
            : nothing
        }
        ${problems.map((problem) => {
          const quiet = !bench.strict && isUnfinished(problem);
          return html`<span class="wrong small ${quiet ? 'muted' : 'in-error'}"
              role=${quiet ? nothing : 'alert'}>${problemWords(problem)}</span>`;
        })}
      </div>
    </div>`;
  }

  #rest(fact: Fact): TemplateResult {
    const { leaf } = this;
    const overs = oversOf(fact);
    const operators = operatorsFor(fact, leaf.over);
    const comparison = comparisonOf(fact, leaf.over);
    const places = placesOf(leaf.operator);
    return html`
      ${
        overs.length > 1
          ? this.#select('over', {
              label: msg('各行', { id: 'rows-taken' }),
              value: leaf.over ?? 'any',
              options: overs,
              text: overText,
              change: (over) => this.#change(withOver(leaf, over as Over, fact)),
            })
          : nothing
      }
      ${this.#select('operator', {
        label: msg('比较方式', { id: 'operator' }),
        value: leaf.operator,
        options: operators.includes(leaf.operator) ? operators : [leaf.operator, ...operators],
        text: (operator) => operatorWords(operator as OperatorName, comparison)?.[language()] ?? operator,
        change: (operator) => this.#change(withOperator(leaf, operator as OperatorName)),
      })}
      ${places === 'none' ? nothing : this.#value(fact)}
    `;
  }

  #value(fact: Fact): TemplateResult {
    const { leaf, bench } = this;
    const { value } = leaf;
    const compared = isObject(value) ? String(value['fact'] ?? '') : undefined;
    const others = compared === undefined ? [] : comparable(fact, leaf, bench.offeredAt(leaf.key));
    const takesField = !['between', 'matches'].includes(leaf.operator);
    const tell = (next: Json) => {
      const { value: _, ...rest } = leaf;
      this.#change(next === null ? rest : { ...rest, value: next });
    };
    return html`
      ${
        takesField
          ? this.#select('with', {
              label: msg('与什么比较', { id: 'compared-with' }),
              value: compared === undefined ? 'value' : 'field',
              options: ['value', 'field'],
              text: (one) => (one === 'value' ? msg('值', { id: 'a-value' }) : msg('字段', { id: 'field' })),
              change: (one) => tell(one === 'field' ? { fact: '' } : null),
            })
          : nothing
      }
      ${
        compared === undefined
          ? html`<gj-condition-value class="value shrinks" .bench=${bench} .fact=${fact} .operator=${leaf.operator}
              .over=${leaf.over} .value=${value} .turn=${this.turn} .label=${msg('比较值', { id: 'operand' })}
              @value=${(event: CustomEvent<Json>) => {
                tell(event.detail);
              }}></gj-condition-value>`
          : html`<gj-fact-picker class="value relative shrinks" .form=${bench.form} .offered=${others} .value=${compared}
              .label=${msg('与之比较的字段', { id: 'other-field' })} @pick=${(event: CustomEvent<string>) => {
                tell({ fact: event.detail });
              }}></gj-fact-picker>`
      }`;
  }

  #select(name: string, { label, value, options, text, change }: Choice): TemplateResult {
    return html`<select class="plain ${name}" aria-label=${label} @change=${(event: Event) => {
      event.stopPropagation();
      change((event.target as HTMLSelectElement).value);
    }}>${options.map((option) => html`<option value=${option} .selected=${option === value}>${text(option)}</option>`)}</select>`;
  }
}
customElements.define('gj-condition-leaf', GjConditionLeaf);

function overText(over: string): string {
  const texts: Readonly<Record<string, string>> = {
    any: msg('任一行', { id: 'any-row' }),
    every: msg('每一行', { id: 'every-row' }),
    sum: msg('合计', { id: 'sum-of-rows' }),
    count: msg('行数', { id: 'row-number' }),
  };
  return texts[over] ?? over;
}

/** Facts that stand once and compare alike; the compiler has the last word. */
function comparable(fact: Fact, leaf: EditedLeaf, offered: readonly OfferedFact[]): readonly OfferedFact[] {
  const many = placesOf(leaf.operator) === 'many';
  const own = comparisonOf(fact, leaf.over);
  const wanted = own === 'list' ? (fact.elements ?? 'text') : own;
  return offered.filter(({ path, fact: other }) => {
    if (other.entries.length > 0 || path === leaf.fact) return false;
    if (many) return other.comparison === 'list' && other.elements === wanted;
    return (
      other.comparison === wanted ||
      (wanted === 'reference' && 'call' in other.member && other.comparison === 'text')
    );
  });
}
