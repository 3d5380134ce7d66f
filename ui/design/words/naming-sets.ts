import { html, type TemplateResult } from 'lit';
import { session } from '../../session/session.ts';

/** A change set that is to be published with a design. */
export interface NamingSet {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
}

export async function readNaming(design: string): Promise<readonly NamingSet[]> {
  const path = `/api/design/drafts/${design}`;
  return (await session.api.get<{ readonly changeSets: readonly NamingSet[] }>(path)).changeSets;
}

/** Each with the way to it. */
export function namingSets(sets: readonly NamingSet[]): TemplateResult {
  return html`<ul class="lines">${sets.map(
    ({ id, number, name }) =>
      html`<li><a href="/changes/${id}">${name ?? number}</a> <span class="small muted">${number}</span></li>`,
  )}</ul>`;
}
