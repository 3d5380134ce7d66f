import type { Label } from '../../metadata/label.ts';
import type { OptionSource } from '../../metadata/source.ts';
import { language } from '../session/i18n.ts';
import type { OptionsChange } from './gj-options-editor.ts';
import { freeName, proposedNames } from './proposed-names.ts';

/** In the reader's language; the other one follows as long as nobody wrote it. */
export function labelTyped({ zh, en }: Label, text: string): Label {
  const isOne = zh === en || zh === '' || en === '';
  if (isOne) return { zh: text, en: text };
  return language() === 'zh' ? { zh: text, en } : { zh, en: text };
}

/** Options of a parameter after what was done in their editor. */
export async function optionsAfter(
  options: readonly OptionSource[],
  change: OptionsChange,
): Promise<readonly OptionSource[]> {
  const changed = (value: string, more: Partial<OptionSource>) =>
    options.map((one) => (one.value === value ? { ...one, ...more } : one));
  switch (change.do) {
    case 'add':
      return [...options, ...(await freshOptions(change.texts, options))];
    case 'rename': {
      const label = options.find(({ value }) => value === change.value)?.label ?? { zh: '', en: '' };
      return changed(change.value, { label: labelTyped(label, change.text) });
    }
    case 'hide':
      return changed(change.value, { hidden: true });
    case 'bring-back':
      return options.map(({ hidden, ...one }) =>
        one.value === change.value || !hidden ? one : { ...one, hidden },
      );
    case 'remove':
      return options.filter(({ value }) => value !== change.value);
    case 'move': {
      const moved = options.filter(({ value }) => value === change.value);
      const rest = options.filter(({ value }) => value !== change.value);
      const at = rest.findIndex(({ value }) => value === change.before);
      return rest.toSpliced(at < 0 ? rest.length : at, 0, ...moved);
    }
    case 'open':
      return options;
  }
}

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
