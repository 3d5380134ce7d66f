/** By our names, those of Font Awesome and of octicons that look or mean the same, without what stands before them. */
const names: Readonly<Record<string, string>> = {
  alert: 'exclamation warning exclamation-triangle exclamation-circle warning-sign stop bug',
  assign: 'sign-in sign-out share-alt mail-reply',
  automation: 'bolt magic rocket flash zap cogs',
  basket: 'shopping-cart shopping-basket shopping-bag cart-plus cart-arrow-down',
  bell: 'bell-slash bullhorn megaphone rss broadcast',
  book: 'bookmark repo journal institution university bank graduation-cap mortar-board education',
  box: 'archive cube cubes package dropbox inbox codesandbox',
  calendar: 'calendar-check calendar-times calendar-plus date event',
  camera: 'camera-retro device-camera film',
  check: 'check-square check-circle ok thumbs-up thumbsup tasks checklist list-check legal gavel law',
  clock: 'time hourglass stopwatch dashboard tachometer watch',
  close: 'times remove times-circle ban x',
  columns: 'table th th-large th-list project',
  company: 'building hospital hotel industry factory home-building organization',
  copy: 'files paste clipboard clippy duplicate clone',
  data: 'database server hdd hdd-o harddrive hard-drive',
  download: 'cloud-download download-alt desktop-download',
  edit: 'pencil pencil-square edit-sign pen paint-brush',
  file: 'file-text file-alt file-pdf file-word file-excel file-code note sticky-note newspaper invoice receipt',
  filter: 'funnel',
  finance:
    'money money-bill usd dollar eur euro gbp inr rupee credit-card calculator percent coins line-chart bar-chart pie-chart graph',
  folder: 'folder-open folder-close file-directory briefcase suitcase',
  gear: 'cog wrench tools tool plug puzzle-piece',
  goods: 'tag tags barcode gift cutlery leaf ticket',
  history: 'repeat rotate-left clock-rotate-left',
  home: 'house',
  image: 'picture picture-o photo file-image file-media',
  key: 'password',
  layers: 'stack list-ol versions',
  letter: 'font text-width text-size bold italic paragraph',
  link: 'chain unlink external-link link-external globe cloud',
  list: 'list-ul list-alt list-unordered list-ordered align-justify reorder bars three-bars',
  lock: 'unlock unlock-alt',
  mail: 'envelope envelope-alt envelope-square envelope-open paper-plane send comment comments phone mobile mobile-phone',
  match: 'exchange arrows-h random git-compare arrow-switch',
  org: 'sitemap code-fork git-branch repo-forked tree hierarchy',
  people: 'group users team user-group',
  pin: 'map-marker map map-signs location-arrow location compass road flag',
  play: 'play-circle forward',
  refresh: 'sync retweet',
  scan: 'qrcode',
  search: 'binoculars eye eye-open zoom-in',
  services: 'desktop laptop device-desktop',
  settings: 'sliders adjust equalizer',
  shield: 'shield-alt certificate trophy',
  star: 'star-half heart thumbtack lightbulb light-bulb',
  trash: 'trashcan trash-alt eraser',
  upload: 'cloud-upload upload-alt',
  user: 'person user-md user-plus user-circle male female child id-card vcard',
  workflow: 'git-merge git-pull-request project-diagram',
};

export const ourIcons: readonly string[] = Object.keys(names);

const byTheirs: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([own, theirs]) => [own, ...theirs.split(' ')].map((word) => [word, own])),
);

/**
 * The icon of ours that is most like one there; undefined: none is.
 *
 * @example
 * iconOf('fa fa-users') //=> 'people'
 * iconOf('octicon octicon-package') //=> 'box'
 * iconOf('icon-file-text-alt') //=> 'file'
 */
export function iconOf(word: string): string | undefined {
  const bare = (word.trim().split(/\s+/).at(-1) ?? '')
    .toLowerCase()
    .replace(/^(?:fa|icon|octicon|uil|es)-/, '');
  // What is drawn with lines, small or filled is the same picture.
  return (
    byTheirs.get(bare) ?? byTheirs.get(bare.replace(/(?:-(?:o|alt|line|solid|sign|circle|square))+$/, ''))
  );
}
