import { html, nothing } from 'lit';
import type { DirectiveResult } from 'lit/directive.js';
import { keyed } from 'lit/directives/keyed.js';

const sizes = { small: 'var(--gj-size-20)', large: 'var(--gj-size-34)' } as const;
export type FaceSize = keyof typeof sizes;

/**
 * The picture of a record beside what it is called, which says it in words; what nobody can draw is nothing. Its looks
 * are its own, as it stands in many roots.
 */
export function face(address: string, size: FaceSize = 'small'): DirectiveResult {
  return drawn(address, size, false);
}

interface WithFaces {
  readonly name: string;
  readonly faced?: boolean;
}

/**
 * The face of a record of which no more is known than where it stands; nothing where its form has none for the reader.
 * Until the server has answered one it takes no room, as the record may be without.
 */
export function faceOfRecord(
  form: WithFaces | undefined,
  id: string,
  size: FaceSize = 'small',
): DirectiveResult | typeof nothing {
  return form?.faced ? drawn(`/api/forms/${form.name}/records/${id}/face`, size, true) : nothing;
}

function drawn(address: string, size: FaceSize, mayBeNone: boolean): DirectiveResult {
  const edge = sizes[size];
  const width = mayBeNone ? '0' : edge;
  const gap = mayBeNone ? '0' : 'var(--gj-1)';
  // Of its own for each address: a place of a list in which one could not be drawn draws the next.
  return keyed(
    address,
    html`<img class="face" alt="" src=${address} loading="lazy" decoding="async" draggable="false"
      style="width:${width};height:${edge};border-radius:var(--gj-radius);object-fit:cover;vertical-align:middle;margin-inline-end:${gap}"
      @load=${({ target }: Event) => {
        if (!mayBeNone || !(target instanceof HTMLElement)) return;
        target.style.width = edge;
        target.style.marginInlineEnd = 'var(--gj-1)';
      }}
      @error=${({ target }: Event) => {
        if (target instanceof HTMLElement) target.hidden = true;
      }} />`,
  );
}
