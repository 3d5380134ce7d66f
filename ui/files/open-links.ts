import type { LitElement } from 'lit';
import { openOver } from '../kit/dialog/open-over.ts';
import type { LinkedFile } from './placed-file.ts';

/** Opens the links of a file over the page of an element. */
export async function openLinks(host: LitElement, file: LinkedFile): Promise<void> {
  const { GjFileLinks } = await import('./gj-file-links.ts');
  await openOver(Object.assign(new GjFileLinks(), { file }), { closed: () => null }, host);
}
