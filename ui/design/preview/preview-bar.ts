import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import type { Language } from '../../../metadata/common/label.ts';

/** A preview below the bar that says with what and in which language one looks. */
export const previewBarStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    background: var(--gj-background);
  }
  .bar {
    padding: var(--gj-1h);
  }
  .bar select {
    flex: 1 1 auto;
    width: auto;
    min-width: var(--gj-size-110);
  }
  .bar button:not(.segments *) {
    height: var(--gj-size-28);
    padding: 0 var(--gj-2);
  }
`;

/** The language that is looked at, whichever the page has. */
export function spokenSegments(spoken: Language, speak: (language: Language) => void): TemplateResult {
  return html`<div class="segments inline clips edged-strong rounded" role="group" aria-label=${msg('语言', { id: 'language' })}>${(
    ['zh', 'en'] as const
  ).map(
    (one) =>
      html`<button lang=${one} aria-pressed=${spoken === one} @click=${() => speak(one)}>${one === 'zh' ? '中文' : 'English'}</button>`,
  )}</div>`;
}
