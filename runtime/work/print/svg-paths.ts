import type { LaidPath, PathStep } from '../../../rules/paper/laid-out.ts';
import type { Placed } from './kit-document.ts';

/** The paths of a code as it was drawn, where it stands on a page: straight lines alone, filled or with a pen. */
export function svgPaths({
  svg,
  x,
  y,
  _width,
  _height,
}: Placed & { readonly svg: string }): readonly LaidPath[] {
  const [, across = '1', down = '1'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const scale = { x: _width / Number(across), y: _height / Number(down) };
  return [...svg.matchAll(/<path ([^>]*)>/g)].map(([, said = '']): LaidPath => {
    const of = (name: string) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(said)?.[1];
    const steps = [...(of('d') ?? '').matchAll(/([ML])([\d.]+) ([\d.]+)|Z/g)].map(
      ([, pen, left, top]): PathStep =>
        pen === 'M' || pen === 'L' ? [pen, x + Number(left) * scale.x, y + Number(top) * scale.y] : ['Z'],
    );
    const stroke = of('stroke') ?? null;
    const fill = of('fill') ?? (stroke === null ? '#000000' : null);
    return { type: 'path', steps, fill, stroke, lineWidth: Number(of('stroke-width') ?? 1) * scale.x };
  });
}
