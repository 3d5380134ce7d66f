import type { OptionSource } from '../../../metadata/source.ts';
import { freeName, proposedNames } from './proposed-names.ts';

/** Of these labels, with values that none has. */
export async function freshOptions(
  texts: readonly string[],
  beside: readonly OptionSource[] = [],
): Promise<readonly OptionSource[]> {
  const labels = texts.map((text) => ({ zh: text, en: text }));
  const names = labels.length > 0 ? await proposedNames(labels, { of: 'option' }) : [];
  const taken = new Set(beside.map(({ value }) => value));
  return labels.map((label, at) => {
    const value = freeName(names[at] ?? `o${at + 1}`, taken);
    taken.add(value);
    return { value, label };
  });
}
