import { html, nothing, type TemplateResult } from 'lit';

/** Between parts that are told in a row, in plain texts. */
const between = ' · ';

/**
 * Tells parts in a row with dots between them, none of which begins or ends a line; what is empty is left out. A text
 * is taken apart at its dots.
 */
export function dotted(parts: string | readonly unknown[]): TemplateResult | typeof nothing {
  const all = typeof parts === 'string' ? parts.split(between) : parts;
  const said = all.filter(
    (part) => part !== '' && part !== false && part !== nothing && (part ?? null) !== null,
  );
  if (said.length === 0) return nothing;
  // The blank is all that stands between two lines, and goes where one ends: its dot goes with it.
  return html`<span class="dotted">${said.map(
    (part, at) =>
      html`${at === 0 ? nothing : html`<span class="dot-text"> ·</span><span class="dot-between"> </span>`}<span class="part">${part}</span>`,
  )}</span>`;
}
