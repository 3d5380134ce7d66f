import type { Flow } from './flow-layout.ts';

/** From where to where of a picture, in its own measure. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Pictures of more rows are drawn where one looks. */
const mostRows = 300;
const step = 600;

/** The stretch around what is seen; it moves in steps, so that little is drawn anew while one scrolls. */
export function stretchOf(
  { scrollTop, clientHeight }: Pick<HTMLElement, 'scrollTop' | 'clientHeight'>,
  scale: number,
): Stretch {
  const [top, bottom] = [scrollTop / scale, (scrollTop + clientHeight) / scale];
  return { from: (Math.floor(top / step) - 1) * step, to: (Math.ceil(bottom / step) + 1) * step };
}

/** Answers the parts of a picture that touch a stretch; of a small picture everything. */
export function inSight(flow: Flow, { from, to }: Stretch): Flow {
  if (flow.rows.length <= mostRows) return flow;
  const lies = ({ y, height }: { readonly y: number; readonly height: number }) =>
    y + height >= from && y <= to;
  return {
    ...flow,
    documents: flow.documents.filter(lies),
    rows: flow.rows.filter(lies),
    invoices: flow.invoices.filter(lies),
    ribbons: flow.ribbons.filter(
      ({ from: a, to: b }) => Math.min(a.y, b.y) <= to && Math.max(a.y + a.height, b.y + b.height) >= from,
    ),
  };
}
