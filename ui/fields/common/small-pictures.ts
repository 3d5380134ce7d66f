import { html, nothing, type TemplateResult } from 'lit';
import type { DirectiveResult } from 'lit/directive.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Json } from '../../../metadata/common/json.ts';
import { type FileValue, filesIn } from '../../../metadata/kinds/common/file-value.ts';

/** Pictures that stand beside one another on one line; of more than these, how many is said. */
const mostShown = 4;

/** The pictures of a record, small, each by its name to whoever does not see it or cannot be shown it. */
export function smallPictures(
  value: Json,
  { form, id }: { readonly form: string; readonly id: string },
): TemplateResult {
  const files = filesIn(value);
  const more = files.length - mostShown;
  return html`<span class="flex centred gap-1" title=${files.map(({ name }) => name).join('\n')}>${files
    .slice(0, mostShown)
    .map((file) => picture(file, `/api/forms/${form}/records/${id}/files/${file.id}`))}${
    more > 0 ? html`<span class="small muted">+${more}</span>` : nothing
  }</span>`;
}

/** What the server has no small one of leaves its place to its name; each address has an image of its own. */
function picture({ name }: FileValue, address: string): DirectiveResult {
  const shows = (is: boolean) => (event: Event) => {
    const image = event.target as HTMLElement;
    image.hidden = !is;
    (image.nextElementSibling as HTMLElement).hidden = is;
  };
  return keyed(
    address,
    html`<img class="in-line" alt=${name} src=${`${address}?as=small`} loading="lazy" decoding="async"
      @load=${shows(true)} @error=${shows(false)} /><span hidden>${name}</span>`,
  );
}
