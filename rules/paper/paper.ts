import type { PaperName, PaperSource } from '../../metadata/print-source.ts';

/** In millimetres. */
export interface Paper {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

const sizes: Readonly<Record<PaperName, Paper>> = {
  A4: { width: 210, height: 297, margin: 15 },
  A5: { width: 148, height: 210, margin: 10 },
  // Eleven inches between two perforations of paper for dot-matrix printers, holes included.
  continuous: { width: 241, height: 280, margin: 12 },
  label: { width: 60, height: 40, margin: 2 },
};

/**
 * @example
 * paperOf({ size: 'A5', landscape: true }) //=> { width: 210, height: 148, margin: 10 }
 */
export function paperOf({ size, landscape = false, width, height, margin }: PaperSource): Paper {
  const usual = sizes[size];
  const [across, down] = [width ?? usual.width, height ?? usual.height];
  return {
    width: landscape ? down : across,
    height: landscape ? across : down,
    margin: margin ?? usual.margin,
  };
}
