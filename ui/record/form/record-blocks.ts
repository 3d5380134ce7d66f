import { msg } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { leadsOut } from '../../../metadata/common/link-address.ts';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { ActionSource, BlockSource, GroupSource } from '../../../metadata/source.ts';
import { icon } from '../../kit/base/icons.ts';
import { say } from '../../session/i18n.ts';
import type { RecordEditor } from '../editor/record-editor.ts';

/** How blocks stand among the fields of a group, each of which takes three lines of the grid. */
export const blockStyles = css`
  .block {
    grid-row: span 3;
    min-width: 0;
  }
  .block.line {
    grid-column: 1 / -1;
  }
  h3.block {
    margin: var(--gj-2) 0 var(--gj-1h);
    padding-block-end: var(--gj-1);
    border-block-end: var(--gj-edge);
    font-size: inherit;
  }
  h3.block:first-child {
    margin-block-start: 0;
  }
  .block.picture {
    margin-block-end: var(--gj-2);
  }
  .block.picture img {
    display: block;
    max-width: 100%;
    max-height: calc(8 * var(--gj-control));
    border-radius: var(--gj-radius);
  }
  .block.picture .place {
    min-width: calc(5 * var(--gj-control));
    min-height: calc(2 * var(--gj-control));
    padding: 0 var(--gj-2);
  }
  .note.block {
    margin-block-end: var(--gj-2);
    white-space: pre-line;
  }
  /* Beside a field it stands where the control does. */
  .press.block {
    display: flex;
    align-items: center;
    align-self: start;
    min-height: var(--gj-control);
    margin-block: calc(var(--gj-line-s) + var(--gj-3q)) var(--gj-2);
  }
`;

/** Why the server would not do an action now, for whoever is shown it all the same. */
export function whyNot(editor: RecordEditor, action: string) {
  const against = editor.obstacle(action);
  return against?.from === 'server' ? { disabled: true, why: say(against.because) } : undefined;
}

/** The actions that the form declares, as far as they are for the record now. */
export function ownActions(editor: RecordEditor): readonly ActionSource[] {
  // Before it is saved it is sent on by documents alone, whose states say what comes next.
  if (!editor.base && (editor.isSetting || editor.form.kind !== 'document')) return [];
  return editor.form.actions.filter(
    ({ name, on }) => on !== 'form' && editor.rights.shows(name, editor) && editor.look?.actions.has(name),
  );
}

/** The blocks of a group that are shown now: before a field, or behind all of them. */
export function blocksOf(editor: RecordEditor, group: GroupSource): readonly BlockSource[] {
  const offered = new Set(editor.base ? ownActions(editor).map(({ name }) => name) : []);
  return editor.form.blocks.filter(
    (block) =>
      block.group === group.name &&
      (editor.look?.blocks.has(block.name) ?? true) &&
      (block.block !== 'button' || offered.has(block.action ?? '')),
  );
}

/** Draws a block; `press` does its action. */
export function drawBlock(
  editor: RecordEditor,
  { name, block, label, address = '', action, image, field }: BlockSource,
  press: (action: string) => void,
): TemplateResult | typeof nothing {
  const text = say(label);
  switch (block) {
    case 'heading':
      return html`<h3 class="block line bold" data-block=${name}>${text}</h3>`;
    case 'note':
      return html`<p class="block line note flush small muted breaks" data-block=${name}>${text}</p>`;
    case 'picture':
      return drawPictures(editor, { name, text, image, field });
    case 'link':
      return html`<div class="block press" data-block=${name}>${
        leadsOut(address)
          ? html`<a class="flex centred gap-1" href=${address} target="_blank" rel="noopener noreferrer">${text}${icon('arrow', 12)}</a>`
          : html`<a href=${address}>${text}</a>`
      }</div>`;
    case 'button': {
      const own = editor.form.actions.find((one) => one.name === action);
      const why = whyNot(editor, action ?? '')?.why;
      const first = editor.dirty ? msg('先保存改动', { id: 'block-save-first' }) : nothing;
      return html`<div class="block press" data-block=${name}><button
          ?disabled=${editor.dirty || editor.busy || why !== undefined} title=${why ?? first}
          @click=${() => press(action ?? '')}>${text || say(own?.label)}</button></div>`;
    }
  }
}

interface Pictures {
  readonly name: string;
  /** It stands below them. */
  readonly text: string;
  readonly image: string | undefined;
  /** Id of the field whose pictures they are. */
  readonly field: string | undefined;
}

/** Whoever designs the form is shown where they will be. */
function drawPictures(
  editor: RecordEditor,
  { name, text, image, field = '' }: Pictures,
): TemplateResult | typeof nothing {
  const addresses = image === undefined ? picturesOf(editor, field) : [image];
  const alt = text || say(editor.form.byId.get(field)?.label);
  if (addresses.length === 0 && !editor.isDesigned) return nothing;
  const drawn = addresses.map(
    (address) => html`<img src=${address} alt=${alt} loading="lazy" decoding="async" draggable="false" />`,
  );
  return html`<figure class="block line picture flush" data-block=${name}><div class="flex wraps gap-2">${
    drawn.length > 0
      ? drawn
      : html`<div class="place dashed rounded flex centred gap-1 muted">${icon('image', 16)}${alt}</div>`
  }</div>${text === '' ? nothing : html`<figcaption class="small muted breaks">${text}</figcaption>`}</figure>`;
}

/** Those of a field as they were saved last: what is brought since stands in its own field. */
function picturesOf({ base, form, isSetting }: RecordEditor, id = ''): readonly string[] {
  const field = form.byId.get(id);
  if (!field || !base || isSetting) return [];
  return filesIn(base[field.name])
    .filter(({ type }) => fileType(type).picture)
    .map((file) => `/api/forms/${form.name}/records/${base.id}/files/${file.id}?as=print`);
}
