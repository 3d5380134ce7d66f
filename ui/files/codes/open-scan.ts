import type { LitElement } from 'lit';
import { openOver } from '../../kit/dialog/open-over.ts';
import type { ScanAsk } from './scan-ask.ts';

/** Opens the camera for a code; answers its text, or null: nothing was scanned. */
export async function openScan(host: LitElement, asked: ScanAsk): Promise<string | null> {
  const { GjCodeScan } = await import('./gj-code-scan.ts');
  const made = await openOver(
    Object.assign(new GjCodeScan(), { asked }),
    { closed: () => null, made: (event) => (event as CustomEvent<string>).detail },
    host,
  );
  return made ?? null;
}
