/** By the names that packages may use on any server, those of Font Awesome and of octicons that look or mean the same, without what stands before them. */
const names: Readonly<Record<string, string>> = {
  automation: 'bolt magic rocket flash zap cogs play play-circle forward refresh sync retweet',
  book: 'bookmark repo journal institution university bank graduation-cap mortar-board education',
  box: 'archive cube cubes package dropbox inbox codesandbox folder folder-open folder-close file-directory briefcase suitcase',
  calendar: 'calendar-check calendar-times calendar-plus date event',
  camera: 'camera-retro device-camera film',
  clock: 'time hourglass stopwatch dashboard tachometer watch history repeat rotate-left clock-rotate-left',
  company: 'building hospital hotel industry factory home-building organization',
  data: 'database server hdd hdd-o harddrive hard-drive',
  file: 'file-text file-alt file-pdf file-word file-excel file-code note sticky-note newspaper invoice receipt copy files paste clipboard clippy duplicate clone edit pencil pencil-square edit-sign pen paint-brush',
  finance:
    'money money-bill usd dollar eur euro gbp inr rupee credit-card calculator percent coins line-chart bar-chart pie-chart graph',
  goods:
    'tag tags barcode gift cutlery leaf ticket basket shopping-cart shopping-basket shopping-bag cart-plus cart-arrow-down',
  home: 'house',
  image: 'picture picture-o photo file-image file-media',
  key: 'password',
  layers: 'stack list-ol versions',
  link: 'chain unlink external-link link-external globe cloud',
  list: 'list-ul list-alt list-unordered list-ordered align-justify reorder bars three-bars check check-square check-circle ok thumbs-up thumbsup tasks checklist list-check legal gavel law columns table th th-large th-list project filter funnel',
  mail: 'envelope envelope-alt envelope-square envelope-open paper-plane send comment comments phone mobile mobile-phone bell bell-slash bullhorn megaphone rss broadcast letter font text-width text-size bold italic paragraph',
  org: 'sitemap code-fork git-branch repo-forked tree hierarchy',
  people: 'group users team user-group',
  pin: 'map-marker map map-signs location-arrow location compass road flag',
  scan: 'qrcode search binoculars eye eye-open zoom-in',
  services: 'desktop laptop device-desktop',
  settings: 'sliders adjust equalizer gear cog wrench tools tool plug puzzle-piece',
  shield: 'shield-alt certificate trophy lock unlock unlock-alt',
  star: 'star-half heart thumbtack lightbulb light-bulb',
  user: 'person user-md user-plus user-circle male female child id-card vcard',
  workflow:
    'git-merge git-pull-request project-diagram match exchange arrows-h random git-compare arrow-switch',
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
