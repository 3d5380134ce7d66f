import type { ReactiveControllerHost } from 'lit';
import {
  addMark,
  allSides,
  beginEditing,
  cropPicture,
  dragSides,
  type EditedPicture,
  type Mark,
  type MarkKind,
  moveMark,
  type Point,
  type Rect,
  removeMark,
  type Size,
  stretchMark,
  turnPicture,
  weightFor,
} from './edited-picture.ts';

const endCorner = { left: false, top: false, right: true, bottom: true } as const;

/** A picture while it is edited: each step can be taken back. */
export class PictureBench {
  /** What is about to be left of it. */
  crop: Rect | null = null;
  /** Which mark is meant. */
  picked: number | null = null;
  readonly #host: ReactiveControllerHost;
  #whole: Size = { width: 0, height: 0 };
  /** As it was before each step; the last is as it is now. */
  #steps: readonly EditedPicture[] = [];
  /** What the last step moved: presses of a key that move the same are taken back at once. */
  #moved = '';

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  get now(): EditedPicture | undefined {
    return this.#steps.at(-1);
  }

  get isChanged(): boolean {
    return this.#steps.length > 1;
  }

  begin(whole: Size): void {
    this.#whole = whole;
    this.#steps = [beginEditing(whole)];
    this.mean(null, null);
  }

  /** Means a mark, or a part of the picture that it is to be cropped to. */
  mean(picked: number | null, crop: Rect | null): void {
    Object.assign(this, { picked, crop });
    this.#moved = '';
    this.#host.requestUpdate();
  }

  /** Another is meant: the next or the one before. */
  meanNext(by: number): void {
    const many = this.now?.marks.length ?? 0;
    if (many > 0) this.mean(((this.picked ?? (by > 0 ? -1 : 0)) + by + many) % many, null);
  }

  do(next: EditedPicture, moved = ''): void {
    const goesOn = moved !== '' && moved === this.#moved;
    this.#steps = goesOn ? this.#steps.with(-1, next) : [...this.#steps, next];
    this.#moved = moved;
    this.#host.requestUpdate();
  }

  undo(): void {
    if (this.isChanged) this.#steps = this.#steps.slice(0, -1);
    this.mean(null, null);
  }

  turn(): void {
    const { now } = this;
    if (now) this.do(turnPicture(now, this.#whole));
  }

  applyCrop(): void {
    const { now, crop } = this;
    if (now && crop) this.do(cropPicture(now, crop));
  }

  /** A mark as it would be drawn now. */
  mark(kind: MarkKind, points: readonly Point[], text: string): Mark {
    return { kind, points, text, weight: weightFor(this.now?.crop ?? this.#whole), turn: 0 };
  }

  /** Adds a mark, which is meant then. */
  add(kind: MarkKind, points: readonly Point[], text: string): void {
    const { now } = this;
    if (!now) return;
    this.do(addMark(now, this.mark(kind, points, text)));
    this.mean(now.marks.length, null);
  }

  /** Moves what is meant, or makes it larger or smaller. */
  nudge(by: Point, isStretched: boolean): void {
    const { now, crop, picked } = this;
    if (!now) return;
    if (crop) this.mean(null, dragSides(crop, isStretched ? endCorner : allSides, by, now.crop));
    else if (picked !== null) {
      const change = isStretched ? stretchMark : moveMark;
      this.do(change(now, picked, by.x, by.y), `${picked} ${isStretched}`);
    }
  }

  remove(): void {
    const { now, picked } = this;
    if (!now || picked === null) return;
    this.do(removeMark(now, picked));
    this.mean(null, null);
  }
}
