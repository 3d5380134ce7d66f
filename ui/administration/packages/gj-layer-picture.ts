import { msg, str } from '@lit/localize';
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import type { PackageOutline } from '../../../metadata/contract/packages/installed.ts';
import { BoxSize } from '../../kit/base/box-size.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { listed, say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { levelsOf } from './levels-of.ts';
import { localPackage } from './package-data.ts';

interface Box {
  readonly one: PackageOutline;
  readonly x: number;
  readonly y: number;
}

/** How large boxes are, and how far from each other. */
interface Measures {
  readonly width: number;
  readonly across: number;
  /** Within a box, before its words. */
  readonly inset: number;
  /** Latin letters that its name has room for. */
  readonly letters: number;
}

const wide: Measures = { width: 136, across: 52, inset: 10, letters: 19 };
/** Where that would not fit into the page. */
const tight: Measures = { width: 102, across: 18, inset: 7, letters: 14 };
const [height, down] = [42, 14];
const dipped = 44;

/**
 * A picture of the packages from left to right, each right of those it needs; a line with a dot leads to a package that
 * it extends.
 */
export class GjLayerPicture extends withProperties(GjElement, {
  packages: given<readonly PackageOutline[]>(() => []),
}) {
  static override styles = [
    shared,
    css`
      svg {
        font: var(--gj-text-s) / 1 var(--gj-font);
      }
      rect {
        fill: var(--gj-surface);
        stroke: var(--gj-line-strong);
      }
      .local rect {
        fill: var(--gj-picked);
        stroke: var(--gj-accent);
      }
      text {
        fill: var(--gj-text);
      }
      .version {
        fill: var(--gj-muted);
      }
      path {
        fill: none;
        stroke: var(--gj-line-strong);
      }
      path.says {
        stroke: var(--gj-accent);
        stroke-width: 1.5;
      }
      circle {
        fill: var(--gj-accent);
      }
    `,
  ];

  readonly #room = new BoxSize(this);

  override render() {
    const fits = ({ width, across }: Measures) =>
      this.#room.width === 0 || levels(this.packages) * (width + across) - across + 4 <= this.#room.width;
    const sizes = fits(wide) ? wide : tight;
    const { width, inset, letters } = sizes;
    const boxes = laid(this.packages, sizes);
    const found = new Map(boxes.map((box) => [box.one.name, box]));
    const right = Math.max(...boxes.map(({ x }) => x)) + width + 2;
    const bottom =
      Math.max(...boxes.map(({ y }) => y)) + height + (isDipping(boxes, found, sizes) ? dipped / 2 : 2);
    if (boxes.length < 2) return nothing;
    const said = this.packages.flatMap(({ label, layersOn = [] }) =>
      layersOn.map((on) => {
        const below = found.get(on.package)?.one.label;
        return msg(str`${say(label)} 叠加在 ${below ? say(below) : on.package} 上`, { id: 'pkg-lies-on' });
      }),
    );
    const name = [msg('包之间的叠加关系', { id: 'pkg-picture' }), listed(said)].filter(Boolean).join(': ');
    return html`<svg class="blocks" role="img" aria-label=${name} width=${right} height=${bottom}
        viewBox="0 0 ${right} ${bottom}">
      ${boxes.flatMap((box) => linesOf(box, found, sizes))}
      ${boxes.map(
        ({
          one,
          x,
          y,
        }) => svg`<g class=${one.name === localPackage ? 'local' : ''} transform="translate(${x} ${y})">
          <rect width=${width} height=${height} rx="5" /><text x=${inset} y="17">${cut(say(one.label), letters)}</text>
          <text class="version" x=${inset} y="33">${one.name === localPackage ? '' : one.version}</text></g>`,
      )}
    </svg>`;
  }
}

function linesOf(
  { one, x, y }: Box,
  found: ReadonlyMap<string, Box>,
  { width, across }: Measures,
): readonly TemplateResult[] {
  const { says, needs } = endsOf(one, found);
  const line = (name: string, isSaid: boolean) => {
    const to = found.get(name);
    if (!to) return [];
    const [x1, y1, x2, y2] = [x, y + height / 2, to.x + width, to.y + height / 2];
    // Past those between, below them.
    const [bend, dip] = x1 - x2 > across ? [across, dipped] : [Math.max(across / 2, (x1 - x2) / 2), 0];
    const path = svg`<path class=${isSaid ? 'says' : ''}
        d="M${x1} ${y1}C${x1 - bend} ${y1 + dip} ${x2 + bend} ${y2 + dip} ${x2} ${y2}" />`;
    return [isSaid ? svg`${path}<circle cx=${x2} cy=${y2} r="3.5" />` : path];
  };
  return [...needs.flatMap((name) => line(name, false)), ...says.flatMap((name) => line(name, true))];
}

/** Where lines of a package lead: with a dot to those that it extends, without to those that it only needs. */
function endsOf(one: PackageOutline, found: ReadonlyMap<string, Box>) {
  const says = [...new Set((one.layersOn ?? []).map((on) => on.package))];
  const needs = Object.keys(one.requires).filter(
    (name) => !says.includes(name) && !isNeededBelow(one, name, found),
  );
  return { says, needs };
}

/** What one of the others needs that this one needs is drawn there: each layer lies on the next, said once. */
function isNeededBelow(one: PackageOutline, name: string, found: ReadonlyMap<string, Box>): boolean {
  const reaches = (from: string): boolean => {
    const needs = Object.keys(found.get(from)?.one.requires ?? {});
    return needs.includes(name) || needs.some(reaches);
  };
  return Object.keys(one.requires).some((other) => other !== name && reaches(other));
}

function levels(packages: readonly PackageOutline[]): number {
  return Math.max(0, ...levelsOf(packages).values()) + 1;
}

function laid(packages: readonly PackageOutline[], { width, across }: Measures): readonly Box[] {
  const places = levelsOf(packages);
  const rows = new Map<number, number>();
  return packages.map((one) => {
    const level = places.get(one.name) ?? 0;
    const row = rows.get(level) ?? 0;
    rows.set(level, row + 1);
    return { one, x: 1 + level * (width + across), y: 1 + row * (height + down) };
  });
}

/** Answers whether some line passes below the packages that lie between its ends. */
function isDipping(
  boxes: readonly Box[],
  found: ReadonlyMap<string, Box>,
  { width, across }: Measures,
): boolean {
  return boxes.some(({ one, x }) => {
    const { says, needs } = endsOf(one, found);
    return [...needs, ...says].some((name) => x - (found.get(name)?.x ?? x) > 2 * across + width);
  });
}

/** As much of a name as there is room for: Chinese is wider. */
function cut(name: string, letters: number): string {
  let room = letters;
  for (const [at, sign] of [...name].entries()) {
    room -= /[\u2e80-\uffff]/.test(sign) ? 2 : 1;
    if (room < 0) return `${[...name].slice(0, at).join('')}…`;
  }
  return name;
}
customElements.define('gj-layer-picture', GjLayerPicture);
