import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { focusDrawn } from '../kit/base/focus.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, withProperties } from '../kit/base/with-properties.ts';
import { say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import type { ConditionBench } from './condition-bench.ts';
import { type EditedGroup, type EditedPart, isGroup, newGroup, newLeaf } from './edited-condition.ts';
import { insert, replace } from './edited-moves.ts';
import type { OfferedFact } from './facts/facts-offered.ts';
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
import { problemWords } from './problem-words.ts';
import '../kit/gj-menu.ts';
import './gj-condition-leaf.ts';

type Sort = 'all' | 'any' | 'not-all' | 'not-any';

/** Conditions of which all, or one, must hold; groups in groups. */
export class GjConditionGroup extends withProperties(GjElement, {
  bench: given<ConditionBench>(),
  group: given<EditedGroup>(),
  turn: given<number>(),
  readonly: flag(),
  drop: state<'before' | 'after' | undefined>(),
}) {
  static override styles = [
    shared,
    partStyles,
    css`
      select.plain.sort {
        height: var(--gj-size-26);
        padding-inline-start: var(--gj-1);
        border-color: transparent;
        background-color: transparent;
        font-weight: 600;
      }
      select.plain.sort:hover {
        border-color: var(--gj-line-strong);
      }
      .parts.any {
        border-inline-start-color: color-mix(in srgb, var(--gj-accent) 55%, transparent);
      }
      .parts.denied {
        border-inline-start-color: color-mix(in srgb, var(--gj-warn) 60%, transparent);
      }
    `,
  ];

  protected override updated(_changed: PropertyValues): void {
    if (this.bench.takeWanted(this.group.key) === undefined) return;
    void focusDrawn(this.renderRoot.querySelector<HTMLElement>('.head gj-menu, .foot button'));
  }

  #add(edited: EditedPart, key: number): void {
    const { bench, group } = this;
    bench.edit(insert(bench.root, group.key, group.parts.length, edited), { key, part: 'fact' });
  }

  #addLeaf(): void {
    const leaf = newLeaf();
    this.#add(leaf, leaf.key);
  }

  #addGroup(): void {
    const leaf = newLeaf();
    this.#add(newGroup(this.group.join === 'all' ? 'any' : 'all', [leaf]), leaf.key);
  }

  #addLines(): void {
    const leaf = newLeaf();
    // Of several, the one of which most can be asked: the lines of a document before what is noted beside it.
    const [first] = this.#linesInside.toSorted((a, b) => widthOf(b) - widthOf(a));
    this.#add(newGroup('all', [leaf], false, first?.path), leaf.key);
  }

  /** Entries of which a group in this one may ask one line. */
  get #linesInside(): readonly OfferedFact[] {
    const { bench, group } = this;
    const around = group.lines === undefined ? group.key : (group.parts[0]?.key ?? group.key);
    return bench.linesAt(around);
  }

  #lines(event: Event): void {
    event.stopPropagation();
    const { value } = event.target as HTMLSelectElement;
    const { bench, group } = this;
    const { lines: _, ...plain } = group;
    bench.edit(replace(bench.root, group.key, () => (value === '' ? plain : { ...plain, lines: value })));
  }

  #sort(event: Event): void {
    event.stopPropagation();
    const sort = (event.target as HTMLSelectElement).value as Sort;
    const { bench, group } = this;
    bench.edit(
      replace(bench.root, group.key, (edited) => ({
        ...edited,
        join: sort.endsWith('any') ? ('any' as const) : ('all' as const),
        denied: sort.startsWith('not-'),
      })),
    );
  }

  override render() {
    const { bench, group, readonly } = this;
    const root = group.key === bench.root.key;
    const verdict = bench.verdicts.get(group.key);
    return html`<div role="group" aria-label=${sortText(sortOf(group))}>
      <div class="head flex centred gap-1 drop-${this.drop ?? 'none'} ${verdict?.decided ? 'decided rounded' : ''}"
        @keydown=${(event: KeyboardEvent) => {
          const onHandle = event.composedPath().some((node) => (node as Element).localName === 'gj-menu');
          const action = partActionOf(event, onHandle);
          if (!action) return;
          event.preventDefault();
          event.stopPropagation();
          doPartAction(bench, group.key, action);
        }}
        @dragover=${(event: DragEvent) => {
          const where = dropPlace(event);
          this.drop = root && where ? 'after' : where;
        }}
        @dragleave=${() => {
          this.drop = undefined;
        }}
        @drop=${(event: DragEvent) => {
          const where = this.drop;
          this.drop = undefined;
          if (where) drop(event, bench, group.key, where === 'before' ? 'before' : 'inside');
        }}>
        ${
          root || readonly
            ? nothing
            : html`<span class="handle gridded central muted" draggable="true"
                @dragstart=${(event: DragEvent) => beginDrag(event, group.key)}>
                <gj-menu look="square" .items=${partMenu(bench, group)} .label=${msg('条件组：移动、取反、删除', { id: 'group-actions' })}
                  @pick=${(event: CustomEvent<PartAction>) => {
                    doPartAction(bench, group.key, event.detail);
                  }}>${icon('grip', 14)}</gj-menu>
              </span>`
        }
        ${root ? nothing : this.#linesSelect()}
        ${this.#sortSelect(root)}
        ${
          verdict
            ? html`<span class="mark gridded central ${verdict.holds ? 'in-ok' : 'in-error'}" role="img"
                aria-label=${
                  verdict.holds ? msg('满足', { id: 'holds' }) : msg('不满足', { id: 'fails' })
                }>${icon(verdict.holds ? 'check' : 'close', 14)}</span>`
            : nothing
        }
        ${
          verdict?.row === undefined
            ? nothing
            : html`<span class="small muted">${
                verdict.row === null
                  ? msg('没有行', { id: 'no-rows-at-all' })
                  : msg(str`第 ${verdict.row} 行`, { id: 'row-looked-at' })
              }</span>`
        }
        ${bench
          .problemsAt(group.key)
          .map(
            (problem) =>
              html`<span class="wrong small in-error" role="alert">${problemWords(problem)}</span>`,
          )}
      </div>
      <div class="parts beneath gridded gap-1h above-1 below-1 ${group.join} ${group.denied ? 'denied' : ''}">
        ${repeat(
          group.parts,
          ({ key }) => key,
          (edited, at) =>
            isGroup(edited)
              ? html`<gj-condition-group .bench=${bench} .group=${edited} .turn=${this.turn}
                  .readonly=${readonly}></gj-condition-group>`
              : html`<gj-condition-leaf .bench=${bench} .leaf=${edited} .place=${at + 1} .turn=${this.turn}
                  .readonly=${readonly}></gj-condition-leaf>`,
        )}
        ${
          readonly
            ? nothing
            : html`<div class="foot flex centred gap-1">
                <button class="plain slim"
                    @click=${this.#addLeaf}>${icon('add', 14)}${msg('添加条件', { id: 'add-condition' })}</button>
                <button class="plain slim"
                    @click=${this.#addGroup}>${icon('add', 14)}${msg('添加条件组', { id: 'add-group' })}</button>
                ${
                  this.#linesInside.length > 0
                    ? html`<button class="plain slim"
                        @click=${this.#addLines}>${icon('add', 14)}${msg('添加针对同一行的条件', { id: 'add-one-line' })}</button>`
                    : nothing
                }
              </div>`
        }
      </div>
    </div>`;
  }

  #linesSelect(): TemplateResult | typeof nothing {
    const { bench, group, readonly } = this;
    const { lines = '' } = group;
    const offered = bench.linesAt(group.key);
    if (lines === '' && (readonly || offered.length === 0)) return nothing;
    const paths = offered.map(({ path }) => path);
    const known = lines === '' || paths.includes(lines) ? paths : [...paths, lines];
    const text = (path: string) => {
      if (path === '') return msg('不限同一行', { id: 'any-lines' });
      const name = bench.fact(path)?.labels.map(say).join(' › ') ?? path;
      return msg(str`${name}的同一行`, { id: 'one-line-of' });
    };
    if (readonly) return html`<strong>${text(lines)}</strong>`;
    return html`<select class="plain sort wide-as-text" aria-label=${msg('是否看同一行', { id: 'which-line' })} @change=${this.#lines}>
      ${['', ...known].map((path) => html`<option value=${path} .selected=${path === lines}>${text(path)}</option>`)}
    </select>`;
  }

  #sortSelect(root: boolean): TemplateResult {
    const sorts: readonly Sort[] = root ? ['all', 'any'] : ['all', 'any', 'not-all', 'not-any'];
    const is = sortOf(this.group);
    if (this.readonly) return html`<strong>${sortText(is)}</strong>`;
    return html`<select class="plain sort wide-as-text" aria-label=${msg('怎样算满足', { id: 'group-sort' })} @change=${this.#sort}>
      ${sorts.map((sort) => html`<option value=${sort} .selected=${sort === is}>${sortText(sort)}</option>`)}
    </select>`;
  }
}
function widthOf({ fact: { member } }: OfferedFact): number {
  return 'rows' in member ? (member.rows.rows?.fields.length ?? 0) : 0;
}

customElements.define('gj-condition-group', GjConditionGroup);

function sortOf({ join, denied }: EditedGroup): Sort {
  return denied ? `not-${join}` : join;
}

function sortText(sort: Sort): string {
  switch (sort) {
    case 'all':
      return msg('满足以下全部条件', { id: 'all-of' });
    case 'any':
      return msg('满足以下任一条件', { id: 'any-of' });
    case 'not-all':
      return msg('不同时满足以下条件', { id: 'not-all-of' });
    case 'not-any':
      return msg('以下条件都不满足', { id: 'none-of' });
  }
}
