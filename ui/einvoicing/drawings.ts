/** Drawings of what folders of the menu may be drawn with, as the platform draws its own. */
export const drawings = {
  customs: 'M2 9.5h12l-1.6 3.8H3.8zM4.5 9.5V6h7v3.5M8 6V2.6M6.4 2.6H8',
  invoice: 'M3.5 2.2h9v11.6l-1.5-1-1.5 1-1.5-1-1.5 1-1.5-1-1.5 1zM6 5.4h4M6 8h4',
  issue: 'M9.5 2.8h-6v10.7h9V8M6 10.2l.4-1.9 5.6-5.6 1.5 1.5-5.6 5.6z',
  receive: 'M2.5 9.2v4.2h11V9.2h-3l-1 1.7h-3l-1-1.7zM8 2.4v4.8M5.8 5.2 8 7.4l2.2-2.2',
} as const satisfies Readonly<Record<string, string>>;
