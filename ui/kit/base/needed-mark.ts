import { css, html, nothing, type TemplateResult } from 'lit';

export const neededStyles = css`
  .needed {
    display: inline-block;
    flex: none;
    align-self: center;
    width: var(--gj-1h);
    height: var(--gj-1h);
    border: var(--gj-edge);
    border-color: var(--gj-accent);
    border-radius: 50%;
  }
`;

/** The mark of a field that can wait until something is done with its record, and says what. Undefined: none can. */
export function neededMark(text: string | undefined): TemplateResult | typeof nothing {
  if (text === undefined) return nothing;
  return html`<span class="needed" role="img" title=${text} aria-label=${text}></span>`;
}
