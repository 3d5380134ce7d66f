import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { GjElement } from '../kit/base/gj-element.ts';
import { state, withProperties } from '../kit/base/with-properties.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';

const name = 'menu-width';
const usual = 240;
const narrowest = 200;
const widest = 420;
const step = 16;

/** The width of the menu in pixels, as this person left it. */
export function menuWidth(): number {
  const kept = session.own.read(name);
  return typeof kept === 'number' ? within(kept) : usual;
}

function within(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)));
}

/**
 * The edge of the menu, which is drawn to another place, by mouse or by arrows; Enter and a double click bring it back
 * to where it was first. Tells `width` of every place on the way.
 */
export class GjMenuEdge extends withProperties(GjElement, {
  width: state<number>(() => menuWidth()),
}) {
  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0 calc(-1 * var(--gj-1)) 0 auto;
        z-index: 2;
        width: var(--gj-2);
      }
      div {
        height: 100%;
        cursor: col-resize;
        touch-action: none;
      }
      :is(div:hover, div:focus-visible, div.drawn) {
        box-shadow: inset calc(-1 * var(--gj-half)) 0 0 var(--gj-accent);
        outline: none;
      }
      @media (max-width: 900px) {
        :host {
          display: none;
        }
      }
    `,
  ];

  #set(width: number): void {
    this.width = within(width);
    this.emit('width', this.width);
  }

  #keep(): void {
    session.own.write(name, this.width === usual ? undefined : this.width);
  }

  readonly #draw = (event: PointerEvent & { readonly currentTarget: HTMLElement }) => {
    const edge = event.currentTarget;
    const from = this.width - event.clientX;
    edge.setPointerCapture(event.pointerId);
    edge.classList.add('drawn');
    const move = ({ clientX }: PointerEvent) => this.#set(from + clientX);
    edge.addEventListener('pointermove', move);
    edge.addEventListener(
      'lostpointercapture',
      () => {
        edge.removeEventListener('pointermove', move);
        edge.classList.remove('drawn');
        this.#keep();
      },
      { once: true },
    );
  };

  #keys(event: KeyboardEvent): void {
    const to = {
      ArrowLeft: this.width - step,
      ArrowRight: this.width + step,
      Home: narrowest,
      End: widest,
      Enter: usual,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#set(to);
    this.#keep();
  }

  #back(): void {
    this.#set(usual);
    this.#keep();
  }

  override render() {
    return html`<div role="separator" tabindex="0" aria-orientation="vertical" aria-valuemin=${narrowest}
      aria-valuemax=${widest} aria-valuenow=${this.width} aria-label=${msg('菜单宽度', { id: 'menu-width' })}
      @pointerdown=${this.#draw} @dblclick=${this.#back} @keydown=${this.#keys}></div>`;
  }
}
customElements.define('gj-menu-edge', GjMenuEdge);
