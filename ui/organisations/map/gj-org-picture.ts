import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type SVGTemplateResult, svg } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { OrgNode } from '../../model/org-tree.ts';
import { shared } from '../../theme/shared.ts';
import type { MapAnswers } from './map-answers.ts';
import {
  fitted,
  layOut,
  type MapView,
  neighbour,
  nodeSize,
  type OrgPicture,
  type PlacedOrg,
  showing,
  zoomed,
} from './map-view.ts';
import { figureColour, toneLooks, toneStyles } from './tone-styles.ts';

const step = 1.25;
/** Characters of full width that a node has room for. */
const longest = 10;

/**
 * The control tree as a picture to zoom and to move, by mouse or keys; each organisation in the colour of its answer.
 * Tells `pick` with the id.
 */
export class GjOrgPicture extends withProperties(GjElement, {
  nodes: given<readonly OrgNode[]>(() => []),
  /** Null: nothing is asked. */
  answers: given<MapAnswers | null>(null),
  picked: text(),
  view: state<MapView>(() => ({ scale: 1, x: 0, y: 0 })),
  dragging: state(false),
}) {
  static override styles = [
    shared,
    toneStyles,
    css`
      svg.picture {
        height: 100%;
        cursor: grab;
        touch-action: none;
        user-select: none;
      }
      .dragging {
        cursor: grabbing;
      }
      .line {
        fill: none;
        stroke: var(--gj-line-strong);
      }
      .block {
        fill: none;
        stroke: var(--gj-line);
        stroke-dasharray: 4 3;
      }
      .org text {
        fill: var(--gj-text);
        font-size: var(--gj-text-s);
      }
      .org .mark {
        fill: var(--gj-muted);
        font-size: var(--gj-text-xs);
      }
      .org.closed text {
        fill: var(--gj-muted);
        text-decoration: line-through;
      }
      .org.picked .box {
        stroke: var(--gj-text);
        stroke-width: 2.5;
      }
      .tools {
        position: absolute;
        inset: auto var(--gj-2) var(--gj-2) auto;
      }
    `,
  ];

  #picture: OrgPicture = { placed: [], blocks: [], width: 0, height: 0 };
  #frame = { width: 0, height: 0 };
  #touched = false;
  #from: { readonly x: number; readonly y: number; readonly view: MapView } | null = null;
  readonly #resize = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    this.#frame = { width, height };
    if (!this.#touched && width > 0) this.view = fitted(this.#picture, this.#frame);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resize.observe(this);
  }

  override disconnectedCallback(): void {
    this.#resize.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('nodes')) return;
    this.#picture = layOut(this.nodes);
    this.#touched = false;
    if (this.#frame.width > 0) this.view = fitted(this.#picture, this.#frame);
  }

  /** Brings one into sight, large enough to be read. */
  show(id: string): void {
    const seat = this.#picture.placed.find(({ node }) => node.id === id);
    if (!seat) return;
    this.#touched = true;
    const { width, height } = this.#frame;
    const view =
      this.view.scale < 0.6
        ? zoomed(this.view, 0.8 / this.view.scale, { x: width / 2, y: height / 2 })
        : this.view;
    this.view = showing(view, { x: seat.x, y: seat.y, ...nodeSize }, this.#frame);
  }

  #zoom(by: number, at = { x: this.#frame.width / 2, y: this.#frame.height / 2 }): void {
    this.#touched = true;
    this.view = zoomed(this.view, by, at);
  }

  #fit(): void {
    this.#touched = false;
    this.view = fitted(this.#picture, this.#frame);
  }

  #keys(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const acts: Readonly<Record<string, () => void>> = {
      '+': () => this.#zoom(step),
      '=': () => this.#zoom(step),
      '-': () => this.#zoom(1 / step),
      '0': () => this.#fit(),
    };
    const next = neighbour(this.#picture.placed, this.picked, event.key);
    const act = next === undefined ? acts[event.key] : () => this.#pick(next);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #pick(id: string): void {
    this.show(id);
    this.emit('pick', id);
  }

  #press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#from = { x: event.clientX, y: event.clientY, view: this.view };
  }

  #drag(event: PointerEvent): void {
    if (!this.#from) return;
    const [x, y] = [event.clientX - this.#from.x, event.clientY - this.#from.y];
    if (!this.dragging && Math.hypot(x, y) < 4) return;
    if (!this.dragging) (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.dragging = true;
    this.#touched = true;
    const { view } = this.#from;
    this.view = { ...view, x: view.x + x, y: view.y + y };
  }

  #release(): void {
    this.#from = null;
    this.dragging = false;
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    const { left, top } = this.getBoundingClientRect();
    this.#zoom(Math.exp(-event.deltaY / 400), { x: event.clientX - left, y: event.clientY - top });
  }

  override render() {
    const { placed, blocks } = this.#picture;
    const { scale, x, y } = this.view;
    return html`<svg class="picture hemmed blocks fills ${this.dragging ? 'dragging' : ''}" role="tree" tabindex="0"
        aria-label=${msg('组织图', { id: 'org-map' })} aria-activedescendant=${this.picked ? `org-${this.picked}` : nothing}
        @keydown=${this.#keys} @wheel=${this.#wheel} @pointerdown=${this.#press} @pointermove=${this.#drag}
        @pointerup=${this.#release} @pointercancel=${this.#release}>
        ${svg`<g transform="translate(${x} ${y}) scale(${scale})" role="none">
          ${blocks.map((box) => svg`<rect class="block" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="6" />`)}
          ${placed.filter(({ inBlock }) => !inBlock).map((seat) => line(seat, seat.x, seat.y + nodeSize.height / 2))}
          ${blocks.map((box) => {
            const parent = placed.find(({ node }) => node.id === box.of);
            return parent ? line({ parent }, box.x, box.y + box.height / 2) : nothing;
          })}
          ${placed.map((seat) => this.#org(seat))}
        </g>`}
      </svg>
      <div class="tools flex gap-half surface edged rounded" role="group" aria-label=${msg('缩放', { id: 'map-zoom' })}>
        <button class="square" aria-label=${msg('缩小', { id: 'map-smaller' })} @click=${() => this.#zoom(1 / step)}>−</button>
        <button class="square" aria-label=${msg('放大', { id: 'map-larger' })}
            @click=${() => this.#zoom(step)}>${icon('add')}</button>
        <button class="plain" @click=${() => this.#fit()}>${msg('全部', { id: 'all' })}</button>
      </div>`;
  }

  #org({ node, x, y, level, children }: PlacedOrg): SVGTemplateResult {
    const answer = this.answers?.get(node.id);
    const tone = this.answers ? (answer?.tone ?? 'none') : '';
    const mark = answer?.mark ?? (this.answers ? '' : node.number);
    const classes = [
      'org pressable',
      tone && toneLooks[tone],
      node.id === this.picked && 'picked',
      !node.enabled && 'closed',
    ];
    return svg`<g id="org-${node.id}" class=${classes.filter(Boolean).join(' ')} role="treeitem" aria-level=${level}
      aria-expanded=${children.length > 0 ? 'true' : nothing} aria-selected=${node.id === this.picked}
      style=${(answer && figureColour(answer)) || nothing}
      aria-label=${[node.name, mark].filter(Boolean).join(' ')} transform="translate(${x} ${y})"
      @click=${() => {
        this.emit('pick', node.id);
      }}>
      <title>${node.name} ${node.number} ${mark}</title>
      <rect class="box" width=${nodeSize.width} height=${nodeSize.height} rx="4" />
      <text x="8" y="15">${short(node.name)}</text>
      <text class="mark" x="8" y="29">${short(mark, 2 * longest)}</text>
    </g>`;
  }
}

/** From the right of the parent to the left of what hangs below it. */
function line(
  { parent }: Pick<PlacedOrg, 'parent'>,
  x: number,
  y: number,
): SVGTemplateResult | typeof nothing {
  if (!parent) return nothing;
  const [fromX, fromY] = [parent.x + nodeSize.width, parent.y + nodeSize.height / 2];
  const middle = (fromX + x) / 2;
  return svg`<path class="line" d="M${fromX} ${fromY}H${middle}V${y}H${x}" />`;
}

/** As much of a text as fits: a Chinese character is as wide as two others. */
function short(text: string, room = longest): string {
  let width = 0;
  for (const [at, character] of [...text].entries()) {
    width += character.charCodeAt(0) > 0x2e7f ? 1 : 0.55;
    if (width > room + 0.8) return `${[...text].slice(0, at - 1).join('')}…`;
  }
  return text;
}
customElements.define('gj-org-picture', GjOrgPicture);
