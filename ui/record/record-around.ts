import { html, nothing, type TemplateResult } from 'lit';
import { onceLoaded } from '../kit/base/once-loaded.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import './gj-record-stopped.ts';

type Drawn = TemplateResult | typeof nothing;

/** Says that a saved rule has stopped to work, where it has. */
export function recordStopped({ base, form }: RecordEditor): Drawn {
  if (!base || !form.match || !form.can.has('match')) return nothing;
  return html`<gj-record-stopped form=${form.name} record=${base.id}
    revision=${base.revision}></gj-record-stopped>`;
}

const loadUses = onceLoaded(() => import('./gj-record-uses.ts'));

/** Where a saved record is used, asked once the page is there to be read: `isCome`. */
export function recordUses(
  editor: RecordEditor,
  isCome: boolean,
  act: (event: CustomEvent<string>) => void,
): Drawn {
  if (!isCome || !editor.base || editor.isSetting) return nothing;
  void loadUses().catch(() => undefined);
  return html`<gj-record-uses slot="beside" .editor=${editor} @do=${act}></gj-record-uses>`;
}
