import { html, type TemplateResult } from 'lit';

/** Drawn on a grid of 16, strokes of 1.4; each one a path or a few. */
const drawings = {
  add: 'M8 3v10M3 8h10',
  alert: 'M8 2.2 14.4 13.4H1.6zM8 6.4v3.2M8 11.6v.1',
  arrow: 'M3 13 13 3M7.5 3H13v5.5',
  assign: 'M3.5 8h6M7 5.5 9.5 8 7 10.5M11 3h2.5v10H11',
  automation: 'M9.2 2 4 9h3.6L6.8 14 12 7H8.4z',
  back: 'M9.5 3.5 5 8l4.5 4.5',
  basket: 'M2.2 6.5h11.6l-1.3 6.8H3.5zM5 6.5 7 2.6M11 6.5 9 2.6M6.2 9v2M9.8 9v2',
  bell: 'M4 11.5V7a4 4 0 0 1 8 0v4.5l1 1H3zM6.8 14.2h2.4',
  book: 'M3 3h4.2c.5 0 .8.4.8.8V13c0-.5-.4-.8-.8-.8H3zM13 3H8.8c-.5 0-.8.4-.8.8V13c0-.5.4-.8.8-.8H13z',
  box: 'M8 1.8 13.5 4.6v6.8L8 14.2 2.5 11.4V4.6zM2.5 4.6 8 7.4l5.5-2.8M8 7.4v6.8',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.5 2.5V5',
  camera: 'M2.2 5h3L6.4 3.2h3.2L10.8 5h3v8H2.2zM8 6.6a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
  chart: 'M2.5 2.5v11h11M5.5 11V8M8.5 11V5M11.5 11V6.8',
  check: 'M3 8.5 6.5 12 13 4.5',
  clock: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 5v3.2l2.2 1.6',
  close: 'M4 4l8 8M12 4l-8 8',
  columns: 'M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9',
  company:
    'M3 13.5V4l5-1.8v11.3M8 6h5v7.5M1.8 13.5h12.4M5.4 6.2v.1M5.4 8.7v.1M5.4 11.2v.1M10.5 8.7v.1M10.5 11.2v.1',
  contrast: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 2.2v11.6M8 5h4.8M8 8h5.8M8 11h4.8',
  copy: 'M5.5 5.5h7.5V13H5.5zM3 10.5V3h7.5',
  crop: 'M4.5 1.8v9.7h9.7M1.8 4.5h9.7v9.7',
  data: 'M8 2.5c2.8 0 5 .8 5 1.9S10.8 6.3 8 6.3 3 5.5 3 4.4s2.2-1.9 5-1.9zM3 4.4v7.2c0 1.1 2.2 1.9 5 1.9s5-.8 5-1.9V4.4M3 8c0 1.1 2.2 1.9 5 1.9S13 9.1 13 8',
  down: 'M3.5 6 8 10.5 12.5 6',
  download: 'M8 2.5v7.5M5 7.2 8 10.2l3-3M3 13.2h10',
  edit: 'M3 13l.6-2.8 7-7 2.2 2.2-7 7zM9.3 4.5l2.2 2.2',
  file: 'M4 2.2h5.2L12 5v8.8H4zM9 2.2V5.2h3',
  filter: 'M2.5 3.5h11L9.4 8.6V13l-2.8-1.6V8.6z',
  fit: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M5.5 5.5h5v5h-5z',
  finance:
    'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM5.8 4.8 8 7.6l2.2-2.8M8 7.6v3.8M6.1 7.9h3.8M6.1 9.7h3.8',
  folder: 'M2.2 4h4l1.4 1.6h6.2v7.2H2.2z',
  frame: 'M2.5 3.5h11v9h-11z',
  gear: 'M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM8 2v1.8M8 12.2V14M2 8h1.8M12.2 8H14M3.8 3.8 5 5M11 11l1.2 1.2M12.2 3.8 11 5M5 11l-1.2 1.2',
  goods: 'M2.8 8.4V2.8h5.6l5 5-5.6 5.6zM5.6 5.6v.1',
  grip: 'M6 3.6h.1M6 8h.1M6 12.4h.1M10 3.6h.1M10 8h.1M10 12.4h.1',
  history: 'M3 8a5.2 5.2 0 1 0 1.6-3.7L3 5.8M3 2.8v3h3M8 5.2V8l2 1.4',
  home: 'M2.5 7.5 8 2.8l5.5 4.7M4 6.5v6.8h8V6.5M6.8 13.2V9.4h2.4v3.8',
  image: 'M2.5 3.2h11v9.6h-11zM2.5 10.6l3.2-3.2 2.6 2.6 2-2 3.2 3.2M10.6 5.8v.1',
  inbox: 'M2.5 9 4.6 3.5h6.8L13.5 9v4h-11zM2.5 9H6l.8 1.6h2.4L10 9h3.5',
  insert: 'M2.5 3.5h11M2.5 12.5h11M8 6v4M6 8h4',
  key: 'M6 6.2a2.9 2.9 0 1 0 0 5.8 2.9 2.9 0 0 0 0-5.8zM8 7.5l5-5M11 4.5l1.8 1.8',
  layers: 'M8 2.4 14 5.4 8 8.4 2 5.4zM2.3 8.3 8 11.1l5.7-2.8M2.3 11.2 8 14l5.7-2.8',
  letter: 'M3 4.5V3h10v1.5M8 3v10M6 13h4',
  link: 'M6.6 9.4l2.8-2.8M7.4 4.6l1.2-1.2a2.6 2.6 0 0 1 3.8 3.8l-1.3 1.2M8.6 11.4l-1.2 1.2a2.6 2.6 0 0 1-3.8-3.8l1.3-1.2',
  list: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.6 4h.1M2.6 8h.1M2.6 12h.1',
  lock: 'M3.8 7.2h8.4v6H3.8zM5.5 7.2V5.3a2.5 2.5 0 0 1 5 0v1.9',
  mail: 'M2.5 3.8h11v8.6h-11zM2.5 4.3 8 8.8l5.5-4.5',
  match: 'M2.5 5h4l3 6h4M2.5 11h4l1-2M8.7 6.8 9.5 5h4M11.8 3.2 13.6 5l-1.8 1.8M11.8 9.2l1.8 1.8-1.8 1.8',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  moon: 'M13 9.4A5.4 5.4 0 0 1 6.6 3 5.4 5.4 0 1 0 13 9.4z',
  more: 'M3.4 8h.1M8 8h.1M12.6 8h.1',
  org: 'M6 2.5h4v3H6zM2 10.5h4v3H2zM10 10.5h4v3h-4zM8 5.5V8M4 10.5V8h8v2.5',
  people:
    'M6 3a2.2 2.2 0 1 0 0 4.4A2.2 2.2 0 0 0 6 3zM1.8 13c.3-2.5 1.9-3.8 4.2-3.8s3.9 1.3 4.2 3.8M10.6 3.3a2 2 0 0 1 0 3.8M12 9.5c1.3.5 2 1.7 2.2 3.5',
  phone: 'M5 2h6v12H5zM7.4 12h1.2',
  pin: 'M6 2.5h4l-.6 4 2.1 2.3H4.5l2.1-2.3zM8 8.8v4.7',
  play: 'M5 3.2v9.6L12.5 8z',
  redo: 'M10.5 3 13.5 6l-3 3M13.2 6H6.5a3.5 3.5 0 0 0 0 7H10',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6L13 5.8M13 2.8v3h-3',
  right: 'M6 3.5 10.5 8 6 12.5',
  scan: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M2.5 8h11',
  screen: 'M2.2 3h11.6v7.6H2.2zM8 10.6v2.6M5.4 13.2h5.2',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM10.2 10.2l3.2 3.2',
  services: 'M2.8 3h10.4v4H2.8zM2.8 9h10.4v4H2.8zM5 5v.1M5 11v.1M8 5h3M8 11h3',
  settings: 'M2.5 4.5h5.5M11 4.5h2.5M2.5 8h1.8M7.3 8h6.2M2.5 11.5h5M10.5 11.5h3M9.5 3v3M5.8 6.5v3M9 10v3',
  share:
    'M4 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM12 2.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM12 10.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6zM5.6 7.2l4.8-2.4M5.6 8.8l4.8 2.4',
  shield: 'M8 2.2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM5.8 8l1.6 1.6 2.8-3',
  star: 'M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4-2.9-2.8 4-.6z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.8v1.4M8 12.8v1.4M1.8 8h1.4M12.8 8h1.4M3.6 3.6l1 1M11.4 11.4l1 1M12.4 3.6l-1 1M4.6 11.4l-1 1',
  subtract: 'M3 8h10',
  trash: 'M3 4.5h10M6.2 4.5V2.8h3.6v1.7M4.3 4.5l.6 8.7h6.2l.6-8.7M6.8 7v4M9.2 7v4',
  turn: 'M12.8 8.5a4.8 4.8 0 1 1-1.6-3.8L12.8 6M12.8 2.8V6H9.6',
  undo: 'M5.5 3 2.5 6l3 3M2.8 6h6.7a3.5 3.5 0 0 1 0 7H6',
  up: 'M3.5 10 8 5.5l4.5 4.5',
  upload: 'M8 10.2V2.8M5 5.6 8 2.6l3 3M3 13.2h10',
  user: 'M8 2.6a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4zM2.8 13.6c.4-2.7 2.5-4 5.2-4s4.8 1.3 5.2 4',
  workflow: 'M2.5 3h4v3.4h-4zM9.5 9.6h4V13h-4zM4.5 6.4v4.9h5M6.5 4.7h5v4.9',
} as const satisfies Readonly<Record<string, string>>;

export type IconName = keyof typeof drawings;

export const iconNames = Object.keys(drawings) as readonly IconName[];

function isIcon(name: string): name is IconName {
  return Object.hasOwn(drawings, name);
}

/** The paths of an icon of the platform; undefined: packages asked for one that this page does not have. */
export function pathsOf(name: string): string | undefined {
  return isIcon(name) ? drawings[name] : undefined;
}

/** An icon in the colour of the text around it; hidden from readers, so whatever holds it has words. */
export function icon(name: IconName, size = 16, filled = false): TemplateResult {
  return drawn(drawings[name], size, filled);
}

/** The same, of paths that somebody brings. */
export function drawn(paths: string, size = 16, filled = false): TemplateResult {
  return html`<svg class="icon" width=${size} height=${size} viewBox="0 0 16 16"
    fill=${filled ? 'currentColor' : 'none'} stroke="currentColor"
    stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${paths} /></svg>`;
}
