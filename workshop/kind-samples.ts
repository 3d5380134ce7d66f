import type { KindSample } from '../metadata/kinds/common/sample.ts';
import { kinds } from '../metadata/kinds/index.ts';

/** The sample of every kind, as its file has it; a kind without one fails here, whoever asks. */
export const samples: Readonly<Record<string, KindSample>> = Object.fromEntries(
  await Promise.all([...kinds.keys()].map(async (kind) => [kind, await sampleOf(kind)] as const)),
);

async function sampleOf(kind: string): Promise<KindSample> {
  const file = new URL(`../metadata/kinds/${kind}.ts`, import.meta.url).href;
  const { sample }: { readonly sample?: KindSample } = await import(/* @vite-ignore */ file);
  if (!sample) throw new Error(`metadata/kinds/${kind}.ts has no sample`);
  return sample;
}

/** camelCase, as names of fields are; a number of the platform's own beside that of the record. */
export function fieldName(kind: string): string {
  if (kind === 'number') return 'serial';
  if (kind === 'entries') return 'lines';
  return kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
