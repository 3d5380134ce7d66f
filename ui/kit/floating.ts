import { css } from 'lit';

/** How close to the edge of the window it may come. */
const edge = 8;

/** Puts a popover below another element, or above where there is no room; never beyond the window. */
export function placeFloating(
  floating: HTMLElement,
  anchor: Element,
  gap: number,
  align: 'start' | 'end' = 'start',
): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = floating.getBoundingClientRect();
  const left = align === 'end' ? at.right - width : at.left;
  const below = at.bottom + gap;
  const top = below + height <= innerHeight - edge ? below : Math.max(edge, at.top - gap - height);
  floating.style.left = `${Math.max(edge, Math.min(left, innerWidth - width - edge))}px`;
  floating.style.top = `${top}px`;
}

/** How popovers of ours look; what is in them says how large they may be. */
export const floatingStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    max-width: calc(100vw - 16px);
    overflow: auto;
    border: 1px solid var(--gj-line);
    border-radius: 6px;
    background: var(--gj-surface);
    color: var(--gj-text);
    box-shadow: var(--gj-shadow);
  }
  /* On a phone it lies at the foot of the window, whatever it belongs to. */
  @media (max-width: 600px) {
    [popover] {
      inset: auto 0 0 !important;
      box-sizing: border-box;
      width: 100%;
      max-width: none !important;
      max-height: 80dvh !important;
      padding-block-end: env(safe-area-inset-bottom);
      border-width: 1px 0 0;
      border-radius: 12px 12px 0 0;
    }
    [popover]::backdrop {
      background: rgb(15 20 30 / 32%);
    }
  }
`;
