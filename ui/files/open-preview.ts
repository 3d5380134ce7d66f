import type { LitElement } from 'lit';
import { openOver } from '../kit/dialog/open-over.ts';
import type { PlacedFile } from './placed-file.ts';

interface Asked {
  readonly files: readonly PlacedFile[];
  /** Which of them is looked at first. */
  readonly at: number;
  /** Whether somebody may edit a picture from there. */
  readonly editable: boolean;
  /** Whether somebody may make links to files from there. */
  readonly linkable: boolean;
}

/** Opens a file over the page of an element; from there one goes on to the others. Answers the one to be edited. */
export async function openPreview(host: LitElement, asked: Asked): Promise<PlacedFile | null> {
  const { GjFilePreview } = await import('./gj-file-preview.ts');
  const edited = await openOver(
    Object.assign(new GjFilePreview(), asked),
    { closed: () => null, edit: (event) => (event as CustomEvent<PlacedFile>).detail },
    host,
  );
  return edited ?? null;
}
