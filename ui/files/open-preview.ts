import type { LitElement } from 'lit';
import { openOver } from '../kit/dialog/open-over.ts';
import type { PlacedFile } from './placed-file.ts';

/** Opens a file over the page of an element; from there one goes on to the others. */
export async function openPreview(host: LitElement, files: readonly PlacedFile[], at: number): Promise<void> {
  const { GjFilePreview } = await import('./gj-file-preview.ts');
  await openOver(Object.assign(new GjFilePreview(), { files, at }), { closed: () => true }, host);
}
