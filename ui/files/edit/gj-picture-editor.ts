import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { type IconName, icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { plural } from '../../session/i18n.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { drawBox, drawPicture, mostPixels, pictureFile } from './draw-picture.ts';
import {
  addMark,
  boxBetween,
  boxOf,
  dragSides,
  type EditedPicture,
  type MarkKind,
  markAt,
  moveMark,
  type PictureAsked,
  type Point,
  sidesAt,
} from './edited-picture.ts';
import { PictureBench } from './picture-bench.ts';
import '../../kit/dialog/gj-dialog.ts';
import '../../kit/gj-state.ts';

type Tool = 'move' | 'crop' | MarkKind;

/** Pixels of the screen within which something is reached, and by which one press of a key moves it. */
const [reach, step] = [12, 8] as const;

/** A picture is turned, cropped and marked in red, by mouse, finger or keys. Tells `made` with a new file. */
export class GjPictureEditor extends withProperties(GjElement, {
  picture: given<PictureAsked>(),
  tool: state<Tool>('move'),
  typed: state(''),
  problem: state(''),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      .stage {
        display: flex;
        flex: 1;
        min-height: 0;
        padding: var(--gj-3);
        background: var(--gj-background);
        outline-offset: calc(-1 * var(--gj-half));
        touch-action: none;
      }
      .room {
        position: relative;
        flex: 1;
        min-width: 0;
      }
      canvas {
        position: absolute;
        inset: 50% auto auto 50%;
        translate: -50% -50%;
        box-shadow: var(--gj-shadow);
        cursor: crosshair;
      }
      input.plain {
        width: var(--gj-size-200);
      }
    `,
  ];
  readonly #saving = new Doing(this);
  readonly #bench = new PictureBench(this);
  readonly #room = new ResizeObserver(() => this.#draw());
  readonly #image = new Loading<HTMLImageElement, string>(this, {
    key: () => this.picture.src,
    load: async (src) => {
      const image = Object.assign(new Image(), { src });
      // One that cannot be read has no size, which is told.
      await image.decode().catch(() => {});
      return image;
    },
    loaded: ({ naturalWidth: width, naturalHeight: height }) => {
      if (width > 0 && width * height <= mostPixels) this.#bench.begin({ width, height });
    },
  });

  get #now(): EditedPicture | undefined {
    return this.#bench.now;
  }

  get #canvas(): HTMLCanvasElement | null {
    return this.renderRoot.querySelector('canvas');
  }

  /** Pixels of the screen for each of the picture. */
  #scale({ crop }: EditedPicture): number {
    const room = this.renderRoot.querySelector<HTMLElement>('.room');
    if (!room) return 1;
    return Math.min(1, room.clientWidth / crop.width, room.clientHeight / crop.height) || 1;
  }

  protected override updated(): void {
    const room = this.renderRoot.querySelector('.room');
    if (room) this.#room.observe(room);
    this.#draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#room.disconnect();
  }

  #draw(shown: EditedPicture | undefined = this.#now): void {
    const [canvas, image] = [this.#canvas, this.#image.value];
    const context = canvas?.getContext('2d');
    if (!canvas || !context || !image || !shown) return;
    const scale = this.#scale(shown);
    const [width, height] = [shown.crop.width * scale, shown.crop.height * scale];
    const fine = scale * devicePixelRatio;
    Object.assign(canvas, {
      width: Math.round(width * devicePixelRatio),
      height: Math.round(height * devicePixelRatio),
    });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    drawPicture(context, image, shown, fine);
    const colour = getComputedStyle(this.renderRoot.querySelector('.stage') ?? this).accentColor;
    const { crop, picked } = this.#bench;
    const mark = picked === null ? undefined : shown.marks[picked];
    if (crop) drawBox(context, crop, { scale: fine, isCrop: true, colour });
    else if (mark) drawBox(context, boxOf(mark), { scale: fine, isCrop: false, colour });
  }

  #undo(): void {
    this.#bench.undo();
    if (this.tool === 'crop') this.#use('move');
  }

  #use(tool: Tool): void {
    const now = this.#now;
    if (!now) return;
    this.tool = tool;
    const { width, height } = now.crop;
    const inner = { x: width / 10, y: height / 10, width: width * 0.8, height: height * 0.8 };
    this.#bench.mean(null, tool === 'crop' ? inner : null);
    if (tool !== 'text') this.renderRoot.querySelector<HTMLElement>('.stage')?.focus();
    else void this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  #turn(): void {
    this.#bench.turn();
    this.#use(this.tool);
  }

  #applyCrop(): void {
    this.#bench.applyCrop();
    this.#use('move');
  }

  #add(kind: MarkKind, points: readonly Point[]): void {
    const text = kind === 'text' ? this.typed.trim() : '';
    if (kind === 'text' && text === '') return;
    this.#bench.add(kind, points, text);
    this.problem = '';
    if (kind === 'text') this.typed = '';
  }

  /** In the middle, for whoever has no pointer; from there it is moved by arrows. */
  #addInMiddle(kind: MarkKind): void {
    const { width = 0, height = 0 } = this.#now?.crop ?? {};
    const [from, to] = [
      { x: width * 0.4, y: height * 0.4 },
      { x: width * 0.6, y: height * 0.6 },
    ];
    this.#add(kind, kind === 'text' ? [from] : [from, to]);
  }

  #place(event: PointerEvent): Point {
    const now = this.#now as EditedPicture;
    const { left = 0, top = 0 } = this.#canvas?.getBoundingClientRect() ?? {};
    const scale = this.#scale(now);
    return { x: (event.clientX - left) / scale, y: (event.clientY - top) / scale };
  }

  #press(event: PointerEvent): void {
    const now = this.#now;
    const canvas = this.#canvas;
    if (!now || !canvas || event.button !== 0) return;
    const start = this.#place(event);
    if (this.tool === 'text') {
      this.#add('text', [start]);
      return;
    }
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('.stage')?.focus();
    canvas.setPointerCapture(event.pointerId);
    const { move, end } = this.#dragging(now, start);
    const moved = (one: PointerEvent) => move(this.#place(one));
    canvas.addEventListener('pointermove', moved);
    const done = () => {
      canvas.removeEventListener('pointermove', moved);
      end();
    };
    canvas.addEventListener('lostpointercapture', done, { once: true });
  }

  /** What becomes of the picture while somebody drags, and when he lets go. */
  #dragging(now: EditedPicture, start: Point): { move: (to: Point) => void; end: () => void } {
    const { tool } = this;
    const near = reach / this.#scale(now);
    if (tool === 'crop') {
      const before = this.#bench.crop;
      const sides = before && sidesAt(before, start, near);
      const move = (to: Point) => {
        const by = { x: to.x - start.x, y: to.y - start.y };
        const isHeld = before && sides;
        this.#bench.mean(
          null,
          isHeld ? dragSides(before, sides, by, now.crop) : boxBetween(start, to, now.crop),
        );
      };
      return { move, end: () => {} };
    }
    if (tool === 'move') {
      const picked = markAt(now, start, near);
      this.#bench.mean(picked, null);
      let last: EditedPicture | undefined;
      const move = (to: Point) => {
        if (picked === null) return;
        last = moveMark(now, picked, to.x - start.x, to.y - start.y);
        this.#draw(last);
      };
      return { move, end: () => last && this.#bench.do(last) };
    }
    const kind = tool as MarkKind;
    let points: readonly Point[] = [start];
    const move = (to: Point) => {
      points = kind === 'line' ? [...points, to] : [start, to];
      this.#draw(addMark(now, this.#bench.mark(kind, points, '')));
    };
    return { move, end: () => points.length > 1 && this.#add(kind, points) };
  }

  #keys(event: KeyboardEvent): void {
    const { key, shiftKey } = event;
    const isTyping = event.composedPath()[0] instanceof HTMLInputElement;
    const isUndo = (event.ctrlKey || event.metaKey) && key.toLowerCase() === 'z';
    if (isTyping || (!isUndo && (event.ctrlKey || event.metaKey || event.altKey))) return;
    const onStage = (event.target as HTMLElement).classList.contains('stage');
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    const act = isUndo
      ? () => this.#undo()
      : by
        ? () => this.#nudge(by[0] ?? 0, by[1] ?? 0, shiftKey)
        : {
            Enter: onStage ? () => this.#enter() : undefined,
            Delete: () => this.#bench.remove(),
            Backspace: () => this.#bench.remove(),
            PageDown: () => this.#bench.meanNext(1),
            PageUp: () => this.#bench.meanNext(-1),
            Escape: this.#bench.crop || this.#bench.picked !== null ? () => this.#use('move') : undefined,
          }[key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #enter(): void {
    if (this.tool === 'crop') this.#applyCrop();
    else if (this.tool !== 'move') this.#addInMiddle(this.tool);
  }

  /** Arrows move what is meant; with shift they make it larger or smaller. */
  #nudge(across: number, down: number, isStretched: boolean): void {
    const by = step / (this.#now ? this.#scale(this.#now) : 1);
    this.#bench.nudge({ x: across * by, y: down * by }, isStretched);
  }

  async #save(): Promise<void> {
    const [now, image] = [this.#now, this.#image.value];
    if (!now || !image) return;
    await this.#saving.run(async () => {
      const made = await pictureFile(image, now, this.picture);
      if (made) this.emit('made', made);
      else
        this.problem = msg('改过的图片超出了这个字段允许的大小，请裁小一些。', { id: 'picture-too-large' });
    });
  }

  #tool(tool: Tool, symbol: IconName, text: string) {
    return html`<button type="button" aria-pressed=${this.tool === tool} @click=${() => this.#use(tool)}>${icon(symbol)}${text}</button>`;
  }

  #tools() {
    return html`<div class="toolbar rigid ruled pad-1-2">
      ${this.#tool('move', 'grip', msg('移动标记', { id: 'picture-move' }))}
      ${this.#tool('crop', 'crop', msg('裁剪', { id: 'picture-crop' }))}
      ${this.#tool('box', 'frame', msg('矩形', { id: 'picture-box' }))}
      ${this.#tool('arrow', 'arrow', msg('箭头', { id: 'picture-arrow' }))}
      ${this.#tool('line', 'edit', msg('画线', { id: 'picture-line' }))}
      ${this.#tool('text', 'letter', msg('文字', { id: 'picture-text' }))}
      <span class="divider"></span>
      <button type="button" @click=${() => this.#turn()}>${icon('turn')}${msg('转 90°', { id: 'picture-turn' })}</button>
      <button type="button" ?disabled=${!this.#bench.isChanged} @click=${() => this.#undo()}>${icon('undo')}${msg('撤销', { id: 'picture-undo' })}</button>
      ${this.#more()}
    </div>`;
  }

  /** What belongs to the tool that is used. */
  #more() {
    if (this.tool === 'crop')
      return html`<button type="button" @click=${() => this.#applyCrop()}>${icon('check')}${msg('裁成这样', { id: 'picture-crop-apply' })}</button>`;
    if (this.tool !== 'text') return nothing;
    return html`<input class="plain" maxlength="60" .value=${live(this.typed)}
        aria-label=${msg('要写的文字', { id: 'picture-text-typed' })} placeholder=${msg('要写的文字', { id: 'picture-text-typed' })}
        @input=${({ target }: Event) => {
          this.typed = (target as HTMLInputElement).value;
        }} @keydown=${(event: KeyboardEvent) => {
          if (event.key === 'Enter' && !event.isComposing) this.#addInMiddle('text');
        }} />`;
  }

  /** For whoever hears what is on the picture, and all who wonder which keys there are. */
  #hint() {
    const now = this.#now;
    if (!now) return nothing;
    const { width, height } = this.#bench.crop ?? now.crop;
    const size = plural(
      msg(str`${Math.round(width)} × ${Math.round(height)} 像素，${now.marks.length} 个标记`, {
        id: 'picture-size',
      }),
    );
    const keys =
      this.tool === 'crop'
        ? msg('拖动边框，或用方向键移动、Shift 加方向键改大小，回车裁剪', { id: 'picture-crop-keys' })
        : msg(
            '在图上拖动，或按回车放在中间；方向键移动、Shift 加方向键改大小，PageUp、PageDown 换标记，Delete 删除',
            {
              id: 'picture-mark-keys',
            },
          );
    return html`<p class="rigid ruled-above pad-2-3 small muted" id="keys">${dotted([html`<span role="status">${size}</span>`, keys])}</p>`;
  }

  #stage(image: HTMLImageElement) {
    if (image.naturalWidth === 0)
      return html`<gj-state class="grows" symbol="alert" .text=${msg('图片打不开：它可能已损坏，或者连接断了。', { id: 'picture-broken' })}></gj-state>`;
    if (!this.#now)
      return html`<gj-state class="grows" symbol="alert" .text=${msg('图片太大，不能在浏览器里编辑。', { id: 'picture-huge' })}></gj-state>`;
    return html`${this.#tools()}<div class="stage" tabindex="0" role="group" aria-label=${this.picture.name} aria-describedby="keys"
      style="accent-color:var(--gj-accent)"><div class="room"><canvas @pointerdown=${this.#press}></canvas></div></div>${
        this.problem ? html`<p class="rigid pad-2-3 in-error" role="alert">${this.problem}</p>` : nothing
      }${this.#hint()}`;
  }

  override render() {
    return html`<gj-dialog whole label=${msg(str`编辑 ${this.picture.name}`, { id: 'picture-edit-of' })} @keydown=${this.#keys}>
      ${this.#image.shown((image) => this.#stage(image), { outline: { rows: 8 } })}
      <button slot="actions" class="primary" ?disabled=${!this.#bench.isChanged || this.#saving.busy}
        @click=${() => void this.#save()}>${msg('用改过的图片', { id: 'picture-use' })}</button>
    </gj-dialog>`;
  }
}
customElements.define('gj-picture-editor', GjPictureEditor);
