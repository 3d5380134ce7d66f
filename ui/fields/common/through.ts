import { line } from './line.ts';
import type { UiKind } from './ui-kind.ts';

/**
 * A kind whose values are those of another field, and which nobody types: shown as that other one, unless `show` knows
 * better.
 */
export function through(
  name: string,
  show: (...asked: Parameters<UiKind['show']>) => ReturnType<UiKind['show']> | undefined = () => undefined,
): UiKind {
  return line({
    name,
    through: (inner) => ({
      name,
      width: inner.width,
      ...(inner.align ? { align: inner.align } : {}),
      ...(inner.tone ? { tone: (value, field) => inner.tone?.(value, field.inner ?? field) } : {}),
      ...(inner.widthOf ? { widthOf: (field) => inner.widthOf?.(field.inner ?? field) ?? inner.width } : {}),
      ...(inner.summed ? { summed: inner.summed } : {}),
      ...(inner.span ? { span: inner.span } : {}),
      ...(inner.load ? { load: inner.load } : {}),
      ...(inner.whole ? { whole: inner.whole } : {}),
      ...(inner.showWhole
        ? { showWhole: (value, field) => inner.showWhole?.(value, field.inner ?? field) ?? '' }
        : {}),
      show: (value, field) => show(value, field) ?? inner.show(value, field.inner ?? field),
      text: (value, field) => {
        const own = field.inner ?? field;
        return inner.text?.(value, own) ?? own.kind.format(value, own, 'zh');
      },
      control: (ask) => inner.control({ ...ask, field: ask.field.inner ?? ask.field }),
    }),
  });
}
