import type {
  LaidFont,
  LaidOut,
  LaidPicture,
  LaidPiece,
  LaidText,
  PathStep,
} from '../../../rules/paper/laid-out.ts';
import type { KitDocument, KitFont, KitLine, PageItem, Placed, Vector } from './kit-document.ts';
import { LetterFont } from './letter-font.ts';
import { svgPaths } from './svg-paths.ts';

/**
 * The pages of a document as its PDF has them, before they are written: lines are broken in one place, whatever file
 * they become.
 */
export function laidOutPages(kit: KitDocument, title: string): LaidOut {
  const laying = new Laying();
  const pages = kit._pdfMakePages.map(({ pageSize, items }) => ({
    ...pageSize,
    pieces: items.flatMap((item) => laying.pieces(item)),
  }));
  kit.destroy();
  return { title, pages, ...laying.brought() };
}

const black = '#000000';
/** Letters that stand nowhere, but tell that something does. */
const control = /\p{Cc}/u;

class Laying {
  readonly #fonts = new Map<KitFont, LetterFont>();
  readonly #images = new Map<string, LaidPicture>();

  pieces(item: PageItem): readonly LaidPiece[] {
    switch (item.type) {
      case 'line':
        return this.#line(item.item);
      case 'vector':
        return vector(item.item);
      case 'svg':
        return svgPaths(item.item);
      case 'image':
        return [this.#image(item.item)];
    }
  }

  brought(): { readonly fonts: readonly LaidFont[]; readonly images: readonly LaidPicture[] } {
    return {
      fonts: [...this.#fonts.values()].map((font) => font.made()),
      images: [...this.#images.values()],
    };
  }

  /** What stands in one line in the same letters is one text. */
  #line(line: KitLine): readonly LaidText[] {
    const baseline = line.y + line.getAscenderHeight();
    const texts: LaidText[] = [];
    for (const { text, x, width, fontSize: size, color: colour = black, font: kit } of line.inlines) {
      const letters = this.#font(kit);
      const font = [...this.#fonts.keys()].indexOf(kit);
      const from = line.x + x;
      const offsets: number[] = [];
      let shown = '';
      let along = 0;
      for (const letter of text) {
        if (control.test(letter)) continue;
        offsets.push(along);
        shown += letter;
        along += letters.add(letter) * size;
      }
      if (shown.trim() === '') continue;
      const last = texts.at(-1);
      if (last && last.font === font && last.size === size && last.colour === colour)
        texts[texts.length - 1] = {
          ...last,
          text: last.text + shown,
          offsets: [...last.offsets, ...offsets.map((offset) => offset + from - last.x)],
          width: from + width - last.x,
        };
      else texts.push({ type: 'text', text: shown, font, size, colour, x: from, baseline, offsets, width });
    }
    return texts;
  }

  #font(kit: KitFont): LetterFont {
    const known = this.#fonts.get(kit) ?? new LetterFont(kit.font);
    this.#fonts.set(kit, known);
    return known;
  }

  #image({
    image: url,
    x,
    y,
    _width: width,
    _height: height,
  }: Placed & { readonly image: string }): LaidPiece {
    const [about = '', data = ''] = url.split(',');
    if (!this.#images.has(url)) {
      const format = about.includes('png') ? 'png' : 'jpeg';
      this.#images.set(url, { format, bytes: new Uint8Array(Buffer.from(data, 'base64')) });
    }
    return { type: 'image', image: [...this.#images.keys()].indexOf(url), x, y, width, height };
  }
}

/** A filled room or a line, as pdfmake makes them of tables. */
function vector(drawn: Vector): readonly LaidPiece[] {
  const steps = stepsOf(drawn);
  if (steps.length === 0) return [];
  const fill = drawn.color ?? null;
  const stroke = drawn.lineColor ?? (fill === null ? black : null);
  return [{ type: 'path', steps, fill, stroke, lineWidth: drawn.lineWidth ?? 1 }];
}

function stepsOf({ type, x, y, w, h, x1, y1, x2, y2, points }: Vector): readonly PathStep[] {
  if (type === 'line')
    return [
      ['M', x1, y1],
      ['L', x2, y2],
    ];
  if (type === 'rect') return [['M', x, y], ['L', x + w, y], ['L', x + w, y + h], ['L', x, y + h], ['Z']];
  return (points ?? []).map((point, at): PathStep => [at === 0 ? 'M' : 'L', point.x, point.y]);
}
