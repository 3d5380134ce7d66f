import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { linkOf } from '../../../metadata/kinds/rich/link-of.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { GjControl } from '../gj-control.ts';
import { problemText } from '../read-typed.ts';
import { type BlockTool, type MarkTool, RichEditor, type RichState } from '../rich/rich-editor.ts';
import { richStyles } from '../rich/rich-styles.ts';

const none: RichState = { marks: new Set(), block: 'p', href: null, undo: false, redo: false };

interface Tool {
  readonly label: string;
  readonly keys?: string;
  readonly shown: unknown;
  /** Default: it is nothing that is on or off. */
  readonly isOn?: boolean;
  readonly isOff?: boolean;
  readonly act: () => void;
}

/** Text with its looks: what one sees is what is kept. */
export class GjRichControl extends withProperties(GjControl, {
  wrong: state<string | null>(null),
  now: state<RichState>(() => none),
}) {
  static override styles = [
    ...GjControl.styles,
    richStyles,
    css`
      .bar {
        padding: var(--gj-1);
        border-block-end: var(--gj-edge);
        background: var(--gj-head);
      }
      .tool[aria-pressed='true'] {
        background: var(--gj-picked);
        color: var(--gj-accent);
      }
      /* A sign, no name: the button has a name of its own. */
      .drawn::before {
        content: attr(data-drawn);
      }
      .rich {
        min-height: var(--gj-size-90);
        max-height: var(--gj-size-420);
        padding: var(--gj-2) var(--gj-3);
        overflow: auto;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        font-variant-ligatures: none;
      }
      .rich:focus-visible {
        outline-offset: calc(-1 * var(--gj-half));
      }
    `,
  ];
  #editor: RichEditor | undefined;
  /** What the record and the editor agree on. */
  #html = '';
  /** The value as the record was last seen to have it. */
  #seen = '';

  get #value(): string {
    const { typed, value } = this.ask;
    return typed ?? (typeof value === 'string' ? value : '');
  }

  protected override firstUpdated(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.box');
    if (!parent) return;
    this.#html = this.#value;
    this.#seen = this.#html;
    const { id, label, required } = this.ask;
    this.#editor = new RichEditor({
      parent,
      html: this.#html,
      attributes: {
        ...{ class: 'rich', role: 'textbox', 'aria-multiline': 'true', tabindex: '0' },
        ...{ id, 'aria-label': label, 'aria-required': String(required) },
      },
      changed: (text) => this.#take(text),
      moved: () => {
        if (this.#editor) this.now = this.#editor.state;
      },
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.#tools.every(({ tabIndex }) => tabIndex === 0)) this.#stopAtTools();
    const value = this.#value;
    if (value === this.#seen) return;
    this.#seen = value;
    if (!this.#editor || this.wrong !== null || value === this.#html) return;
    // Something else changed the value while one is here: that is what holds.
    this.#html = value;
    this.#editor.show(value);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (!this.isConnected) this.#editor?.close();
  }

  /** The tools before it are not what one types into. */
  override focus(): void {
    this.#editor?.focus();
  }

  override insert = (text: string): void => this.#editor?.insert(text);

  #take(text: string): void {
    const { field } = this.ask;
    const read = field.kind.read(text, field);
    this.wrong = read.ok ? null : read.problems.map(problemText).join(' ');
    this.ask.flaw(this.wrong, text);
    if (!read.ok) return;
    const value = read.value === null ? null : field.kind.write(read.value, field);
    this.#html = value === null ? '' : String(value);
    this.ask.change(value);
  }

  async #link(): Promise<void> {
    const editor = this.#editor;
    if (!editor) return;
    let to: string | null = null;
    const { href } = editor.state;
    const isSent = await openForm(this, {
      label: msg('链接', { id: 'rich-link' }),
      fields: {
        href: {
          label: msg('地址', { id: 'rich-href' }),
          start: href ?? 'https://',
          most: 2000,
          hint: msg('以 http://、https:// 或 mailto: 开头；留空则去掉链接', { id: 'rich-href-hint' }),
          wrong: (value) =>
            linkOf(value) === null ? msg('不能链接到这个地址', { id: 'rich-href-wrong' }) : null,
        },
      },
      act: msg('确定', { id: 'rich-link-set' }),
      send: async ({ href: said }) => {
        to = said === '' ? null : linkOf(said);
      },
    });
    if (isSent) editor.link(to);
  }

  #tool({ label, keys = '', shown, isOn, isOff = false, act }: Tool) {
    return html`<button type="button" class="tool square plain" title=${keys === '' ? label : `${label} (${keys})`}
      aria-label=${label} aria-pressed=${isOn ?? nothing} ?disabled=${isOff}
      @mousedown=${(event: Event) => event.preventDefault()} @click=${act}>${typeof shown === 'string' ? html`<span class="drawn" data-drawn=${shown}></span>` : shown}</button>`;
  }

  get #tools(): readonly HTMLButtonElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLButtonElement>('.tool')];
  }

  /** The tools are one stop of the Tab key together; arrows go along them. */
  readonly #stopAtTools = (): void => {
    const at = this.#tools.findIndex((tool) => tool.matches(':focus'));
    for (const [place, tool] of this.#tools.entries()) tool.tabIndex = place === Math.max(0, at) ? 0 : -1;
  };

  readonly #alongTools = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const tools = this.#tools.filter(({ disabled }) => !disabled);
    const at = tools.findIndex((tool) => tool.matches(':focus'));
    event.preventDefault();
    tools.at((at + step) % tools.length)?.focus();
  };

  #marks() {
    const tools: readonly (readonly [MarkTool, string, string, unknown])[] = [
      ['strong', msg('加粗', { id: 'rich-strong' }), 'Ctrl+B', html`<b>B</b>`],
      ['em', msg('斜体', { id: 'rich-em' }), 'Ctrl+I', html`<i>I</i>`],
      ['u', msg('下划线', { id: 'rich-u' }), 'Ctrl+U', html`<u>U</u>`],
      ['s', msg('删除线', { id: 'rich-s' }), 'Ctrl+Shift+X', html`<s>S</s>`],
      ['code', msg('行内代码', { id: 'rich-code' }), 'Ctrl+E', html`<code>&lt;&gt;</code>`],
    ];
    return tools.map(([name, label, keys, shown]) =>
      this.#tool({ label, keys, shown, isOn: this.now.marks.has(name), act: () => this.#editor?.mark(name) }),
    );
  }

  #blocks() {
    const tools: readonly (readonly [BlockTool, string, string, unknown])[] = [
      ['h1', msg('大标题', { id: 'rich-h1' }), 'Ctrl+Alt+1', 'H1'],
      ['h2', msg('中标题', { id: 'rich-h2' }), 'Ctrl+Alt+2', 'H2'],
      ['h3', msg('小标题', { id: 'rich-h3' }), 'Ctrl+Alt+3', 'H3'],
      ['ul', msg('项目列表', { id: 'rich-ul' }), 'Ctrl+Shift+8', icon('list')],
      ['ol', msg('编号列表', { id: 'rich-ol' }), 'Ctrl+Shift+7', '1.'],
      ['blockquote', msg('引用', { id: 'rich-quote' }), 'Ctrl+Shift+9', '❝'],
      ['pre', msg('代码段', { id: 'rich-pre' }), 'Ctrl+Alt+C', '{ }'],
    ];
    return tools.map(([name, label, keys, shown]) =>
      this.#tool({ label, keys, shown, isOn: this.now.block === name, act: () => this.#editor?.block(name) }),
    );
  }

  #others() {
    const { now } = this;
    const link = msg('链接', { id: 'rich-link' });
    const tools: readonly Tool[] = [
      { label: link, shown: icon('link'), isOn: now.marks.has('a'), act: () => void this.#link() },
      {
        ...{ label: msg('撤销', { id: 'rich-undo' }), keys: 'Ctrl+Z', shown: icon('undo') },
        ...{ isOff: !now.undo, act: () => this.#editor?.undo() },
      },
      {
        ...{ label: msg('重做', { id: 'rich-redo' }), keys: 'Ctrl+Y', shown: icon('redo') },
        ...{ isOff: !now.redo, act: () => this.#editor?.redo() },
      },
    ];
    return tools.map((tool) => this.#tool(tool));
  }

  override render() {
    const { ask } = this;
    const problem = this.wrong ?? ask.problem ?? '';
    return html`<div class="surface edged-strong rounded">
        <div class="bar flex wraps" role="toolbar" aria-label=${msg(str`${ask.label}的格式`, { id: 'rich-tools-of' })}
            @keydown=${this.#alongTools} @focusin=${this.#stopAtTools}>
          ${this.#marks()}${this.#blocks()}
          ${this.#others()}
        </div>
        <div class="box"></div>
      </div>
      ${this.problemLine(problem)}`;
  }
}
customElements.define('gj-rich-control', GjRichControl);
