import type { OptionSource } from '../../source.ts';

/** As written; options that say an order come by it, the others keep their places at 100. */
export function optionsInOrder(options: readonly OptionSource[]): readonly OptionSource[] {
  return options.toSorted((a, b) => (a.order ?? 100) - (b.order ?? 100));
}
