import { html, type TemplateResult } from 'lit';
import type { NamingSet } from '../../../metadata/contract/design/parts.ts';
import { session } from '../../session/session.ts';

export async function readNaming(design: string): Promise<readonly NamingSet[]> {
  return (await session.api.call('GET /api/design/drafts/:id', { path: { id: design } })).changeSets;
}

/** Each with the way to it. */
export function namingSets(sets: readonly NamingSet[]): TemplateResult {
  return html`<ul class="lines">${sets.map(
    ({ id, number, name }) =>
      html`<li><a href="/changes/${id}">${name ?? number}</a> <span class="small muted">${number}</span></li>`,
  )}</ul>`;
}
