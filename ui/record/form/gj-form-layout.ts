import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Field } from '../../../metadata/field.ts';
import type { BlockSource, GroupSource, TabSource } from '../../../metadata/source.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { neededMark, neededStyles } from '../../kit/base/needed-mark.ts';
import { flag, given, text, withProperties } from '../../kit/base/with-properties.ts';
import { say } from '../../session/i18n.ts';
import { stacked } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { fold, isFolded } from '../editor/folded-groups.ts';
import type { RecordEditor } from '../editor/record-editor.ts';
import type { Finding } from '../editor/record-findings.ts';
import { platformFields } from '../editor/record-platform-fields.ts';
import { spanOf } from '../editor/span-of.ts';
import type { GjRecordField } from './gj-record-field.ts';
import { neededAmong } from './needed-words.ts';
import { blockStyles, blocksOf, drawBlock } from './record-blocks.ts';
import './gj-record-field.ts';

const noFindings: readonly Finding[] = [];

/** A field or a block, as it stands in a group. */
export type LayoutCell = Field | BlockSource;

/** What the head of a group tells. */
/** Whether the head of rows stands for that of their group; one that says whether it is folded has a head to fold it by. */
function isHeaded({ label, folded }: GroupSource, [first, ...others]: readonly Field[]): boolean {
  if (first?.rows === undefined) return false;
  return others.length === 0 || (folded === undefined && say(label) === say(first.label));
}

export interface GroupState {
  /** It begins with rows that have a head of their own: nothing else stands in it, or they are called as it is. */
  readonly alone: boolean;
  readonly wrong: boolean;
}

/** The groups of one tab as cards, their fields on a grid; what does not hold now is not there. Tells `do` with an action. */
export class GjFormLayout extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  tab: text(),
  turn: given(0),
  /** Groups that are shown in place of those of a tab. */
  groups: given<readonly GroupSource[] | null>(null),
  /** Without cards around the groups. */
  bare: flag(),
  /** The name of the tab stands above it: a first group of the same name needs none of its own. */
  titled: flag(),
}) {
  static override styles = [
    shared,
    stacked,
    blockStyles,
    neededStyles,
    css`
      section {
        min-width: 0;
        /* Where a form is drawn anew all the time, groups out of sight are left out. */
        content-visibility: var(--gj-out-of-sight, visible);
        contain-intrinsic-block-size: auto var(--gj-size-160);
      }
      .bare section {
        padding: 0;
        border: 0;
      }
      h2 button {
        justify-content: flex-start;
      }
      h2 button .icon {
        color: var(--gj-muted);
      }
      h2:has([aria-expanded='false']) {
        margin-block-end: 0;
      }
      .grid {
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        column-gap: var(--gj-4);
        /* Each field brings the room below it along. */
        margin-block-end: calc(-1 * var(--gj-2));
      }
      gj-record-field {
        grid-row: span 3;
      }
      /* One below the other, what is a line long need not be as long as the page. */
      .grid.one gj-record-field:not(.all) {
        max-width: var(--gj-size-480);
      }
      .sized {
        grid-column: span min(var(--span), var(--columns));
      }
      @container (max-width: 1020px) {
        .grid {
          --columns: min(3, var(--wanted)) !important;
        }
      }
      @container (max-width: 600px) {
        .grid {
          --columns: min(2, var(--wanted)) !important;
        }
      }
      @container (max-width: 360px) {
        .grid {
          --columns: 1 !important;
        }
      }
    `,
  ];

  /** The field at a path by names; undefined when it is not on this tab, or not shown. */
  fieldAt(name: string): GjRecordField | undefined {
    const found = [...this.renderRoot.querySelectorAll<GjRecordField>('gj-record-field')].find(
      ({ field }) => field.name === name,
    );
    const at = found?.closest('section')?.dataset['section'];
    const group = this.#groups.find(({ name: one }) => one === at);
    if (group && isFolded({ editor: this.editor, tab: this.tab, group })) this.#fold(group, false);
    return found;
  }

  #fold(group: GroupSource, folded: boolean): void {
    const { editor, tab } = this;
    fold({ editor, tab, group }, folded);
    this.requestUpdate();
  }

  protected get shownTab(): TabSource | undefined {
    return this.editor.form.layout.tabs.find(({ name }) => name === this.tab);
  }

  get #groups(): readonly GroupSource[] {
    return this.groups ?? this.shownTab?.groups ?? [];
  }

  /** Whether fields are labels and values: nobody may type into any of them. */
  protected get readsFields(): boolean {
    return this.editor.base !== null && this.editor.isReadonly;
  }

  /** Whether groups are drawn in which nothing stands. */
  protected get drawsEmpty(): boolean {
    return false;
  }

  protected blocksIn(group: GroupSource): readonly BlockSource[] {
    return blocksOf(this.editor, group);
  }

  /** The fields of a group that are drawn, of those that are visible. */
  protected drawnOf(_group: GroupSource, visible: readonly Field[]): readonly Field[] {
    return visible;
  }

  /** What stands around the card of a group. */
  protected around(_group: GroupSource, card: TemplateResult): TemplateResult {
    return card;
  }

  /** What stands around a field or a block. */
  protected inCell(
    _cell: LayoutCell,
    _group: GroupSource,
    drawn: TemplateResult | typeof nothing,
  ): TemplateResult | typeof nothing {
    return drawn;
  }

  /** What stands behind the last of a group. */
  protected behind(_group: GroupSource, _cells: number): TemplateResult | typeof nothing {
    return nothing;
  }

  /** The first field that one fills in: what a new record is given when it is saved comes after all others. */
  get first(): GjRecordField | undefined {
    const open = [...this.renderRoot.querySelectorAll<GjRecordField>('gj-record-field')].filter(
      (one) => one.checkVisibility() && !one.field.rows && !this.editor.state(one.field).readonly,
    );
    return open.find(({ field }) => this.editor.base || !uiKind(field).toCome) ?? open[0];
  }

  settle(): void {
    for (const field of this.renderRoot.querySelectorAll<GjRecordField>('gj-record-field')) field.settle();
  }

  override render() {
    const tab = this.groups ? undefined : this.shownTab;
    const findings = Map.groupBy(this.editor.findings, ({ path }) => path.split('/')[1] ?? '');
    const first = this.editor.form.layout.tabs[0] === tab;
    const help = say(tab?.help);
    return html`<div class=${this.bare ? 'bare' : ''} style="display:contents">${
      help ? html`<p class="flush small muted">${help}</p>` : nothing
    }${this.#legend()}${repeat(
      this.#groups,
      ({ name }) => name,
      (group, at) => this.#group(group, first && at === 0, findings),
    )}</div>`;
  }

  /** What the marks beside labels say. */
  #legend(): TemplateResult | typeof nothing {
    const ids = this.#groups.flatMap(({ fields }) => fields);
    const fields = ids.flatMap((id) => this.editor.form.byId.get(id) ?? []);
    const words = neededAmong(this.editor, fields);
    if (words === undefined) return nothing;
    return html`<p class="flush small muted flex centred gap-1" aria-hidden="true">${neededMark(words)}${words}</p>`;
  }

  #group(
    group: GroupSource,
    first: boolean,
    findings: ReadonlyMap<string, readonly Finding[]>,
  ): TemplateResult | typeof nothing {
    const { editor, tab } = this;
    if (!this.groups && editor.look && !editor.look.sections.has(`${tab}/${group.name}`)) return nothing;
    const own = group.fields.flatMap((id) => editor.form.byId.get(id) ?? []);
    const all = first ? [...own, ...platformFields(editor)] : own;
    const visible = all.filter((field) => editor.state(field).visible);
    const shown = this.drawnOf(group, visible);
    const blocks = this.blocksIn(group);
    // Without a field to be seen a group has nothing to say, unless it never had one.
    if (!this.drawsEmpty && shown.length === 0 && (all.length > 0 || blocks.length === 0)) return nothing;
    const wanted = group.columns ?? 4;
    const alone = isHeaded(group, shown);
    const wrong = shown.some(({ name }) => findings.get(name)?.some(({ severity }) => severity === 'error'));
    const folded =
      !this.drawsEmpty &&
      group.label !== undefined &&
      !alone &&
      !this.#isTitled(group) &&
      isFolded({ editor, tab, group });
    const cells = this.#cells(all, shown, blocks);
    return this.around(
      group,
      html`<section class="card" data-section=${group.name}>
      ${this.heading(group, { alone, wrong })}
      ${group.help && !folded ? html`<p class="flush below-2 small muted">${say(group.help)}</p>` : nothing}
      <div id="group-${group.name}" ?hidden=${folded} class="grid gridded ${wanted === 1 ? 'one' : ''}"
          style="--wanted:${wanted};--columns:${wanted}">
        ${repeat(
          cells,
          (cell) => `${editor.version}/${'block' in cell ? `blocks/${cell.name}` : cell.id}`,
          (cell) => this.inCell(cell, group, this.#drawn(cell, findings)),
        )}${this.behind(group, cells.length)}
      </div>
    </section>`,
    );
  }

  /** The name of a group, by which it is folded and opened. */
  protected heading(group: GroupSource, { alone, wrong }: GroupState): TemplateResult | typeof nothing {
    const { editor, tab } = this;
    if (group.label === undefined || alone || this.#isTitled(group)) return nothing;
    const folded = isFolded({ editor, tab, group });
    return html`<h2 class="below-2"><button class="gap-1 fills low-as-text unpadded bold groundless borderless"
        aria-expanded=${!folded} aria-controls="group-${group.name}" @click=${() => this.#fold(group, !folded)}>
        ${icon(folded ? 'right' : 'down', 12)}${say(group.label)}
        ${
          folded && wrong
            ? html`<span class="dot in-error" role="img" aria-label=${msg('有错误', { id: 'has-errors' })}></span>`
            : nothing
        }
      </button></h2>`;
  }

  #isTitled({ name, label, folded }: GroupSource): boolean {
    const tab = this.shownTab;
    const isFirst = tab?.groups[0]?.name === name;
    return this.titled && isFirst && folded === undefined && say(label) === say(tab?.label);
  }

  #drawn(
    cell: LayoutCell,
    findings: ReadonlyMap<string, readonly Finding[]>,
  ): TemplateResult | typeof nothing {
    if ('block' in cell) return drawBlock(this.editor, cell, (action) => this.emit('do', `action:${action}`));
    return this.drawField(cell, findings.get(cell.name) ?? noFindings);
  }

  /** Fields with the blocks before them, though a field itself be not shown now, and those behind all of them. */
  #cells(
    all: readonly Field[],
    shown: readonly Field[],
    blocks: readonly BlockSource[],
  ): readonly LayoutCell[] {
    const cells = all.flatMap((field) => [
      ...blocks.filter(({ before }) => before === field.id),
      ...(shown.includes(field) ? [field] : []),
    ]);
    return [...cells, ...blocks.filter((block) => !cells.includes(block))];
  }

  protected drawField(field: Field, findings: readonly Finding[]): TemplateResult {
    const { name, style } = spanOf(field);
    return html`<gj-record-field class=${name} style=${style} .editor=${this.editor}
      .field=${field} .findings=${findings} .turn=${this.turn} ?reading=${this.readsFields}></gj-record-field>`;
  }
}
customElements.define('gj-form-layout', GjFormLayout);
