import { html, type TemplateResult } from 'lit';
import type { OwnOrganisation } from '../../metadata/contract/people/session.ts';
import { type OrgLine, orgLines, orgsWith } from '../session/org-options.ts';

/** Looks for organisations; what is found is the same array while nothing changed, as a new one closes what is open. */
export class OrgSearch {
  lines: readonly OrgLine[] = [];
  #from: readonly OwnOrganisation[] = [];
  #found: readonly OrgLine[] = [];
  #asked: string | null = null;

  found(organisations: readonly OwnOrganisation[], typed: string): readonly OrgLine[] {
    if (organisations !== this.#from) {
      this.#from = organisations;
      this.lines = orgLines(organisations);
      this.#asked = null;
    }
    if (this.#asked !== typed) {
      this.#asked = typed;
      this.#found = orgsWith(this.lines, typed);
    }
    return this.#found;
  }
}

/** An organisation in a list: as deep as it lies, or, while one searches, below its path. */
export function orgOption({ name, number, path, depth }: OrgLine, searching: boolean): TemplateResult {
  return html`<div style="padding-inline-start:${searching ? 0 : Math.min(depth, 8) * 14}px">
    <div>${name} <span style="color:var(--gj-muted);font-size:var(--gj-text-s)">${number}</span></div>
    ${
      searching && path !== ''
        ? html`<div style="color:var(--gj-muted);font-size:var(--gj-text-s)">${path}</div>`
        : ''
    }
  </div>`;
}
