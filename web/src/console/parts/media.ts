import { Observable } from '../../browser/observable';

/** Whether something holds for the window, such as its being narrow. */
export class Media extends Observable {
  private readonly query: MediaQueryList;

  constructor(query: string) {
    super();
    this.query = matchMedia(query);
    this.query.addEventListener('change', () => this.changed());
  }

  get matches(): boolean {
    return this.query.matches;
  }
}

/** Too narrow for a side panel: one column, with a bar below. */
export const narrow = new Media('(max-width: 52rem)');
