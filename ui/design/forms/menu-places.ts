import type { Label } from '../../../metadata/common/label.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { MenuSource } from '../../../metadata/source.ts';
import type { FormLine } from '../work/bench-shapes.ts';

/** A folder of the menu or a form in it, as it stands among those beside it. */
export interface MenuLine {
  /** Path of the folder, or id of the form. */
  readonly key: string;
  readonly label: Label;
  readonly order: number;
  readonly level: number;
  /** Folder it lies in; empty: at the top. */
  readonly in: string;
  /** Default: it is a form, or the folder of a package that nobody declared and nobody can change. */
  readonly folder?: MenuSource;
  readonly form?: FormLine;
}

/**
 * The whole menu from top to bottom, as the side of every page has it; empty folders too. Packages by name: forms that
 * say no place stand in the folder of theirs. A folder that is `held` stays where it is under another name.
 */
export function menuLines(
  menu: readonly MenuSource[],
  forms: readonly FormLine[],
  packages: ReadonlyMap<string, Label> = new Map(),
  held?: MenuSource,
): readonly MenuLine[] {
  const declared = new Map(menu.map((folder) => [folder.path, folder]));
  const folders = new Map(declared);
  for (const { menu: place, package: owner } of forms)
    if (place && place.path === owner && !folders.has(owner))
      folders.set(owner, { path: owner, label: packages.get(owner) ?? { zh: owner, en: owner } });
  const sorted = ({ key, label }: MenuLine) => (key === held?.path ? held.label : label).en;
  const inside = (path: string, level: number): readonly MenuLine[] => {
    const inner = [...folders.values()]
      .filter((folder) => above(folder.path) === path)
      .map((folder) => ({
        key: folder.path,
        label: folder.label,
        order: folder.order ?? 100,
        level,
        in: path,
        inner: folder.path,
        ...(declared.has(folder.path) && { folder }),
      }));
    const leaves = forms
      .filter((form) => form.menu?.path === path)
      .map((form) => ({
        key: form.id,
        label: form.label,
        order: form.menu?.order ?? 100,
        level,
        in: path,
        form,
      }));
    return [...inner, ...leaves]
      .sort((a, b) => a.order - b.order || sorted(a).localeCompare(sorted(b)))
      .flatMap((line): readonly MenuLine[] =>
        'inner' in line ? [line, ...inside(line.inner, level + 1)] : [line],
      );
  };
  return inside('', 0);
}

/**
 * Answers the steps that move a line one place on or back among those beside it, giving as few as possible a new
 * number. No steps where it already is the last.
 */
export function stepsOfMove(lines: readonly MenuLine[], line: MenuLine, step: 1 | -1): readonly DesignStep[] {
  const beside = lines.filter((one) => one.in === line.in);
  const at = beside.indexOf(line);
  const to = at + step;
  if (to < 0 || to >= beside.length) return [];
  const wanted = beside.toSpliced(at, 1).toSpliced(to, 0, line);
  const low = wanted[to - 1]?.order ?? (wanted[to + 1]?.order ?? 100) - 20;
  const high = wanted[to + 1]?.order ?? low + 20;
  const between = Math.floor((low + high) / 2);
  if (between > low && between < high) return [stepOfOrder(line, between)];
  return wanted.flatMap((one, index) =>
    one.order === (index + 1) * 10 ? [] : [stepOfOrder(one, (index + 1) * 10)],
  );
}

function stepOfOrder({ key, in: path, folder }: MenuLine, order: number): DesignStep {
  return folder
    ? { do: 'set-menu', path: key, properties: { order } }
    : { do: 'set', form: key, target: 'menu', value: { path, order } };
}

function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
