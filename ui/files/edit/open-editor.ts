import type { LitElement } from 'lit';
import { openOver } from '../../kit/dialog/open-over.ts';
import type { PictureAsked } from './edited-picture.ts';

/** Opens a picture to be turned, cropped and marked; answers what was made of it, or null: nothing. */
export async function openEditor(host: LitElement, picture: PictureAsked): Promise<File | null> {
  const { GjPictureEditor } = await import('./gj-picture-editor.ts');
  const made = await openOver(
    Object.assign(new GjPictureEditor(), { picture }),
    { closed: () => null, made: (event) => (event as CustomEvent<File>).detail },
    host,
  );
  return made ?? null;
}
