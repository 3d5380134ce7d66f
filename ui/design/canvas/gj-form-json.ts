import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { sameData } from '../../../metadata/common/same-data.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { notify } from '../../kit/gj-notices.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { type Effective, namedLines } from '../json/effective.ts';
import { JsonEditor, type JsonFlaw } from '../json/json-editor.ts';
import type { TypedAnswer } from '../json/typed-answer.ts';
import type { TypedWhy } from '../json/typed-steps.ts';
import { takeTogether } from '../steps/take-together.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyFailure, notifyHalfWritten } from '../work/design-notices.ts';

/** So long one pauses before what was typed becomes steps. */
const pause = 700;

/**
 * A form as all layers together say it, beside the canvas: each line with who said it. What is typed becomes steps, and
 * what no step can do is told at its line. Tells `open` with the place one goes to in it.
 */
export class GjFormJson extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  /** The place that is picked on the canvas. */
  place: text(),
  packageName: given<(name: string) => string>(() => (name: string) => name),
  refused: state<TypedAnswer['flaws']>(() => []),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
        background: var(--gj-surface);
      }
      .text {
        min-height: 0;
      }
      .said {
        margin-inline-start: var(--gj-3);
        font-family: var(--gj-font);
        font-size: var(--gj-text-xs);
        color: var(--gj-muted);
      }
      .said.own {
        color: var(--gj-accent);
      }
      ul {
        max-height: 30%;
      }
      ul button {
        height: auto;
        white-space: normal;
        text-align: start;
      }
    `,
  ];
  #editor: JsonEditor | null = null;
  #effective: Effective | null = null;
  /** What the text said when it last became steps. */
  #base: JsonObject | null = null;
  #drawnAt: Drawn | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was typed becomes steps one time after another: each time begins where the one before left the form. */
  #taking: Promise<void> | null = null;
  /** The place that one went to in here: it is shown already. */
  #went = '';

  /** What was typed just before one leaves becomes steps as well. */
  override disconnectedCallback(): void {
    if (this.#editor && read(this.#editor.text) === null) notifyHalfWritten();
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      void this.#take().then(() => this.#noticed());
    }
    this.#editor?.close();
    this.#editor = null;
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (this.drawn !== this.#drawnAt) {
      this.#drawnAt = this.drawn;
      void this.#learn();
    } else if (changed.has('place')) this.#reveal();
  }

  async #learn(): Promise<void> {
    const effective = await design.drawing.effectiveOf(this.form.id);
    const parent = this.renderRoot.querySelector<HTMLElement>('.text');
    if (!effective || !parent || !this.isConnected) return;
    this.#effective = effective;
    const written = JSON.stringify(effective.content, null, 2);
    if (!this.#editor) {
      this.#editor = new JsonEditor({
        known: this.drawn.known,
        parent,
        root: this.renderRoot as ShadowRoot,
        path: 'forms/form.json',
        text: written,
        label: msg('生效的 JSON', { id: 'design-effective' }),
        flaws: () => this.#flaws(),
        changed: () => this.#typed(),
        marks: () => this.#marks(),
        went: (pointer) => this.#goes(pointer),
      });
      this.#base = effective.content;
      this.#reveal();
    } else if (this.#isWritten) this.#rewrite();
    this.#editor.judge();
  }

  /** Answers whether all that was typed has become steps. */
  get #isWritten(): boolean {
    return (
      this.#timer === undefined &&
      this.#taking === null &&
      this.refused.length === 0 &&
      sameData(read(this.#editor?.text ?? ''), this.#base)
    );
  }

  /** As the form is in effect by now; what was refused is typed no more. */
  #rewrite(): void {
    const { content } = this.#effective ?? {};
    if (!content) return;
    this.refused = [];
    this.#base = content;
    if (!sameData(read(this.#editor?.text ?? ''), content))
      this.#editor?.show('forms/form.json', JSON.stringify(content, null, 2));
    this.#editor?.judge();
    this.#reveal();
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#take(), pause);
  }

  #take(): Promise<void> {
    this.#timer = undefined;
    const after = read(this.#editor?.text ?? '');
    const before = this.#taking ?? Promise.resolve();
    const taking = before
      .then(() => this.#become(after))
      .catch(notifyFailure)
      .finally(() => {
        if (this.#taking !== taking) return;
        this.#taking = null;
        void this.#learn();
      });
    this.#taking = taking;
    return taking;
  }

  async #become(after: JsonObject | null): Promise<void> {
    const before = this.#base;
    if (!before || !after) return;
    const { steps, flaws } = await design.drawing.typed({ form: this.form.id, before, after });
    this.refused = flaws;
    this.#editor?.judge();
    // All of it, or nothing: a part of what somebody means is something else.
    if (flaws.length > 0) return;
    this.#base = after;
    await takeTogether(steps);
  }

  /** Nobody sees by now which line could not be changed. */
  #noticed(): void {
    if (this.refused.length === 0) return;
    const text = msg('您刚在 JSON 中修改的内容里有一行不能改，因此全部没有保存。', {
      id: 'design-typed-left',
    });
    notify({ text, kind: 'error' });
  }

  /** Who said what, where that is not plain; of a form that one's own layer says alone there is nothing to tell. */
  #marks() {
    const lines = this.#effective?.lines ?? [];
    if (lines.every(({ said }) => said.every((name) => design.drawing.isOurs(name)))) return [];
    return namedLines(lines).map(({ pointer, said }) => ({
      pointer,
      text: said.map(this.packageName).join(' → '),
      own: design.drawing.isOurs(said.at(-1) ?? ''),
    }));
  }

  #flaws(): readonly JsonFlaw[] {
    const refused = this.refused.map((flaw) => ({
      pointer: flaw.pointer,
      severity: 'error' as const,
      message: 'message' in flaw ? say(flaw.message) : this.#why(flaw),
    }));
    const pointerOf = new Map(
      (this.#effective?.lines ?? []).map(({ place, pointer }) => [place, pointer]).toReversed() as [
        string,
        string,
      ][],
    );
    const wrong = this.drawn.issues.flatMap(({ form, place = '', severity, message }) =>
      form === this.form.id ? [{ pointer: pointerOf.get(place) ?? '', severity, message: say(message) }] : [],
    );
    return [...refused, ...wrong];
  }

  #why({ why, pointer }: { readonly why: TypedWhy; readonly pointer: string }): string {
    const owner = this.#lineAt(pointer)?.said[0] ?? '';
    const texts: Readonly<Record<TypedWhy, string>> = {
      kind: msg('请在属性栏中更改类型，那里会说明已有的值如何处理。', { id: 'design-typed-kind' }),
      id: msg('标识一直不变。', { id: 'design-typed-id' }),
      owner: msg(str`由“${this.packageName(owner)}”定义，不能在这里修改。`, { id: 'design-typed-owner' }),
      locked: msg('设定后不能再修改。', { id: 'design-typed-locked' }),
      order: msg('不能这样排序：其他包添加的在前，您添加的在后。', { id: 'design-typed-order' }),
      'order-blocks': msg('小标题、说明、链接和按钮的位置由它的 before 和 group 决定。', {
        id: 'design-typed-order-blocks',
      }),
      twofold: msg('fields 和 layout 的顺序不一致，只改其中一处即可。', { id: 'design-typed-twofold' }),
      unplaced: msg('有字段不在任何分组中：请放入一个分组；不需要显示时写 "hidden": true。', {
        id: 'design-typed-unplaced',
      }),
      'unknown-field': msg('没有这个字段。', { id: 'design-typed-unknown-field' }),
      'into-rows': msg('只有自己加的字段可以移进自己加的明细。', { id: 'design-not-into-rows' }),
      'out-of-rows': msg('已发布的明细字段每条记录可能有多个值，不能移到明细外；可以复制一个。', {
        id: 'design-not-out-of-rows',
      }),
      'not-said': msg('这一行来自其他包，不能删除，只能改为其他值。', { id: 'design-typed-not-said' }),
      unknown: msg('没有这个属性。', { id: 'design-typed-unknown' }),
      part: msg('这里需要 name；选项需要 value。', { id: 'design-typed-part' }),
      list: msg('这里需要列表，每一项写在 { } 中。', { id: 'design-typed-list' }),
      twice: msg('前面已有同名项。', { id: 'design-typed-twice' }),
    };
    return texts[why];
  }

  /** The line of a place, or of what it stands in. */
  #lineAt(pointer: string) {
    return (this.#effective?.lines ?? [])
      .filter((one) => pointer === one.pointer || pointer.startsWith(`${one.pointer}/`))
      .reduce<Effective['lines'][number] | undefined>(
        (best, one) => (!best || one.pointer.length > best.pointer.length ? one : best),
        undefined,
      );
  }

  #goes(pointer: string): void {
    const place = this.#lineAt(pointer)?.place ?? '';
    if (place === this.place) return;
    this.#went = place;
    this.emit('open', place);
  }

  #reveal(): void {
    const { place } = this;
    if (this.#went === place) return;
    this.#went = '';
    const line = this.#effective?.lines.find((one) => one.place === place);
    if (line && !this.#editor?.isFocused) this.#editor?.reveal(line.pointer);
  }

  override render() {
    const flaws = this.#flaws();
    return html`<h2 class="rigid flush pad-2-3 ruled">${msg('生效的 JSON', { id: 'design-effective' })} <span
        class="small muted regular">${msg('所有包合在一起，仅标注来源不同之处', { id: 'design-effective-of' })}</span></h2>
      <div class="text grows shrinks-down clips"></div>${
        flaws.length === 0
          ? nothing
          : html`${
              this.refused.length > 0
                ? html`<p class="flush rigid small across-close pad-2-3 ruled-above"><span>${msg('有一行不能改，因此尚未保存任何改动。', { id: 'design-typed-waits' })}</span><button
                  class="plain" @click=${() => this.#rewrite()}>${msg('恢复为当前生效的 JSON', { id: 'design-typed-back' })}</button></p>`
                : nothing
            }<ul class="rigid scrolls pad-2-3 ruled-above" role="list" aria-label=${msg('问题', { id: 'design-json-flaws' })}>${flaws.map(
              ({ pointer, message }) =>
                html`<li><button class="plain" @click=${() => this.#editor?.goto(pointer)}>${message} <code
                  class="muted">${pointer}</code></button></li>`,
            )}</ul>`
      }`;
  }
}

/** The text as JSON of a form; null: it is none yet. */
function read(written: string): JsonObject | null {
  try {
    const content = JSON.parse(written) as Json;
    return isObject(content) ? content : null;
  } catch {
    return null;
  }
}
customElements.define('gj-form-json', GjFormJson);
