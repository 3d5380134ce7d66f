import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrgNode } from '../../model/org-tree.ts';
import { layOut, neighbour, nodeSize } from './map-view.ts';

const node = (id: number, parent: number | null): OrgNode => ({
  id: `o${id}`,
  number: `N${id}`,
  name: `组织${id}`,
  revision: 1,
  taxNumber: null,
  leaf: false,
  enabled: true,
  parent: parent === null ? null : { id: `o${parent}` },
});
/** Each hangs below one that came before it. */
const trees = fc
  .array(fc.nat(), { minLength: 1, maxLength: 60 })
  .map((picks) => picks.map((pick, at) => node(at, at === 0 ? null : pick % at)));

describe('the picture of the control tree', () => {
  it('shows everybody once, nobody over another, children right of their parents', () => {
    fc.assert(
      fc.property(trees, (nodes) => {
        const { placed, width, height } = layOut(nodes);
        expect(placed.map(({ node: { id } }) => id).sort()).toEqual(nodes.map(({ id }) => id).sort());
        for (const [at, one] of placed.entries()) {
          expect(one.x + nodeSize.width).toBeLessThanOrEqual(width);
          expect(one.y + nodeSize.height).toBeLessThanOrEqual(height);
          if (one.parent) expect(one.x).toBeGreaterThan(one.parent.x + nodeSize.width);
          for (const other of placed.slice(at + 1))
            expect(
              Math.abs(one.x - other.x) >= nodeSize.width || Math.abs(one.y - other.y) >= nodeSize.height,
            ).toBe(true);
        }
      }),
    );
  });

  it('is no longer than wide by much for 500 organisations, so that all of them fit a screen', () => {
    const nodes = Array.from({ length: 500 }, (_, at) =>
      node(at, at === 0 ? null : at <= 10 ? 0 : 1 + (at % 10)),
    );
    const { width, height } = layOut(nodes);
    expect(height / width).toBeLessThan(3);
  });

  it('is walked by arrows: every organisation is come to from the first', () => {
    fc.assert(
      fc.property(trees, (nodes) => {
        const { placed } = layOut(nodes);
        const seen = new Set(['o0']);
        for (const id of seen)
          for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) {
            const next = neighbour(placed, id, key);
            if (next) seen.add(next);
          }
        expect(seen.size).toBe(nodes.length);
      }),
    );
  });
});
