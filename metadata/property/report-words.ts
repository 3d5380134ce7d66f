/** How far apart days and moments are grouped, what is made of numbers, and how they are drawn. */
export const spanNames = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type SpanName = (typeof spanNames)[number];

export const measureNames = ['count', 'sum', 'average', 'least', 'most'] as const;
export type MeasureName = (typeof measureNames)[number];

export const chartNames = ['bars', 'lines', 'pie', 'days', 'flow', 'organisations'] as const;
export type ChartName = (typeof chartNames)[number];
